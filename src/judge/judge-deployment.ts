// A deployment as a whole: its people, and the changes that it would ship, each judged before.

import { knownContributors } from '../duties/contributors.ts'
import { assignDeployment } from '../duties/deployers.ts'
import { identifier } from '../duties/people.ts'
import { holders } from '../duties/roster.ts'
import type { Deployment } from '../facts/deployment.ts'
import { valueOr } from '../facts/fact.ts'
import type { Facts } from '../facts/facts.ts'
import { coverageBy } from '../findings/break-glass.ts'
import { findingUnder } from '../findings/effect.ts'
import { enforcementFor } from '../findings/enforcement.ts'
import {
  type Beneficiaries,
  type Coverage,
  type Finding,
  type Place,
  switchedOff,
  whole,
} from '../findings/finding.ts'
import type { OfDeployment } from '../policy/in-force.ts'
import { ruleIds } from '../policy/rule-ids.ts'
import { rulesOfDeployments } from '../rules/index.ts'
import type { DeploymentCase, DeploymentRule } from '../rules/support/case.ts'
import { unusablePolicy } from './unusable-policy.ts'
import type { JudgedChange, JudgedDeployment } from './verdict.ts'

/** By what a deployment is judged: the policy of the protected default branch now. */
interface DeploymentCriteria extends OfDeployment {
  readonly coverages: readonly Coverage[]
  readonly breakGlass: DeploymentCase['breakGlass']
}

/** `judged` are its changes; none where the policy cannot be used. The findings are those beside theirs. */
export function judgeDeployment(
  facts: Facts,
  deployment: Deployment,
  judged: readonly JudgedChange[],
  { now, atStart, coverages, breakGlass }: DeploymentCriteria,
): { readonly deployment: JudgedDeployment; readonly findings: readonly Finding[] } {
  const { policy } = now.policy
  const roster = assignDeployment(
    deployment,
    valueOr(facts.changes, []),
    policy?.deployment.deployer ?? 'trigger',
    identifier(policy?.people ?? [], policy?.agents ?? []),
  )
  const told = { deployment, roster, policy: now.policy, policyAtStart: atStart.policy }
  if (policy === null) {
    return { deployment: told, findings: unusablePolicy(now.policy, now.file, ruleIds, null) }
  }
  const one = {
    ...{ deployment, changesRead: facts.changes, roster, changes: judged, policy, breakGlass },
    foundOfChanges: judged.flatMap(({ findings }) => findings),
  }
  const { first, last } = rulesOfDeployments(policy)
  const found = first.flatMap((rule) => answersTo(rule, { ...one, found: [] }, coverages))
  return {
    deployment: told,
    findings: [...found, ...answersTo(last, { ...one, found }, coverages)],
  }
}

function answersTo(
  [rule, answers]: readonly [string, DeploymentRule],
  judged: DeploymentCase,
  covers: readonly Coverage[],
): readonly Finding[] {
  const { policy } = judged
  if (enforcementFor(policy, rule, placeOf(judged, null)).enforcement === 'off') {
    return [{ ...whole(switchedOff), rule, enforcement: 'off', pull: null }]
  }
  return answers(judged).map((answer) => {
    const { pull } = answer
    const coverages = [...covers, coverageBy(judged.breakGlass, pull)]
    const about = { rule, pull, place: placeOf(judged, pull), coverages }
    const beneficiaries = beneficiariesOf(judged, pull)
    return findingUnder(policy, { ...about, beneficiaries }, () => answer)
  })
}

/** What is said of the deployment as a whole is about each of its changes, and about what came past them. */
function placeOf({ deployment, changes }: DeploymentCase, pull: number | null): Place {
  const { environment, branch, range } = deployment
  const about = changes.filter(({ change }) => pull === null || change.pull.number === pull)
  const isBeyond = pull === null && (!range.known || range.value.unreviewed.length > 0)
  const beyond = isBeyond || about.length === 0 ? { branch: valueOr(branch, null) } : null
  return { environment, changes: about, beyond }
}

function beneficiariesOf({ roster, changes }: DeploymentCase, pull: number | null): Beneficiaries {
  const change = changes.find((one) => one.change.pull.number === pull)
  if (change !== undefined) return knownContributors(change)
  return holders(roster, 'deployer').map(({ person }) => person)
}
