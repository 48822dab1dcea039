// The pieces that the facts of a change and those of a deployment are both made of, in closed form.
import * as z from 'zod'
import type { Actor } from '../facts/actor.ts'
import type { Commit, Signatory } from '../facts/commit.ts'
import type { TextFile } from '../facts/file.ts'
import type { Push } from '../facts/push.ts'

export const text = z.string()
export const maybe = text.nullable()

export const fact = <T>(value: z.ZodType<T>) =>
  z.discriminatedUnion('known', [
    z.strictObject({ known: z.literal(true), value, source: text }),
    z.strictObject({ known: z.literal(false), reason: text, source: text, remedy: text }),
  ])

export const actor: z.ZodType<Actor> = z.strictObject({
  id: z.int(),
  login: text,
  kind: z.enum(['User', 'Bot', 'Mannequin', 'Organization', 'EnterpriseUserAccount']),
})

const signatory: z.ZodType<Signatory> = z.strictObject({
  name: text,
  email: text,
  account: actor.nullable(),
})

export const commit: z.ZodType<Commit> = z.strictObject({
  oid: text,
  parents: z.array(text),
  author: signatory,
  committer: signatory,
  coAuthors: z.array(signatory),
  signature: z
    .strictObject({ valid: z.boolean(), byGitHub: z.boolean(), signer: actor.nullable() })
    .nullable(),
})

export const push: z.ZodType<Push> = z.strictObject({
  by: actor.nullable(),
  at: text,
  before: maybe,
  after: maybe,
  kind: z.enum([
    'push',
    'force_push',
    'branch_creation',
    'branch_deletion',
    'pr_merge',
    'merge_queue_merge',
  ]),
})

export const textFile: z.ZodType<TextFile> = z.strictObject({
  path: text,
  commit: text,
  blob: text,
  text,
  byteSize: z.number(),
  flaw: z.enum(['symlink', 'binary', 'truncated', 'directory']).nullable(),
})
