// The shape of what a world says of its GitHub's conduct: what tokens may read, what lags, moves and fails.
import * as z from 'zod'
import { list, type References, time } from './references.ts'

const access = z.enum(['read', 'write', 'none'])

const ofWorkflows = [
  'contents',
  'pull-requests',
  'actions',
  'deployments',
  'checks',
  'statuses',
  'issues',
  'members',
  'administration',
] as const

export const token = z.partialRecord(z.enum(ofWorkflows), access).default({
  contents: 'read',
  'pull-requests': 'read',
  actions: 'read',
  deployments: 'read',
})

/** A workflow's `permissions` have no line for merge queues: only an App's token may read them. */
export const orgToken = z
  .partialRecord(z.enum([...ofWorkflows, 'merge-queues']), access)
  .nullable()
  .default(null)

export type Scopes = NonNullable<z.output<typeof orgToken>>

const call = z
  .string()
  .regex(/^[A-Z]+ \/\S*$/, { error: 'expected a method and a path, as GET /repos/acme/shop' })

export const lag = ({ commit, pull }: References) =>
  z
    .strictObject({
      associations: list(commit),
      /** The commits at which a push ended whose row is late. */
      activity: list(commit),
      open: list(pull),
      queue_events: list(pull),
      heals_after: z.int().nullable().default(null),
    })
    .prefault({})

/** Fields of GitHub's GraphQL that it refuses to every token, each as `Type.field`: null, with an error beside the data. */
export const refusedFields = list(
  z
    .string()
    .regex(/^[A-Z]\w*\.[a-z]\w*$/, { error: 'expected a type and a field, as Environment.name' }),
)

export const move = ({ commit, pull }: References) =>
  z.strictObject({ after: call, contains: z.string().optional(), pull, head: commit })

export const fault = z.strictObject({
  match: call,
  contains: z.string().optional(),
  times: z.int().optional(),
  status: z.int().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  cut: z.number().min(0).max(1).optional(),
  reset: z.boolean().default(false),
  delay_ms: z.number().default(0),
  partial: z.boolean().default(false),
})

export type Fault = z.output<typeof fault>

/** What somebody wrote, be it an issue or a comment on one. */
export const written = ({ login }: References) => ({
  by: login,
  at: time,
  body: z.string().default(''),
  edited_at: time.nullable().default(null),
  editor: login.nullable().default(null),
})

const left = z.enum(['success', 'failure', 'error', 'pending', 'none'])

export const expectation = z.strictObject({
  verdict: z.union([z.string(), z.array(z.string())]),
  violated: list(z.string()),
  undetermined: list(z.string()),
  never: list(z.string()),
  mentions: list(z.string()),
  status: z.union([left, z.array(left)]).optional(),
})
