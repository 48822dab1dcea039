// The judgement as a whole: every change with its roster and findings, what ships them, and the one word for it all.

import type { RecordedRequest, Use } from '../break-glass/break-glass.ts'
import type { Ranged } from '../duties/range/search.ts'
import type { AssignedChange, Roster } from '../duties/roster.ts'
import { type Deployment, type Facts, valueOr } from '../facts/facts.ts'
import type { Finding, VerdictWord } from '../findings/finding.ts'
import type { PolicyReading } from '../policy/in-force.ts'
import type { Problem } from '../policy/problem.ts'

export {
  type Answer,
  type Beneficiaries,
  type Coverage,
  enforcementFor,
  type Finding,
  type Outcome,
  type Place,
  switchedOff,
  type VerdictWord,
  whole,
} from '../findings/finding.ts'

export interface JudgedChange extends AssignedChange {
  readonly policy: PolicyReading
  /** Of the policy that the change proposes, which stops nothing. */
  readonly doubts: readonly Problem[]
  /** One a rule. */
  readonly findings: readonly Finding[]
}

/** With the deployment as a policy has it. */
export type FactsUnderPolicy = Facts & { readonly deployment: Deployment | null }

export interface JudgedDeployment extends Ranged {
  /** Deployers, deployment-approvers and bypassers; the changes have rosters of their own. */
  readonly roster: Roster
  readonly policy: PolicyReading
  /** Where the range starts: it judges the changes to the control plane. */
  readonly policyAtStart: PolicyReading
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

/** Waiting is no guilt: approvals are missing, and none was given in vain, withdrawn, dismissed or refused. */
export function isWaiting({ word, deployment, judged, findings }: Verdict): boolean {
  if (word !== 'fail' || deployment !== null) return false
  const stopping = findings.filter(
    ({ enforcement, outcome }) =>
      enforcement === 'enforce' && (outcome === 'violated' || outcome === 'undetermined'),
  )
  return (
    judged.length > 0 &&
    stopping.length > 0 &&
    stopping.every(({ awaitsApproval }) => awaitsApproval) &&
    judged.every(isUntouched)
  )
}

const isUntouched = ({ change, approvals }: JudgedChange): boolean =>
  change.pull.state === 'OPEN' &&
  approvals.setAside.length === 0 &&
  valueOr(change.dismissals, []).length === 0 &&
  valueOr(change.reviews, []).every(({ state }) => undecided.includes(state))

const undecided: readonly string[] = ['APPROVED', 'COMMENTED', 'PENDING']
