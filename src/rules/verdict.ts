// The judgement as a whole: every change with its roster and findings, and the one word that stands for them.
import type { Change } from '../change/change.ts'
import type { Approvals } from '../duties/approvals.ts'
import type { Roster } from '../duties/roster.ts'
import type { PolicyReading } from '../policy/reading.ts'
import type { Finding, VerdictWord } from './finding.ts'

export interface JudgedChange {
  readonly change: Change
  readonly roster: Roster
  readonly approvals: Approvals
  readonly policy: PolicyReading
  /** One a rule. */
  readonly findings: readonly Finding[]
}

export interface Verdict {
  readonly word: VerdictWord
  readonly judged: readonly JudgedChange[]
  /** All of them, the worst first. */
  readonly findings: readonly Finding[]
}
