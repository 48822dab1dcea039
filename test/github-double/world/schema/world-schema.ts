// The shape of a whole world file: every key with its default, and nothing else.
import * as z from 'zod'
import { account, commit, team } from './commit-schema.ts'
import {
  expectation,
  fault,
  lag,
  move,
  orgToken,
  refusedFields,
  token,
  written,
} from './conduct-schema.ts'
import { pull } from './pull-schema.ts'
import { type Listed, label, list, type References, references, table, time } from './references.ts'
import { deployment, environment, event, run } from './run-schema.ts'

const push = ({ login }: References) =>
  z.strictObject({
    repo: z.string().optional(),
    ref: z.string(),
    by: login.nullable(),
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
  })

const queued = ({ commit, login, pull }: References) =>
  z.strictObject({ pull, by: login, base: commit, head: commit, ref: z.boolean().default(true) })

const check = ({ commit }: References) =>
  z.strictObject({
    commit,
    name: z.string(),
    app: z.string().default('github-actions'),
    conclusion: z.string().nullable(),
    at: time,
    run: z.int().optional(),
  })

const status = ({ commit, login }: References) =>
  z.strictObject({
    commit,
    context: z.string(),
    state: z.enum(['success', 'failure', 'error', 'pending']),
    by: login,
    at: time,
    description: z.string().nullable().default(null),
  })

const issue = (known: References) =>
  z.strictObject({
    number: z.int(),
    title: z.string().default(''),
    labels: list(z.string()),
    state: z.enum(['open', 'closed']).default('open'),
    ...written(known),
    comments: list(z.strictObject(written(known))),
  })

const bypass = ({ login }: References) =>
  z.strictObject({ by: login, ref: z.string(), before: label, after: label, at: time })

export function worldSchema(listed: Listed) {
  const known = references(listed)
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
    pushes: list(push(known)),
    merge_queues: table(z.array(queued(known))),
    checks: list(check(known)),
    statuses: list(status(known)),
    environments: table(environment),
    deployments: list(deployment(known)),
    runs: list(run(known)),
    issues: list(issue(known)),
    bypasses: list(bypass(known)),
    branch_rules: table(z.array(z.record(z.string(), z.unknown()))),
    token,
    'org-token': orgToken,
    event: event(known),
    inputs: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
      .default({}),
    now: time.optional(),
    lag: lag(known),
    refused_fields: refusedFields,
    moves: list(move(known)),
    faults: list(fault),
    expect: expectation.nullable().default(null),
  })
}

export type Document = z.output<ReturnType<typeof worldSchema>>
