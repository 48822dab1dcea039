// A push: the one thing about a commit's origin that GitHub itself authenticated.
import type { Actor } from './actor.ts'

type PushKind =
  | 'push'
  | 'force_push'
  | 'branch_creation'
  | 'branch_deletion'
  | 'pr_merge'
  | 'merge_queue_merge'

export interface Push {
  /** Null: GitHub does not say who. */
  readonly by: Actor | null
  /** RFC 3339 in UTC, GitHub's clock. */
  readonly at: string
  readonly before: string | null
  readonly after: string | null
  readonly kind: PushKind
}
