// A deployment: every change that it would ship, and the people who ship them.

import { knownContributors } from '../duties/contributors.ts'
import { assignDeployment } from '../duties/deployers.ts'
import { identifier, type Person } from '../duties/people.ts'
import { holders } from '../duties/roster.ts'
import { counting } from '../duties/sentence.ts'
import type { Change } from '../facts/change.ts'
import type { Deployment } from '../facts/deployment.ts'
import { type Fact, valueOr } from '../facts/fact.ts'
import type { Facts } from '../facts/facts.ts'
import { coverageBy } from '../findings/break-glass.ts'
import { applyEffect, type Coverage } from '../findings/effect.ts'
import { enforcementFor, type Place } from '../findings/enforcement.ts'
import { exceptionsIn } from '../findings/exceptions.ts'
import { type Finding, switchedOff, whole } from '../findings/finding.ts'
import type { PolicyReading } from '../policy/parsed-policy.ts'
import { readPolicy } from '../policy/reading.ts'
import type { Policy } from '../policy/schema.ts'
import { besideChanges, deploymentRules, ruleIds } from '../rules/index.ts'
import { controlPlanePaths } from '../rules/support/control-plane-paths.ts'
import type {
  DeploymentAnswer,
  DeploymentCase,
  DeploymentRule,
} from '../rules/support/deployment-case.ts'
import { ownConflictsOfDeployments } from '../rules/support/own-conflict.ts'
import { breakGlassOfDeployment } from './break-glass.ts'
import { type Criteria, judgeChange } from './judge-change.ts'
import { unusablePolicy } from './unusable-policy.ts'
import type { Verdict } from './verdict.ts'

/** By the policy of the protected default branch now, but for the control plane: there by the one at the range's start. */
export function judgeDeployment(
  facts: Facts,
  deployment: Deployment,
): Omit<Verdict, 'word' | 'uses'> {
  const changes = valueOr(facts.changes, [])
  const reading = readPolicy(deployment.policyFile, facts.policyPath, facts.readAt)
  const atStart = readPolicy(deployment.policyAtStart, facts.policyPath, facts.readAt)
  const { environment } = deployment
  const { policy } = reading
  const identify = identifier(policy?.people ?? [], policy?.agents ?? [])
  const act = policy?.deployment.deployer ?? 'trigger'
  const roster = assignDeployment(deployment, changes, act, identify)
  const told = { deployment, roster, policy: reading }
  if (policy === null) {
    const findings = unusablePolicy(reading, deployment.policyFile, ruleIds, null)
    return { judged: [], deployment: told, findings, breakGlassRequests: [] }
  }
  const criteriaFor = (
    by: PolicyReading,
    file: Fact<unknown>,
    breakGlass: Criteria['breakGlass'],
  ): Criteria => {
    const covers = by.policy === null ? [] : exceptionsIn(by.policy, facts.readAt)
    return { policy: by, file, environment, coverages: covers, breakGlass }
  }
  const breakGlass = breakGlassOfDeployment(policy, facts, deployment)
  const now = criteriaFor(reading, deployment.policyFile, breakGlass.ofChange)
  const before = breakGlassOfDeployment(atStart.policy, facts, deployment)
  const then = criteriaFor(atStart, deployment.policyAtStart, before.ofChange)
  const judged = changes.map((change) =>
    judgeChange(change, facts, governs(change, facts) ? then : now),
  )
  const foundOfChanges = judged.flatMap((one) => one.findings)
  const findings = [
    ...answersOf(
      {
        ...{ deployment, changesRead: facts.changes, roster, changes: judged, policy },
        ...{ breakGlass: breakGlass.ofAll, found: [], foundOfChanges },
      },
      now.coverages,
    ),
    ...foundOfChanges,
  ]
  return {
    ...{ judged, deployment: told, findings: settledTogether(findings) },
    breakGlassRequests: breakGlass.recorded,
  }
}

/** A change that edits the policy must not be judged by what it made of it. */
const governs = ({ files }: Change, { policyPath }: Facts): boolean =>
  controlPlanePaths(valueOr(files, []), policyPath).length > 0

function answersOf(judged: DeploymentCase, covers: readonly Coverage[]): readonly Finding[] {
  const found = rulesOf(judged.policy).flatMap((rule) => answersTo(rule, judged, covers))
  return [...found, ...answersTo(last, { ...judged, found }, covers)]
}

function answersTo(
  [rule, answers]: readonly [string, DeploymentRule],
  judged: DeploymentCase,
  covers: readonly Coverage[],
): readonly Finding[] {
  if (enforcementFor(judged.policy, rule, placeOf(judged, null)).enforcement === 'off') {
    return [{ ...whole(switchedOff), rule, enforcement: 'off' as const, pull: null }]
  }
  return answers(judged).map((answer) => findingOf(judged, rule, answer, covers))
}

const { 'break-glass': breakGlass, ...beside } = besideChanges

const last = ['break-glass', breakGlass] as const

const rulesOf = (policy: Policy): readonly (readonly [string, DeploymentRule])[] => [
  ...Object.entries(deploymentRules).map(([rule, { judge }]) => [rule, judge] as const),
  ...Object.entries(beside),
  ...ownConflictsOfDeployments(policy),
]

function findingOf(
  judged: DeploymentCase,
  rule: string,
  answer: DeploymentAnswer,
  covers: readonly Coverage[],
): Finding {
  const { pull } = answer
  const place = placeOf(judged, pull)
  const standing = enforcementFor(judged.policy, rule, place)
  const { enforcement } = standing
  const all = [...covers, coverageBy(judged.breakGlass, pull)]
  const given =
    enforcement === 'off'
      ? switchedOff
      : applyEffect(answer, rule, standing, place, beneficiariesOf(judged, pull), all)
  return { ...whole(given), rule, enforcement, pull }
}

/** What is said of the deployment as a whole is about each of its changes, and about what came past them. */
function placeOf({ deployment, changes }: DeploymentCase, pull: number | null): Place {
  const { environment, branch, range } = deployment
  const about = changes.filter(({ change }) => pull === null || change.pull.number === pull)
  const isBeyond = pull === null && (!range.known || range.value.unreviewed.length > 0)
  const beyond = isBeyond || about.length === 0 ? { branch: valueOr(branch, null) } : null
  return { environment, changes: about, beyond }
}

function beneficiariesOf(
  { roster, changes }: DeploymentCase,
  pull: number | null,
): readonly Person[] | null {
  const change = changes.find((one) => one.change.pull.number === pull)
  if (change !== undefined) return knownContributors(change)
  return holders(roster, 'deployer').map(({ person }) => person)
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
