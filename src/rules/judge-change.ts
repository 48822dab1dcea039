// One change under one policy: a finding a rule.
import type { Change, Facts } from '../change/change.ts'
import type { Fact } from '../change/fact.ts'
import { assign } from '../duties/assign.ts'
import { identifier } from '../duties/people.ts'
import type { PolicyReading } from '../policy/reading.ts'
import type { Case } from './case.ts'
import { enforcementOf } from './enforcement.ts'
import { type Finding, switchedOff, whole } from './finding.ts'
import { rules } from './index.ts'
import { unusablePolicy } from './unusable-policy.ts'
import type { JudgedChange } from './verdict.ts'

/** By what a change is judged. */
export interface Yardstick {
  readonly policy: PolicyReading
  /** The fact that it was read from. */
  readonly file: Fact<unknown>
  /** Null: nothing is deployed. */
  readonly environment: string | null
}

export function judgeChange(change: Change, facts: Facts, yardstick: Yardstick): JudgedChange {
  const { policy } = yardstick.policy
  const identify = identifier(policy?.people ?? [])
  const assigned = assign(change, identify)
  const told = { change, policy: yardstick.policy, ...assigned }
  const pull = change.pull.number
  if (policy === null) {
    return { ...told, findings: unusablePolicy(yardstick.policy, yardstick.file, ids, pull) }
  }
  const { directory, policyPath } = facts
  const judged: Case = { change, ...assigned, policy, policyPath, identify, directory }
  const findings = ids.map((rule): Finding => {
    const enforcement = enforcementOf(policy, rule, yardstick.environment)
    const answer = enforcement === 'off' ? switchedOff : rules[rule].judge(judged)
    return { ...whole(answer), rule, enforcement, pull }
  })
  return { ...told, findings }
}

const ids = Object.keys(rules) as readonly (keyof typeof rules)[]
