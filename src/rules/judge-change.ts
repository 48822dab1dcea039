// One change under one policy: a finding a rule.
import type { Change, Facts } from '../change/change.ts'
import { type Fact, valueOr } from '../change/fact.ts'
import { assign } from '../duties/assign.ts'
import { identifier } from '../duties/people.ts'
import { withAdministrators } from '../duties/roster.ts'
import type { PolicyReading } from '../policy/reading.ts'
import type { Policy } from '../policy/schema.ts'
import type { Case, Rule } from './case.ts'
import { controlPlanePaths } from './control-plane-paths.ts'
import { contributorsOf } from './favour.ts'
import { type Finding, switchedOff, whole } from './finding.ts'
import { rules } from './index.ts'
import { ownConflictsOfChanges } from './own-conflict.ts'
import { type Place, standingOf } from './standing.ts'
import { type Cover, temper } from './temper.ts'
import { unusablePolicy } from './unusable-policy.ts'
import type { AssignedChange, JudgedChange } from './verdict.ts'

/** By what a change is judged. */
export interface Yardstick {
  readonly policy: PolicyReading
  /** The fact that it was read from. */
  readonly file: Fact<unknown>
  /** Null: nothing is deployed. */
  readonly environment: string | null
  /** What lifts violations for a time. */
  readonly covers: readonly Cover[]
}

export function judgeChange(change: Change, facts: Facts, yardstick: Yardstick): JudgedChange {
  const { policy } = yardstick.policy
  const assigned = assignedBy(change, facts, policy)
  const told = { ...assigned, policy: yardstick.policy }
  const pull = change.pull.number
  if (policy === null) {
    return { ...told, findings: unusablePolicy(yardstick.policy, yardstick.file, ids, pull) }
  }
  const { directory, policyPath } = facts
  const identify = identifier(policy.people, policy.agents)
  const judged: Case = { ...assigned, policy, policyPath, identify, directory }
  const { environment, covers } = yardstick
  const place: Place = { environment, changes: [assigned], beyond: null }
  const findings = rulesOf(policy).map(([rule, answerTo]): Finding => {
    const standing = standingOf(policy, rule, place)
    const { enforcement } = standing
    const answer =
      enforcement === 'off'
        ? switchedOff
        : temper(answerTo(judged), rule, standing, place, contributorsOf(assigned), covers)
    return { ...whole(answer), rule, enforcement, pull }
  })
  return { ...told, findings }
}

/** Who did what for it, those who changed the gate itself being its administrators. */
export function assignedBy(
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

const rulesOf = (policy: Policy): readonly (readonly [string, Rule])[] => [
  ...ids.map((id) => [id, rules[id].judge] as const),
  ...ownConflictsOfChanges(policy),
]
