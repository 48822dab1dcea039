// What would be shipped, and who ships it: one run that deploys one commit to one environment.
import type { Actor } from './actor.ts'
import type { Commit } from './commit.ts'
import type { Fact } from './fact.ts'
import type { TextFile } from './file.ts'
import type { Push } from './push.ts'

export interface Deployment {
  readonly environment: string
  /** The commit deployed. Full oid. */
  readonly sha: string
  /** The protected branch that holds it; a known null: none does. */
  readonly branch: Fact<string | null>
  readonly range: Fact<Range>
  /** The event behind the run: `push`, `schedule`, `workflow_dispatch` ...; null: asked from a terminal. */
  readonly event: string | null
  /** The run that asks; null: asked from a terminal. */
  readonly run: number | null
  /** Every attempt of the run. */
  readonly attempts: Fact<readonly Attempt[]>
  /** Beside the attempts: who created the deployment, and who is behind the run that this one followed. */
  readonly triggers: Fact<readonly Trigger[]>
  /** Who released the environment, in any attempt: GitHub does not say in which. */
  readonly releases: Fact<readonly Release[]>
  /** Does the environment wait for somebody to release it? */
  readonly hasReviewers: Fact<boolean>
  /** Check runs on the commit deployed, asked only where the policy names checks. */
  readonly checks: Fact<readonly CheckResult[]>
  /** Pushes past the branch's rules within the range; asked only where a token may read them. */
  readonly bypasses: Fact<readonly Bypass[]>
  /** The policy on the protected default branch now. */
  readonly policyFile: Fact<TextFile | null>
  /** The policy where the range starts: it judges the changes to the control plane. */
  readonly policyAtStart: Fact<TextFile | null>
}

export interface Range {
  /** What was trusted last: the last successful deployment's commit, or the baseline. Full oid. */
  readonly from: string
  readonly basis: 'deployment' | 'baseline'
  /** As GitHub compares them; `behind` is a rollback, `diverged` counts from where the two parted. */
  readonly status: 'ahead' | 'identical' | 'behind' | 'diverged'
  /** How many commits it has in all. */
  readonly count: number
  /** Commits that no merged pull request brought onto the branch. */
  readonly unreviewed: readonly UnreviewedCommit[]
}

export interface UnreviewedCommit {
  readonly commit: Commit
  /** The rows of the branch's activity that end in it. */
  readonly pushes: readonly Push[]
  /** Completes "abc1234 ...": "came through no pull request", "is a merge that GitHub did not make". */
  readonly why: string
}

export interface Attempt {
  readonly number: number
  /** Null: GitHub does not say who. */
  readonly actor: Actor | null
  readonly triggeringActor: Actor | null
}

export interface Trigger {
  readonly by: Actor | null
  /** Completes "Bob ...": "created deployment 5", "started the upstream run 8001". */
  readonly deed: string
}

export interface Release {
  readonly by: Actor | null
  readonly state: 'approved' | 'rejected' | 'pending'
}

export interface CheckResult {
  readonly name: string
  /** The slug of the app that reported it. */
  readonly app: string
  /** Null: not completed. */
  readonly conclusion: string | null
  /** RFC 3339; null: not started. */
  readonly at: string | null
  /** The workflow run that it says it is of; null: of none. */
  readonly run: { readonly branch: string | null; readonly head: string } | null
}

export interface Bypass {
  readonly by: Actor
  /** Full oid of what was pushed. */
  readonly after: string
}
