// Reviews, and what befell them afterwards. All times are GitHub's own, RFC 3339 in UTC.
import type { Actor } from './actor.ts'

type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'

export interface Review {
  readonly id: string
  /** As it stands now: a dismissal changes the review itself. */
  readonly state: ReviewState
  /** Null: the account is deleted. */
  readonly by: Actor | null
  readonly at: string
  /** Null: GitHub lost the commit that was reviewed. */
  readonly commit: string | null
  readonly edited: { readonly by: Actor | null } | null
  /** The right to push as of now, not of the review. */
  readonly canPush: boolean
}

export interface Dismissal {
  readonly by: Actor | null
  readonly at: string
  readonly review: string | null
  readonly was: ReviewState
}

/** The base became another, by hand, by GitHub, or by a force-push to it. */
export interface BaseChange {
  readonly by: Actor | null
  readonly at: string
  readonly how: 'retargeted' | 'retargeted-by-github' | 'force-pushed'
}
