// What would be shipped, and who ships it: one run that deploys one commit to one environment.
import * as z from 'zod'
import {
  actor,
  commit,
  factOf,
  form,
  list,
  maybe,
  maybeActor,
  push,
  text,
  textFile,
} from './fact.ts'

const unreviewedCommit = form({
  commit,
  /** The rows of the branch's activity that end in it. */
  pushes: list(push),
  /** Completes "abc1234 ...": "came through no pull request", "is a merge that GitHub did not make". */
  why: text,
})

/** As GitHub compares two commits. */
export const comparisonStatuses = ['ahead', 'identical', 'behind', 'diverged'] as const

const range = form({
  /** What was trusted last: the last successful deployment's commit, or the baseline. Full oid. */
  from: text,
  basis: z.enum(['deployment', 'baseline']),
  /** As GitHub compares them; `behind` is a rollback, `diverged` counts from where the two parted. */
  status: z.enum(comparisonStatuses),
  /** How many commits it has in all. */
  count: z.int(),
  /** Commits that no merged pull request brought onto the branch. */
  unreviewed: list(unreviewedCommit),
})

const attempt = form({
  number: z.int(),
  /** Null: GitHub does not say who. */
  actor: maybeActor,
  triggeringActor: maybeActor,
})

const trigger = form({
  by: maybeActor,
  /** Completes "Bob ...": "created deployment 5", "started the upstream run 8001". */
  deed: text,
})

const release = form({ by: maybeActor, state: z.enum(['approved', 'rejected', 'pending']) })

const checkResult = form({
  name: text,
  /** The slug of the app that reported it. */
  app: text,
  /** Null: not completed. */
  conclusion: maybe,
  /** RFC 3339; null: not started. */
  at: maybe,
  /** The workflow run that it says it is of; null: of none. */
  run: form({ branch: maybe, head: text }).nullable(),
})

const bypass = form({
  by: actor,
  /** Full oid of what was pushed. */
  after: text,
})

export const deployment = form({
  environment: text,
  /** The commit deployed. Full oid. */
  sha: text,
  /** The protected branch that holds it and has stood at it; a known null: none did. */
  branch: factOf(maybe),
  range: factOf(range),
  /** Of its commits those that came by the push which ends in the one deployed; asked only where a bot may have started the run. */
  arrived: factOf(list(text)),
  /** The event behind the run: `push`, `schedule`, `workflow_dispatch` ...; null: asked from a terminal. */
  event: maybe,
  /** The run that asks; null: asked from a terminal. */
  run: z.int().nullable(),
  /** Every attempt of the run. */
  attempts: factOf(list(attempt)),
  /** Beside the attempts: who created the deployment, and who is behind the run that this one followed. */
  triggers: factOf(list(trigger)),
  /** Who released the environment, in any attempt: GitHub does not say in which. */
  releases: factOf(list(release)),
  /** Does the environment wait for somebody to release it? */
  hasReviewers: factOf(z.boolean()),
  /** Check runs on the commit deployed, asked only where the policy names checks. */
  checks: factOf(list(checkResult)),
  /** Pushes past the branch's rules within the range; asked only where a token may read them. */
  bypasses: factOf(list(bypass)),
  /** The policy on the protected default branch now. */
  policyFile: factOf(textFile.nullable()),
  /** The policy where the range starts: it judges changes of the gate itself of which nothing newer is asked. */
  policyAtStart: factOf(textFile.nullable()),
  /** By the number of a change of the gate itself: the policy as it stood before it, which judges it. */
  policiesBefore: z.record(text, factOf(textFile.nullable())).readonly(),
})

export type UnreviewedCommit = z.output<typeof unreviewedCommit>
export type Range = z.output<typeof range>
export type Trigger = z.output<typeof trigger>
export type Release = z.output<typeof release>
export type CheckResult = z.output<typeof checkResult>
export type Bypass = z.output<typeof bypass>
export type Deployment = z.output<typeof deployment>
