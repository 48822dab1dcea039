// One change under one policy: a finding a rule.

import { assignedBy } from '../duties/assign.ts'
import { knownContributors } from '../duties/contributors.ts'
import type { Change } from '../facts/change.ts'
import type { Facts } from '../facts/facts.ts'
import { coverageBy } from '../findings/break-glass.ts'
import { findingUnder } from '../findings/effect.ts'
import type { Coverage, Finding } from '../findings/finding.ts'
import type { Governing, InForce } from '../policy/in-force.ts'
import { changeRuleIds } from '../policy/rule-ids.ts'
import { rulesOfChanges } from '../rules/index.ts'
import type { BreakGlassUnderPolicy } from './break-glass.ts'
import { unusablePolicy } from './unusable-policy.ts'
import type { JudgedChange } from './verdict.ts'

/** By what a change is judged. */
export interface Criteria extends Governing, Pick<InForce, 'proposedBy'> {
  /** Null: nothing is deployed. */
  readonly environment: string | null
  /** What lifts violations for a time, beside break-glass. */
  readonly coverages: readonly Coverage[]
  readonly breakGlass: BreakGlassUnderPolicy['ofChange']
}

export function judgeChange(change: Change, facts: Facts, criteria: Criteria): JudgedChange {
  const { policy } = criteria.policy
  const assigned = assignedBy(change, facts, policy)
  const judged = { ...assigned, policy: criteria.policy }
  const pull = change.pull.number
  if (policy === null) {
    const { file } = criteria
    return { ...judged, findings: unusablePolicy(criteria.policy, file, changeRuleIds, pull) }
  }
  const { directory, policyPath } = facts
  const breakGlass = criteria.breakGlass(assigned)
  const one = {
    ...{ ...assigned, policy, policyPath, directory, breakGlass },
    proposed: () => criteria.proposedBy(change).problems,
  }
  const about = {
    ...{ pull, beneficiaries: knownContributors(assigned) },
    place: { environment: criteria.environment, changes: [assigned], beyond: null },
    coverages: [...criteria.coverages, coverageBy(breakGlass, pull)],
  }
  const { first, last } = rulesOfChanges(policy)
  const findingOf =
    (found: readonly Finding[]) =>
    ([rule, answerTo]: typeof last): Finding =>
      findingUnder(policy, { ...about, rule }, () => answerTo({ ...one, found }))
  const findings = first.map(findingOf([]))
  return { ...judged, findings: [...findings, findingOf(findings)(last)] }
}
