// A break-glass from its request to its end, and weighed for what is judged: the data, so that nobody imports an engine for them.

import type { Identify, Person } from '../duties/people.ts'
import type { Roster } from '../duties/roster.ts'
import { listed } from '../duties/sentence.ts'
import type { Actor } from '../facts/actor.ts'
import type { BreakGlassIssue, PastDeployment } from '../facts/break-glass.ts'
import type { Change } from '../facts/change.ts'
import type { Fact, Unknown } from '../facts/fact.ts'
import type { Commands, LoggedUse, Result } from './commands.ts'
import type { Form } from './form.ts'

/** Those whom a policy names for something. */
export interface Party {
  /** "ada, bob and team platform". */
  readonly names: string
  readonly includes: (account: Actor) => Fact<boolean>
}

/** What a policy says of break-glass. */
export interface Terms {
  readonly responders: Party
  readonly approvers: Party
  /** As the policy writes them: "4h". */
  readonly maxDuration: string
  readonly reconcileWithin: string
  readonly rules: {
    readonly known: readonly string[]
    /** Those that nothing can waive, whatever a policy allows. */
    readonly never: readonly string[]
    readonly allowed: readonly string[]
  }
}

/** Who is whom, who may push as of now, and who did what for a change. */
export interface People {
  readonly identify: Identify
  readonly mayPush: (account: Actor) => Fact<boolean>
  readonly rosterOf: (change: Change) => Roster
}

/** What is against something, in whole sentences, and what of it could not be found out. */
export interface Problems {
  readonly flaws: readonly string[]
  readonly doubts: readonly Unknown[]
}

export const isValid = ({ flaws, doubts }: Problems): boolean =>
  flaws.length === 0 && doubts.length === 0

export const doubtReasons = (doubts: readonly Unknown[]): string =>
  listed([...new Set(doubts.map(({ reason, source }) => `${reason} (${source})`))])

export const doubtRemedies = (doubts: readonly Unknown[]): string =>
  [...new Set(doubts.map(({ remedy }) => remedy))].join(' ')

/** Why something does not pass: it is wrong, or nobody can tell whether it is. */
export interface Obstacle {
  readonly outcome: 'violated' | 'undetermined'
  readonly message: string
  readonly remedy: string
  /** Logins. */
  readonly people: readonly string[]
  /** Full oids. */
  readonly commits: readonly string[]
}

export interface BreakGlassRequest extends Problems {
  readonly issue: BreakGlassIssue
  readonly form: Form
  readonly commands: Commands
  readonly logged: readonly LoggedUse[]
  /** Null: the account is deleted. */
  readonly requester: Person | null
  /** However long it asks for and whenever it is approved, then it ends. RFC 3339. */
  readonly longest: string
}

/** Of one commit alone. */
export interface BreakGlassApproval extends Problems {
  /** Full oid. */
  readonly oid: string
  /** Null: the account is deleted. */
  readonly by: Person | null
  /** RFC 3339: in force from then on, and until when. */
  readonly at: string
  readonly until: string
}

/** What it let through, as it happened. */
export interface PastUse {
  /** RFC 3339. */
  readonly at: string
  /** Completes "It was used: ...". */
  readonly text: string
  /** Any of which a reconciliation names. Full oids. */
  readonly commits: readonly string[]
  /** The changes that it was for, and the deployments: nobody who had a part in them reconciles it. */
  readonly changes: readonly { readonly change: Change; readonly roster: Roster }[]
  readonly deployments: readonly PastDeployment[]
  /** Why it is not certain. */
  readonly doubts: readonly Unknown[]
}

export interface Reconciliation extends Problems {
  /** RFC 3339: by then it must have been done. */
  readonly due: string
  /** Null: nobody has, as far as is known; the problems are those of who tried. */
  readonly done: { readonly by: Person; readonly at: string; readonly result: Result } | null
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

export interface Lifecycle {
  readonly request: BreakGlassRequest
  /** The approval that stands, as far as it does not depend on what is judged; the latest. */
  readonly approval: BreakGlassApproval | null
  readonly use: PastUse | null
  /** Null: it was not used. */
  readonly reconciliation: Reconciliation | null
  readonly state: BreakGlassState
}

/** All requests, as a policy sees them. */
export interface Requests {
  readonly terms: Terms
  readonly people: People
  /** GitHub's clock; empty: there is none. */
  readonly now: string
  /** Newest first. */
  readonly all: readonly Lifecycle[]
  /** What was used and not reconciled in time. */
  readonly overdue: readonly Obstacle[]
  /** What there still is time to reconcile, a sentence each. */
  readonly awaited: readonly string[]
}

/** What somebody did that bars them from approving: completes "Bob ..."; null: nothing. */
export type Involvement = (person: Person) => string | null

/** What a request can be for: a merge, a deployment as a whole, or one change that a deployment ships. */
export interface BreakGlassSubject {
  readonly gate: 'merge' | 'deployment'
  /** Whether a request is about it. */
  readonly isMeant: (request: BreakGlassRequest) => boolean
  /** An approval of any of them is for it. Full oids. */
  readonly oids: readonly string[]
  /** "the head of #7 is 6331000". */
  readonly what: string
  /** The moment that counts. RFC 3339. */
  readonly at: string
  /** Of a merge. */
  readonly pull: number | null
  /** Of a deployment. */
  readonly environment: string | null
  readonly run: number | null
  readonly involvement: Involvement
  /** Why it is not certain who had a part in it. */
  readonly doubts: readonly Unknown[]
  /** What its own nature holds against a request, and against an approval of it. */
  readonly against: (request: BreakGlassRequest) => readonly string[]
  readonly againstApproval: (request: BreakGlassRequest, approval: BreakGlassApproval) => Problems
  /** "within 3d of the merge". */
  readonly reconcile: (terms: Terms) => string
}

/** A request weighed for a subject: valid there where no problem is left. */
export interface WeighedRequest extends Problems {
  readonly request: BreakGlassRequest
  readonly subject: BreakGlassSubject
  /** The approval that it rests on, or the one that comes nearest; null: none is for it. */
  readonly approval: BreakGlassApproval | null
  /** Why it is not valid; null: it is. */
  readonly obstacle: Obstacle | null
}

/** What is known of break-glass where something is judged. */
export interface BreakGlassCase {
  /** Null: the policy has no break-glass. */
  readonly requests: Fact<Requests> | null
  /** Those about a pull request of the case, or, with null, about all of it. */
  readonly weighed: (pull: number | null) => readonly WeighedRequest[]
  /** Whether those that were used before are told here. */
  readonly tellsEarlier: boolean
}
