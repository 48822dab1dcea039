// What happened: one pull request as GitHub reports it, every part a fact or unknown.
import type { Actor } from './actor.ts'
import type { Commit, FormerHead, MergeSides } from './commit.ts'
import type { Fact } from './fact.ts'
import type { ChangedFile, TextFile } from './file.ts'
import type { Push } from './push.ts'
import type { BaseChange, Dismissal, Review } from './review.ts'

export interface PullRequest {
  readonly number: number
  readonly url: string
  readonly repository: { readonly id: number; readonly defaultBranch: string }
  readonly title: string
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED'
  readonly mergedAt: string | null
  /** The commit that brought it onto its base; null: not merged. */
  readonly mergeCommit: string | null
  readonly base: { readonly branch: string; readonly oid: string }
  readonly head: {
    readonly branch: string
    readonly oid: string
    readonly repository: string | null
  }
  readonly isFork: boolean
  /** Null: the account is deleted. */
  readonly author: Actor | null
}

export interface Change {
  readonly pull: PullRequest
  /** The head once everything else had been read: it must be the one that is judged. */
  readonly headAfter: Fact<string>
  /** GitHub's list: what the head reaches and the base does not. */
  readonly commits: Fact<readonly Commit[]>
  readonly formerHeads: Fact<readonly FormerHead[]>
  /** The activity of the head's branch, whenever it was. */
  readonly pushes: Fact<readonly Push[]>
  /** Those that the pull request's timeline tells of. */
  readonly forcePushes: Fact<readonly Push[]>
  /** By the oid of the merge commit, for those that "Update branch" may have made. */
  readonly updates: Readonly<Record<string, Fact<MergeSides>>>
  readonly reviews: Fact<readonly Review[]>
  readonly dismissals: Fact<readonly Dismissal[]>
  readonly baseChanges: Fact<readonly BaseChange[]>
  /** Who merged it, queued it or switched on its auto-merge. */
  readonly mergers: Fact<readonly Merging[]>
  /** Who gave the work to whom: an agent works for those who assigned it. */
  readonly assignments: Fact<readonly Assigning[]>
  /** Who set an agent of GitHub's to work, asked only where one had a hand in the change. */
  readonly workStarters: Fact<readonly WorkStart[]>
  readonly files: Fact<readonly ChangedFile[]>
  /** At the base's commit; a known null where there is none. */
  readonly policyFile: Fact<TextFile | null>
  /** At the head; a change must not leave it unusable. */
  readonly policyProposed: Fact<TextFile | null>
  readonly codeowners: Fact<Codeowners | null>
  /** Other open pull requests on the same head: a check run belongs to the commit, not to one of them. */
  readonly sharing: Fact<readonly SharedHead[]>
}

export interface Merging {
  readonly by: Actor | null
  readonly how: 'merged' | 'queued' | 'switched on auto-merge for'
}

/** `by` is null where the account is deleted; `at` is GitHub's clock, as in all that follows. */
export interface WorkStart {
  readonly by: Actor | null
  readonly at: string
}

export interface Assigning extends WorkStart {
  readonly assignee: Actor | null
}

export interface Codeowners {
  readonly file: TextFile
  readonly errors: readonly { readonly line: number; readonly message: string }[]
}

export interface SharedHead {
  readonly number: number
  readonly baseBranch: string
}
