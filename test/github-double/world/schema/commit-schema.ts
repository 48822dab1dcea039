// The shape of accounts, teams and commits in a world file.
import * as z from 'zod'
import { list, type References, time } from './references.ts'

export const account = z.strictObject({
  id: z.int(),
  type: z.enum(['User', 'Bot', 'Mannequin', 'Organization']).default('User'),
  permission: z.enum(['admin', 'maintain', 'write', 'triage', 'read', 'none']).optional(),
  email: z.string().optional(),
  name: z.string().optional(),
  graphql_login: z.string().optional(),
  deleted: z.boolean().default(false),
})

export const team = ({ login }: References) =>
  z.strictObject({ members: list(login), parent: z.string().optional() })

const mode = z.enum(['100644', '100755', '120000', '160000'])
const content = z.strictObject({
  from: z.string().optional(),
  mode: mode.optional(),
  text: z.string().optional(),
})

export type FileChange = z.output<typeof content> | null

const file = z.union([z.string().transform((text): FileChange => ({ text })), content, z.null()], {
  error: 'expected a text, null, or an object of `from`, `mode` and `text`',
})

const signatureState = z.enum([
  'BAD_CERT',
  'BAD_EMAIL',
  'EXPIRED_KEY',
  'GPGVERIFY_ERROR',
  'GPGVERIFY_UNAVAILABLE',
  'INVALID',
  'MALFORMED_SIG',
  'NOT_SIGNING_KEY',
  'NO_USER',
  'OCSP_ERROR',
  'OCSP_PENDING',
  'OCSP_REVOKED',
  'UNKNOWN_KEY',
  'UNKNOWN_SIG_TYPE',
  'UNSIGNED',
  'UNVERIFIED_EMAIL',
  'VALID',
])

export const commit = (known: References) =>
  z.strictObject({
    parents: list(known.commit),
    author: known.identity,
    committer: known.identity.optional(),
    co_authors: list(known.identity),
    at: time,
    authored_at: time.optional(),
    message: z.string().default('change'),
    via_web: z.boolean().optional(),
    signature: z
      .strictObject({
        valid: z.boolean().default(true),
        signer: known.login.nullable().default(null),
        by_github: z.boolean().default(false),
        state: signatureState.optional(),
      })
      .nullable()
      .default(null),
    files: z.record(z.string(), file).default({}),
  })
