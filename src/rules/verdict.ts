// The judgement as a whole: every change with its roster and findings, what ships them, and the one word for it all.
import type { Change } from '../change/change.ts'
import type { Deployment } from '../change/deployment.ts'
import type { Approvals } from '../duties/approvals.ts'
import type { Roster } from '../duties/roster.ts'
import type { PolicyReading } from '../policy/reading.ts'
import type { Finding, VerdictWord } from './finding.ts'

/** A change and who did what for it. */
export interface AssignedChange {
  readonly change: Change
  readonly roster: Roster
  readonly approvals: Approvals
}

export interface JudgedChange extends AssignedChange {
  readonly policy: PolicyReading
  /** One a rule. */
  readonly findings: readonly Finding[]
}

export interface JudgedDeployment {
  readonly deployment: Deployment
  /** Deployers, deployment-approvers and bypassers; the changes have rosters of their own. */
  readonly roster: Roster
  readonly policy: PolicyReading
}

export interface Verdict {
  readonly word: VerdictWord
  readonly judged: readonly JudgedChange[]
  /** Null: the merge gate asked. */
  readonly deployment: JudgedDeployment | null
  /**
   * All of them, the worst first. Of a deployment's many changes only those are told one by one that are not settled;
   * the settled answers of a rule are one finding.
   */
  readonly findings: readonly Finding[]
}
