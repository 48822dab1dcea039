// What findings, rules, verdict and reports know of break-glass: data alone, so that none of them hangs below an engine.

import type { Advice } from '../duties/remedies/remedy.ts'
import type { Fact } from '../facts/facts.ts'

/** The use of a break-glass that lifts a violation. */
export interface Waiver {
  /** The request's issue. */
  readonly issue: number
  readonly url: string
  readonly gate: 'merge' | 'deployment'
  /** The commit approved. Full oid. */
  readonly oid: string
  /** Of a merge. */
  readonly pull: number | null
  /** Of a deployment. */
  readonly environment: string | null
  /** The run that deploys; null: none is named. */
  readonly run: number | null
  /** Logins. */
  readonly requester: string
  readonly approver: string
  /** RFC 3339. */
  readonly until: string
  /** Completes "It must be reconciled ...": "by 2026-03-04T12:00:00Z", "within 3d of the merge". */
  readonly reconcile: string
}

/** A use of a break-glass by what passes under it: it must be logged under the request. */
export interface Use extends Waiver {
  /** The rules waived. */
  readonly rules: readonly string[]
}

/** Why something does not pass: it is wrong, or nobody can tell whether it is. */
export interface Obstacle extends Advice {
  readonly outcome: 'violated' | 'undetermined'
  /** Whole sentences. */
  readonly message: string
  /** Logins. */
  readonly people: readonly string[]
  /** Full oids. */
  readonly commits: readonly string[]
}

interface Weighed {
  /** The request's issue. */
  readonly issue: number
  readonly isOpen: boolean
  /** The rules that it names. */
  readonly rules: readonly string[]
  /** It names some, and each is one that there is. */
  readonly areRulesKnown: boolean
}

/** What a valid request says where it covers a violation: whole sentences. */
interface Covering extends Weighed {
  readonly isValid: true
  readonly text: string
  /** What it leaves to be done. */
  readonly remedy: string
  readonly waiver: Waiver
}

interface Failing extends Weighed {
  readonly isValid: false
  readonly obstacle: Obstacle
}

/** A request weighed for what is judged. */
export type WeighedRequest = Covering | Failing

/** What is owed for what a break-glass let through. */
export interface Owed {
  /** What was not reconciled in time. */
  readonly overdue: readonly Obstacle[]
  /** What there still is time to reconcile, a sentence each. */
  readonly awaited: readonly string[]
}

/** What is known of break-glass where something is judged. */
export interface BreakGlassCase {
  /** What is told of here, since it is owed once; null: the policy has no break-glass. */
  readonly owed: Fact<Owed> | null
  /** Those about a pull request of the case, or, with null, about all of it. */
  readonly weighed: (pull: number | null) => readonly WeighedRequest[]
}

export type BreakGlassState =
  | 'requested'
  | 'approved'
  | 'used'
  | 'expired'
  | 'closed'
  | 'reconciled'
  | 'overdue'
  | 'rejected'

/** What became of what was let through. */
export type Result = 'approved' | 'remediated' | 'reverted'

/** A request as the record and the reports tell it. */
export interface RecordedRequest {
  /** The issue. */
  readonly issue: number
  readonly url: string
  readonly state: BreakGlassState
  /** Logins; null: a deleted account, or nobody. */
  readonly requester: string | null
  readonly approver: string | null
  /** RFC 3339, as all times here. */
  readonly asked: string
  readonly approved: string | null
  readonly expires: string | null
  readonly closed: string | null
  /** The commit approved. Full oid. */
  readonly oid: string | null
  readonly pull: number | null
  readonly environment: string | null
  readonly rules: readonly string[]
  readonly reason: string | null
  readonly ticket: string | null
  /** Why the request counts for nothing. */
  readonly flaws: readonly string[]
  readonly use: { readonly at: string; readonly text: string; readonly due: string } | null
  readonly reconciliation: {
    readonly by: string
    readonly at: string
    readonly result: Result
  } | null
}
