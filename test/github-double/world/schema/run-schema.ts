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
  'waiting',
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
        job: z.int().optional(),
        by: login.optional(),
        description: z.string().default(''),
      }),
    ),
  })

/** How far a run or a job is; only one that is completed has a conclusion. */
const progress = z.enum(['completed', 'in_progress', 'waiting', 'queued', 'pending', 'requested'])

const conclusion = z.string().nullable().optional()

const job = z.strictObject({
  id: z.int(),
  name: z.string(),
  conclusion,
  status: progress.optional(),
  environment: z.string().optional(),
  deployment: z.int().optional(),
  attempt: z.int().optional(),
  at: time.optional(),
})

export const run = ({ commit, login }: References) =>
  z.strictObject({
    id: z.int(),
    workflow: z.string(),
    event: z.string(),
    branch: z.string(),
    commit,
    attempts: z
      .array(
        z.strictObject({
          actor: login.optional(),
          triggering_actor: login.optional(),
          at: time,
          conclusion,
        }),
      )
      .min(1),
    approvals: list(
      z.strictObject({
        by: login,
        state: z.enum(['approved', 'rejected', 'pending']),
        environments: z.array(z.string()),
        comment: z.string().default(''),
      }),
    ),
    status: progress.default('completed'),
    conclusion,
    jobs: z.array(job).optional(),
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
