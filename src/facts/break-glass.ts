// An issue that asks for a break-glass, what was said under it, and what became of the commit that it was approved for.
import type { Actor } from './actor.ts'
import type { Change } from './change.ts'
import type { Fact } from './fact.ts'

export interface Emergency {
  /** The issue's. */
  readonly number: number
  readonly url: string
  /** Null: the account is deleted. */
  readonly by: Actor | null
  /** RFC 3339 in UTC, GitHub's clock, as all times here. */
  readonly at: string
  readonly body: string
  readonly isEdited: boolean
  /** Null: it is open. */
  readonly closedAt: string | null
  readonly comments: readonly IssueComment[]
  readonly usage: Fact<Usage>
}

export interface IssueComment {
  readonly by: Actor | null
  readonly at: string
  readonly body: string
  readonly isEdited: boolean
}

/** Of what the comments approve; nothing, where none of them does. */
export interface Usage {
  /** The merged pull requests that it was for. */
  readonly merged: readonly Change[]
  readonly deployed: readonly PastDeployment[]
}

/** A commit that was shipped. */
export interface PastDeployment {
  readonly environment: string
  /** Full oid. */
  readonly sha: string
  readonly at: string
  /** The runs that its statuses name. */
  readonly runs: readonly number[]
  /** Who created it and who started those runs; null: somebody whom GitHub does not name. */
  readonly by: readonly (Actor | null)[]
}
