// The shape of a whole world file: every key with its default, and nothing else.
import * as z from 'zod'
import { account, commit, team } from './commit-schema.ts'
import { pull } from './pull-schema.ts'
import { type Listed, label, list, references, table, time } from './references.ts'
import { deployment, environment, event, run } from './run-schema.ts'

const access = z.enum(['read', 'write', 'none'])
const scopes = z.partialRecord(
  z.enum([
    'contents',
    'pull-requests',
    'actions',
    'deployments',
    'checks',
    'statuses',
    'issues',
    'members',
    'administration',
  ]),
  access,
)

export type Scopes = z.output<typeof scopes>

const call = z
  .string()
  .regex(/^[A-Z]+ \/\S*$/, { error: 'expected a method and a path, as GET /repos/acme/shop' })

const fault = z.strictObject({
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

const edit = { edited_at: time.nullable().default(null) }

const expectation = z.strictObject({
  verdict: z.union([z.string(), z.array(z.string())]),
  violated: list(z.string()),
  undetermined: list(z.string()),
  never: list(z.string()),
  mentions: list(z.string()),
})

export function worldSchema(listed: Listed) {
  const known = references(listed)
  const editor = known.login.nullable().default(null)
  const comment = { by: known.login, at: time, body: z.string().default(''), ...edit, editor }
  return z.strictObject({
    about: z.string(),
    repository: z.string().regex(/^[^/\s]+\/[^/\s]+$/, { error: 'expected owner/name' }),
    private: z.boolean().default(true),
    default_branch: known.branch.default('main'),
    accounts: z.record(z.string(), account),
    teams: table(team(known)),
    commits: table(commit(known)),
    branches: table(known.commit),
    tags: table(known.commit),
    pulls: list(pull(known)),
    pushes: list(
      z.strictObject({
        repo: z.string().optional(),
        ref: z.string(),
        by: known.login.nullable(),
        at: time,
        before: label.nullable().default(null),
        after: label.nullable(),
        type: z
          .enum([
            'push',
            'force_push',
            'branch_creation',
            'branch_deletion',
            'pr_merge',
            'merge_queue_merge',
          ])
          .default('push'),
      }),
    ),
    merge_queues: table(
      z.array(
        z.strictObject({
          pull: known.pull,
          by: known.login,
          base: known.commit,
          head: known.commit,
        }),
      ),
    ),
    checks: list(
      z.strictObject({
        commit: known.commit,
        name: z.string(),
        app: z.string().default('github-actions'),
        conclusion: z.string().nullable(),
        at: time,
        run: z.int().optional(),
      }),
    ),
    statuses: list(
      z.strictObject({
        commit: known.commit,
        context: z.string(),
        state: z.enum(['success', 'failure', 'error', 'pending']),
        by: known.login,
        at: time,
      }),
    ),
    environments: table(environment),
    deployments: list(deployment(known)),
    runs: list(run(known)),
    issues: list(
      z.strictObject({
        number: z.int(),
        title: z.string().default(''),
        labels: list(z.string()),
        state: z.enum(['open', 'closed']).default('open'),
        ...comment,
        comments: list(z.strictObject(comment)),
      }),
    ),
    bypasses: list(
      z.strictObject({ by: known.login, ref: z.string(), before: label, after: label, at: time }),
    ),
    branch_rules: table(z.array(z.record(z.string(), z.unknown()))),
    token: scopes.default({
      contents: 'read',
      'pull-requests': 'read',
      actions: 'read',
      deployments: 'read',
    }),
    'org-token': scopes.nullable().default(null),
    event: event(known),
    inputs: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
      .default({}),
    now: time.optional(),
    moves: list(
      z.strictObject({
        after: call,
        contains: z.string().optional(),
        pull: known.pull,
        head: known.commit,
      }),
    ),
    faults: list(fault),
    expect: expectation.nullable().default(null),
  })
}

export type Fault = z.output<typeof fault>
export type Document = z.output<ReturnType<typeof worldSchema>>
