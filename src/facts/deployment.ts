// What would be shipped, and who ships it: one run that deploys one commit to one environment.
import * as z from 'zod'
import {
  actor,
  commit,
  comparisonStatuses,
  type Fact,
  factOf,
  form,
  list,
  maybe,
  maybeActor,
  push,
  recordOf,
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

const range = form({
  /** Where it was read from: what was trusted last. Full oid. */
  from: text,
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

const statusOfRun = form({
  /** The run that a status names as its log: anybody may write such a status. */
  run: z.int(),
  /** RFC 3339 in UTC, GitHub's clock, as all times here. */
  at: text,
})

const pastRecord = form({
  id: z.int(),
  commit: text,
  /** What its statuses call a success. */
  successes: list(statusOfRun),
  /** Of other runs, what its statuses say has begun; `at`: the newest of them all. */
  begun: list(statusOfRun),
  /** What its statuses say that it ships, where that is not its commit. Full oids; anybody may write them. */
  notes: list(text),
  /** Statuses from before this time were not read; null: all were. */
  cutBefore: maybe,
})

/** A job that GitHub ties to a record: a tie that nobody can write. */
const tiedJob = form({
  deployment: z.int(),
  hasSucceeded: z.boolean(),
  /** Null: it has not ended. */
  at: maybe,
})

const pastRun = form({
  /** The workflow's file. */
  path: text,
  event: text,
  head: text,
  /** owner/name; null: the repository is gone. */
  repository: maybe,
  /** Its latest attempt did. */
  hasSucceeded: z.boolean(),
  actor: maybeActor,
  jobs: list(tiedJob),
  /** Its workflow's file, as it ran; null: GitHub shows none there. */
  workflow: textFile.nullable(),
})

/** Commits that are not judged, and who is behind them. */
const skipped = form({
  commits: list(commit),
  /** Those that a branch's activity tells, but for merges. */
  pushes: list(push),
  /** Who opened the pull requests that brought them. */
  openers: list(maybeActor),
})

const making = form({
  creator: maybeActor,
  /** The slug of the App that the creator acted through; null: none. */
  app: maybe,
})

const past = form({
  /** The run that asks; null: asked from a terminal. */
  own: form({ run: z.int(), path: text }).nullable(),
  /** owner/name of the gate's own action; null: the runner does not say. */
  action: maybe,
  defaultBranch: text,
  /** The protected branches that all this was read for, as the policy names them. */
  branches: list(text),
  /** The input `baseline`, and the commit of that name. */
  baseline: form({ named: text, commit: maybe }).nullable(),
  /** Of the environment, the newest first, page by page. */
  records: list(pastRecord),
  /** How many GitHub states in all. */
  count: z.int(),
  pages: z.int(),
  isWhole: z.boolean(),
  /** By the run's id; null: it is deleted. */
  runs: recordOf(pastRun.nullable()),
  /** By the run's id: did one of its earlier attempts succeed? */
  earlierAttempts: recordOf(z.boolean()),
  /** By the record's id. */
  makings: recordOf(making),
  /** By the commit: had a protected branch ever stood at it? Only earlier records say so, of the branches above. */
  states: recordOf(z.boolean()).optional(),
  /** By `base...head`, as GitHub compares the two; null: one of them is lost. */
  orders: recordOf(z.enum(comparisonStatuses).nullable()),
  /** By `base...head`: what is between the two; null: one of them is lost. */
  between: recordOf(skipped.nullable()),
})

export const deployment = form({
  environment: text,
  /** The commit deployed. Full oid. */
  sha: text,
  /** What follows under the policy from what was read of branches and commits; only earlier records say it themselves. */
  branch: factOf(maybe).optional(),
  range: factOf(range).optional(),
  /** From what the start of the range follows. */
  pastDeployments: factOf(past),
  /** What was noted on the job's own record where something else ships than the run's commit; a known null: it does not. */
  note: factOf(maybe),
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
  /** Check runs on the commit deployed; not asked where the policy names no checks. */
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
/** As it is judged under a policy. */
export type Deployment = Omit<z.output<typeof deployment>, 'branch' | 'range'> & {
  /** The protected branch that holds the commit and has stood at it; a known null: none did. */
  readonly branch: Fact<string | null>
  readonly range: Fact<Range>
}
export type Past = z.output<typeof past>
export type PastRecord = z.output<typeof pastRecord>
export type PastRun = z.output<typeof pastRun>
export type Skipped = z.output<typeof skipped>
