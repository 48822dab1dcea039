// The shape of environments, deployments, workflow runs and the asking event in a world file.
import * as z from 'zod'
import { list, type References, time } from './references.ts'

export const environment = z.strictObject({
  reviewers: list(z.string()),
  prevent_self_review: z.boolean().default(false),
  branches: list(z.string()),
})

const deploymentState = z.enum([
  'success',
  'failure',
  'error',
  'inactive',
  'in_progress',
  'queued',
  'pending',
])

export const deployment = ({ commit, login }: References) =>
  z.strictObject({
    id: z.int(),
    environment: z.string(),
    commit,
    at: time,
    by: login.default('github-actions'),
    ref: z.string().optional(),
    statuses: list(
      z.strictObject({
        state: deploymentState,
        at: time,
        run: z.int().optional(),
        by: login.optional(),
      }),
    ),
  })

export const run = ({ commit, login }: References) =>
  z.strictObject({
    id: z.int(),
    workflow: z.string(),
    event: z.string(),
    branch: z.string(),
    commit,
    attempts: z.array(z.strictObject({ actor: login, triggering_actor: login, at: time })).min(1),
    approvals: list(
      z.strictObject({
        by: login,
        state: z.enum(['approved', 'rejected', 'pending']),
        environments: z.array(z.string()),
        comment: z.string().default(''),
      }),
    ),
  })

export const event = (known: References) =>
  z.strictObject({
    name: z.enum([
      'pull_request',
      'pull_request_target',
      'pull_request_review',
      'merge_group',
      'push',
      'workflow_dispatch',
      'deployment',
      'release',
      'schedule',
      'workflow_run',
    ]),
    action: z.string().optional(),
    pull: known.pull.optional(),
    review: z.int().optional(),
    queue: z.strictObject({ branch: known.branch, entry: z.int().default(0) }).optional(),
    run: z.int().default(9999),
    attempt: z.int().optional(),
    branch: known.branch.optional(),
    commit: known.commit.optional(),
    deployment: z.int().optional(),
    release: z.strictObject({ by: known.login, tag: z.string() }).optional(),
    upstream: z.int().optional(),
  })
