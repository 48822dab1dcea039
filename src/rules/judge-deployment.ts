// A deployment: every change that it would ship, and the people who ship them.
import type { Change, Facts } from '../change/change.ts'
import type { Deployment } from '../change/deployment.ts'
import { valueOr } from '../change/fact.ts'
import { assignDeployment } from '../duties/deployers.ts'
import { identifier } from '../duties/people.ts'
import { counting } from '../duties/sentence.ts'
import { readPolicy } from '../policy/reading.ts'
import { controlPlanePaths } from './control-plane-paths.ts'
import type { DeploymentAnswer, DeploymentCase } from './deployment-case.ts'
import { enforcementOf } from './enforcement.ts'
import { type Finding, switchedOff, whole } from './finding.ts'
import { besideChanges, deploymentRules, type RuleId, ruleIds } from './index.ts'
import { judgeChange, type Yardstick } from './judge-change.ts'
import { unusablePolicy } from './unusable-policy.ts'
import type { Verdict } from './verdict.ts'

/** By the policy of the protected default branch now, but for the control plane: there by the one at the range's start. */
export function judgeDeployment(facts: Facts, deployment: Deployment): Omit<Verdict, 'word'> {
  const changes = valueOr(facts.changes, [])
  const reading = readPolicy(deployment.policyFile, facts.policyPath)
  const atStart = readPolicy(deployment.policyAtStart, facts.policyPath)
  const { environment } = deployment
  const { policy } = reading
  const identify = identifier(policy?.people ?? [])
  const act = policy?.deployment.deployer ?? 'trigger'
  const roster = assignDeployment(deployment, changes, act, identify)
  const told = { deployment, roster, policy: reading }
  if (policy === null) {
    const findings = unusablePolicy(reading, deployment.policyFile, ruleIds, null)
    return { judged: [], deployment: told, findings }
  }
  const now: Yardstick = { policy: reading, file: deployment.policyFile, environment }
  const then: Yardstick = { policy: atStart, file: deployment.policyAtStart, environment }
  const judged = changes.map((change) =>
    judgeChange(change, facts, governs(change, facts) ? then : now),
  )
  const findings = [
    ...answersOf({ deployment, changesRead: facts.changes, roster, changes: judged, policy }),
    ...judged.flatMap((one) => one.findings),
  ]
  return { judged, deployment: told, findings: settledTogether(findings) }
}

/** A change that edits the policy must not be judged by what it made of it. */
const governs = ({ files }: Change, { policyPath }: Facts): boolean =>
  controlPlanePaths(valueOr(files, []), policyPath).length > 0

function answersOf(judged: DeploymentCase): readonly Finding[] {
  const { policy, deployment } = judged
  const findingsOf = (rule: RuleId, answers: () => readonly DeploymentAnswer[]) => {
    const enforcement = enforcementOf(policy, rule, deployment.environment)
    const given = enforcement === 'off' ? [{ ...switchedOff, pull: null }] : answers()
    return given.map((one): Finding => ({ ...whole(one), rule, enforcement, pull: one.pull }))
  }
  return [
    ...Object.entries(deploymentRules).flatMap(([rule, { judge }]) =>
      findingsOf(rule as keyof typeof deploymentRules, () => judge(judged)),
    ),
    ...Object.entries(besideChanges).flatMap(([rule, judge]) =>
      findingsOf(rule as keyof typeof besideChanges, () => judge(judged)),
    ),
  ]
}

/** What is settled of a rule is told once for all changes; what is not, change by change. */
function settledTogether(findings: readonly Finding[]): readonly Finding[] {
  const isSettled = ({ outcome }: Finding): boolean =>
    outcome === 'satisfied' || outcome === 'not-applicable'
  const open = findings.filter((one) => !isSettled(one)).map(naming)
  const settled = [...Map.groupBy(findings.filter(isSettled), ({ rule }) => rule).values()]
  return [...open, ...settled.flatMap(together)]
}

function together(alike: readonly Finding[]): readonly Finding[] {
  const [first, ...others] = alike.toSorted(
    (a, b) => Number(b.outcome === 'satisfied') - Number(a.outcome === 'satisfied'),
  )
  if (first === undefined) return []
  if (others.length === 0) return [naming(first)]
  const like = alike.filter(({ outcome }) => outcome === first.outcome)
  const own = first.pull === null ? first.message : `So in ${counting(like.length, 'change')}.`
  return [{ ...first, message: own, pull: null, people: [], paths: [], commits: [] }]
}

const naming = (finding: Finding): Finding =>
  finding.pull === null ? finding : { ...finding, message: `#${finding.pull}: ${finding.message}` }
