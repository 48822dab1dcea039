// A deployment: every change that it would ship, and the people who ship them.
import type { Change, Facts } from '../change/change.ts'
import type { Deployment } from '../change/deployment.ts'
import { valueOr } from '../change/fact.ts'
import { assignDeployment } from '../duties/deployers.ts'
import type { Person } from '../duties/people.ts'
import { identifier } from '../duties/people.ts'
import { holders } from '../duties/roster.ts'
import { counting } from '../duties/sentence.ts'
import { readPolicy } from '../policy/reading.ts'
import type { Policy } from '../policy/schema.ts'
import { controlPlanePaths } from './control-plane-paths.ts'
import type { DeploymentAnswer, DeploymentCase, DeploymentRule } from './deployment-case.ts'
import { exceptionsIn } from './exceptions.ts'
import { contributorsOf } from './favour.ts'
import { type Finding, switchedOff, whole } from './finding.ts'
import { besideChanges, deploymentRules, ruleIds } from './index.ts'
import { judgeChange, type Yardstick } from './judge-change.ts'
import { ownConflictsOfDeployments } from './own-conflict.ts'
import { type Place, standingOf } from './standing.ts'
import { type Cover, temper } from './temper.ts'
import { unusablePolicy } from './unusable-policy.ts'
import type { Verdict } from './verdict.ts'

/** By the policy of the protected default branch now, but for the control plane: there by the one at the range's start. */
export function judgeDeployment(facts: Facts, deployment: Deployment): Omit<Verdict, 'word'> {
  const changes = valueOr(facts.changes, [])
  const reading = readPolicy(deployment.policyFile, facts.policyPath)
  const atStart = readPolicy(deployment.policyAtStart, facts.policyPath)
  const { environment } = deployment
  const { policy } = reading
  const identify = identifier(policy?.people ?? [], policy?.agents ?? [])
  const act = policy?.deployment.deployer ?? 'trigger'
  const roster = assignDeployment(deployment, changes, act, identify)
  const told = { deployment, roster, policy: reading }
  if (policy === null) {
    const findings = unusablePolicy(reading, deployment.policyFile, ruleIds, null)
    return { judged: [], deployment: told, findings }
  }
  const covers = exceptionsIn(policy, facts.readAt)
  const now: Yardstick = { policy: reading, file: deployment.policyFile, environment, covers }
  const then: Yardstick = {
    ...{ policy: atStart, file: deployment.policyAtStart, environment },
    covers: atStart.policy === null ? [] : exceptionsIn(atStart.policy, facts.readAt),
  }
  const judged = changes.map((change) =>
    judgeChange(change, facts, governs(change, facts) ? then : now),
  )
  const findings = [
    ...answersOf(
      { deployment, changesRead: facts.changes, roster, changes: judged, policy },
      covers,
    ),
    ...judged.flatMap((one) => one.findings),
  ]
  return { judged, deployment: told, findings: settledTogether(findings) }
}

/** A change that edits the policy must not be judged by what it made of it. */
const governs = ({ files }: Change, { policyPath }: Facts): boolean =>
  controlPlanePaths(valueOr(files, []), policyPath).length > 0

function answersOf(judged: DeploymentCase, covers: readonly Cover[]): readonly Finding[] {
  const { policy } = judged
  return rulesOf(policy).flatMap(([rule, answersTo]) => {
    const all = placeOf(judged, null)
    if (standingOf(policy, rule, all).enforcement === 'off') {
      return [{ ...whole(switchedOff), rule, enforcement: 'off' as const, pull: null }]
    }
    return answersTo(judged).map((answer) => findingOf(judged, rule, answer, covers))
  })
}

const rulesOf = (policy: Policy): readonly (readonly [string, DeploymentRule])[] => [
  ...Object.entries(deploymentRules).map(([rule, { judge }]) => [rule, judge] as const),
  ...Object.entries(besideChanges),
  ...ownConflictsOfDeployments(policy),
]

function findingOf(
  judged: DeploymentCase,
  rule: string,
  answer: DeploymentAnswer,
  covers: readonly Cover[],
): Finding {
  const { pull } = answer
  const place = placeOf(judged, pull)
  const standing = standingOf(judged.policy, rule, place)
  const { enforcement } = standing
  const given =
    enforcement === 'off'
      ? switchedOff
      : temper(answer, rule, standing, place, favouredOf(judged, pull), covers)
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

function favouredOf(
  { roster, changes }: DeploymentCase,
  pull: number | null,
): readonly Person[] | null {
  const change = changes.find((one) => one.change.pull.number === pull)
  if (change !== undefined) return contributorsOf(change)
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
