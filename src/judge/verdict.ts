// The judgement as a whole: every change with its roster and findings, what ships them, and the one word for it all.

import type { BreakGlassState } from '../break-glass/break-glass.ts'
import type { Result } from '../break-glass/commands.ts'
import type { AssignedChange, Roster } from '../duties/roster.ts'
import type { Deployment } from '../facts/deployment.ts'
import type { Finding, Use, VerdictWord } from '../findings/finding.ts'
import type { PolicyReading } from '../policy/reading.ts'

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

/** A request for a break-glass as the record and the reports tell it. */
export interface RecordedRequest {
  /** The issue. */
  readonly issue: number
  readonly url: string
  readonly state: BreakGlassState
  /** Logins; null: a deleted account, or nobody. */
  readonly requester: string | null
  readonly approver: string | null
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
  /** What the verdict passes by, where it does; nothing is used by one that stops. */
  readonly uses: readonly Use[]
  /** Every request for a break-glass, as the policy sees it, the newest first. */
  readonly breakGlassRequests: readonly RecordedRequest[]
}
