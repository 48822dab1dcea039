// One change under one policy: a finding a rule.

import type { BreakGlassCase } from '../break-glass/break-glass.ts'
import { assign } from '../duties/assign.ts'
import { knownContributors } from '../duties/contributors.ts'
import { identifier } from '../duties/people.ts'
import { type AssignedChange, withAdministrators } from '../duties/roster.ts'
import type { Change } from '../facts/change.ts'
import { type Fact, valueOr } from '../facts/fact.ts'
import type { Facts } from '../facts/facts.ts'
import { coverageBy } from '../findings/break-glass.ts'
import { applyEffect, type Coverage } from '../findings/effect.ts'
import { enforcementFor, type Place } from '../findings/enforcement.ts'
import { type Finding, switchedOff, whole } from '../findings/finding.ts'
import type { PolicyReading } from '../policy/parsed-policy.ts'
import type { Policy } from '../policy/schema.ts'
import { rules } from '../rules/index.ts'
import type { Rule } from '../rules/support/case.ts'
import { controlPlanePaths } from '../rules/support/control-plane-paths.ts'
import { ownConflictsOfChanges } from '../rules/support/own-conflict.ts'
import { unusablePolicy } from './unusable-policy.ts'
import type { JudgedChange } from './verdict.ts'

/** By what a change is judged. */
export interface Criteria {
  readonly policy: PolicyReading
  /** The fact that it was read from. */
  readonly file: Fact<unknown>
  /** Null: nothing is deployed. */
  readonly environment: string | null
  /** What lifts violations for a time, beside break-glass. */
  readonly coverages: readonly Coverage[]
  readonly breakGlass: (one: AssignedChange) => BreakGlassCase
}

export function judgeChange(change: Change, facts: Facts, yardstick: Criteria): JudgedChange {
  const { policy } = yardstick.policy
  const assigned = assignedBy(change, facts, policy)
  const told = { ...assigned, policy: yardstick.policy }
  const pull = change.pull.number
  if (policy === null) {
    return { ...told, findings: unusablePolicy(yardstick.policy, yardstick.file, ids, pull) }
  }
  const { directory, policyPath } = facts
  const identify = identifier(policy.people, policy.agents)
  const breakGlass = yardstick.breakGlass(assigned)
  const judged = { ...assigned, policy, policyPath, identify, directory, breakGlass }
  const place: Place = { environment: yardstick.environment, changes: [assigned], beyond: null }
  const covers = [...yardstick.coverages, coverageBy(breakGlass, pull)]
  const favoured = knownContributors(assigned)
  const findingOf =
    (found: readonly Finding[]) =>
    ([rule, answerTo]: readonly [string, Rule]): Finding => {
      const standing = enforcementFor(policy, rule, place)
      const { enforcement } = standing
      const answer =
        enforcement === 'off'
          ? switchedOff
          : applyEffect(answerTo({ ...judged, found }), rule, standing, place, favoured, covers)
      return { ...whole(answer), rule, enforcement, pull }
    }
  const findings = rulesOf(policy).map(findingOf([]))
  return { ...told, findings: [...findings, findingOf(findings)(last)] }
}

/** Who did what for it, those who changed the gate itself being its administrators. */
function assignedBy(
  change: Change,
  { directory, policyPath }: Facts,
  policy: Policy | null,
): AssignedChange {
  const identify = identifier(policy?.people ?? [], policy?.agents ?? [])
  const { roster, approvals } = assign(change, identify, directory)
  const isGoverning = controlPlanePaths(valueOr(change.files, []), policyPath).length > 0
  return { change, roster: isGoverning ? withAdministrators(roster) : roster, approvals }
}

const ids = Object.keys(rules) as readonly (keyof typeof rules)[]

const last = ['break-glass', rules['break-glass'].judge] as const

const rulesOf = (policy: Policy): readonly (readonly [string, Rule])[] => [
  ...ids.filter((id) => id !== 'break-glass').map((id) => [id, rules[id].judge] as const),
  ...ownConflictsOfChanges(policy),
]
