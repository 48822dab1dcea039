// One rule's answer, what it is about, what may cover it, and what becomes of it.
import type { Waiver } from '../break-glass/break-glass.ts'
import type { Person } from '../duties/people.ts'
import type { AssignedChange } from '../duties/roster.ts'

export type Outcome = 'satisfied' | 'violated' | 'undetermined' | 'not-applicable' | 'excepted'

export type Enforcement = 'enforce' | 'warn' | 'off'

export type VerdictWord = 'pass' | 'pass-with-exception' | 'fail' | 'undetermined'

/** Whom a violation favours, so whom an exception must name; null: not wholly known. */
export type Beneficiaries = readonly Person[] | null

/** A rule's answer about one change, before the policy's enforcement is laid on it. */
export interface Answer {
  readonly outcome: Outcome
  /** Whole sentences: what is so, and the facts that show it. */
  readonly message: string
  /** What to do now; null where nothing is to be done. */
  readonly remedy?: string
  /** Logins. */
  readonly people?: readonly string[]
  readonly paths?: readonly string[]
  /** Full oids. */
  readonly commits?: readonly string[]
  /**
   * Of a violation: whom it favours, so whom an exception would have to name. Null: not wholly known. Without it, those
   * who had a hand in the change, or who deploy.
   */
  readonly beneficiaries?: Beneficiaries
  /** By which it is excepted, where that is no exception of the policy. */
  readonly waiver?: Waiver
}

type Effect = 'prohibited' | 'dual-approval' | 'time-bound'

export interface Treatment {
  readonly enforcement: Enforcement
  readonly effect: Effect
}

/** What an answer is about. */
export interface Place {
  /** Null: the merge gate asks, and nothing is deployed. */
  readonly environment: string | null
  readonly changes: readonly AssignedChange[]
  /** Whether it is also about commits that no change brought, so that nobody knows their files. */
  readonly beyond: { readonly branch: string | null } | null
}

/** What an exception or a break-glass says where it covers a violation. */
interface Cover {
  /** A whole sentence. */
  readonly text: string
  /** What it leaves to be done. */
  readonly remedy?: string
  readonly waiver?: Waiver
}

/** Null: it covers no violation of the rule there. */
export type Coverage = (rule: string, place: Place, beneficiaries: Beneficiaries) => Cover | null

export interface Finding {
  /** The rule's id. */
  readonly rule: string
  readonly outcome: Outcome
  readonly enforcement: Enforcement
  readonly message: string
  readonly remedy: string | null
  readonly people: readonly string[]
  readonly paths: readonly string[]
  readonly commits: readonly string[]
  /** The number of the pull request that is meant; null: none could be read. */
  readonly pull: number | null
  /** Only where a break-glass excepts it. */
  readonly waiver?: Waiver
}

export const switchedOff: Answer = {
  outcome: 'not-applicable',
  message: 'Switched off by the policy.',
}

/** An answer with nothing left open: every list there, each entry once. */
export const whole = (answer: Answer) => ({
  outcome: answer.outcome,
  message: answer.message,
  remedy: answer.remedy ?? null,
  people: [...new Set(answer.people)],
  paths: [...new Set(answer.paths)],
  commits: [...new Set(answer.commits)],
  ...(answer.waiver && { waiver: answer.waiver }),
})
