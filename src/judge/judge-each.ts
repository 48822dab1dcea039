// One change, and a deployment as a whole, each under one policy: a finding a rule.

import { assignedBy } from '../duties/assign.ts'
import { assignDeployment } from '../duties/deployers.ts'
import type { Ranged } from '../duties/range/search.ts'
import { type Change, type Deployment, type Fact, type Facts, valueOr } from '../facts/facts.ts'
import { coverageBy } from '../findings/coverage.ts'
import { findingUnder } from '../findings/effect.ts'
import {
  type Governing,
  governs,
  type InForce,
  type OfDeployment,
  type PolicyReading,
  touchesPolicy,
} from '../policy/in-force.ts'
import { unknownLogins } from '../policy/lint/unknown-logins.ts'
import { changeRuleIds, type RuleId, ruleIds } from '../policy/rule-ids.ts'
import { rulesOfChanges, rulesOfDeployments } from '../rules/index.ts'
import {
  advised,
  type DeploymentCase,
  type DeploymentRule,
  ended,
  favouredContributors,
  holders,
  identifier,
  lostLogins,
  remedyFor,
} from '../rules/support/case.ts'
import type { BreakGlassUnderPolicy } from './break-glass.ts'
import {
  type Answer,
  type Beneficiaries,
  type Coverage,
  enforcementFor,
  type Finding,
  type JudgedChange,
  type JudgedDeployment,
  type Place,
  switchedOff,
  whole,
} from './verdict.ts'
import { done, openAs } from './what-helps.ts'

/** By what a change is judged. */
export interface Criteria extends Governing, Pick<InForce, 'proposedBy'> {
  /** Are its parts judged beside it? */
  readonly isPromotion: boolean
  /** Null: nothing is deployed. */
  readonly environment: string | null
  /** What lifts violations for a time, beside break-glass. */
  readonly coverages: readonly Coverage[]
  readonly breakGlass: BreakGlassUnderPolicy['ofChange']
}

export function judgeChange(change: Change, facts: Facts, criteria: Criteria): JudgedChange {
  const { policy } = criteria.policy
  const assigned = assignedBy(change, facts, policy, criteria.isPromotion)
  const doubts = doubtsAbout(change, facts, criteria)
  const judged = { ...assigned, policy: criteria.policy, doubts }
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
    ...{ pull, beneficiaries: favouredContributors(assigned) },
    place: {
      ...{ environment: criteria.environment, changes: [assigned], beyond: null },
      isByEarlierPolicy: criteria.environment !== null && governs(change, policyPath),
    },
    coverages: [...criteria.coverages, coverageBy(breakGlass, pull)],
  }
  const { first, last } = rulesOfChanges(policy)
  const findingOf =
    (found: readonly Finding[]) =>
    ([rule, answerTo]: typeof last): Finding =>
      findingUnder(policy, { ...about, rule }, () => {
        const answer = answerTo({ ...one, found })
        // After the merge nobody can approve it, merge it or push to it.
        return change.pull.state === 'MERGED' ? done(answer, about.place, policy) : answer
      })
  const findings = first.map(findingOf([]))
  const all = [...findings, findingOf(findings)(last)]
  return { ...judged, findings: all.map(openAs(all)) }
}

/** Whom it would name in vain, where it touches the policy: nobody else's names were asked about. */
function doubtsAbout(
  change: Change,
  { policyPath, directory }: Facts,
  { proposedBy }: Criteria,
): JudgedChange['doubts'] {
  const { policyProposed: file } = change
  if (!touchesPolicy(change, policyPath) || !file.known || file.value === null) return []
  const { policy } = proposedBy(change)
  return policy === null ? [] : unknownLogins(policy, file.value.text ?? '', directory)
}

/** By what a deployment is judged: the policy of the protected default branch now. */
interface DeploymentCriteria extends OfDeployment, Pick<Ranged, 'start'> {
  readonly coverages: readonly Coverage[]
  readonly breakGlass: DeploymentCase['breakGlass']
}

/** `judged` are its changes; none where the policy cannot be used. The findings are those beside theirs. */
export function judgeDeployment(
  facts: Facts,
  deployment: Deployment,
  judged: readonly JudgedChange[],
  { now, atStart, start, coverages, breakGlass }: DeploymentCriteria,
): { readonly deployment: JudgedDeployment; readonly findings: readonly Finding[] } {
  const { policy } = now.policy
  const roster = assignDeployment(
    deployment,
    valueOr(facts.changes, []),
    policy?.deployment.deployer ?? 'trigger',
    identifier(policy?.people ?? [], policy?.agents ?? []),
    facts.directory,
  )
  const told = { deployment, start, roster, policy: now.policy, policyAtStart: atStart.policy }
  if (policy === null) {
    return { deployment: told, findings: unusablePolicy(now.policy, now.file, ruleIds, null) }
  }
  const rosters = [roster, ...judged.map((change) => change.roster)]
  const present = rosters.flatMap(({ holdings }) => holdings.map(({ person }) => person))
  const unclear = lostLogins(policy.people, present, facts.directory)
  const one = {
    ...{
      deployment,
      start,
      changesRead: facts.changes,
      roster,
      changes: judged,
      policy,
      breakGlass,
    },
    unclear,
    maintainers: facts.directory.maintainers,
    foundOfChanges: judged.flatMap(({ findings }) => findings),
  }
  const { first, last } = rulesOfDeployments(policy)
  const found = first.flatMap((rule) => answersTo(rule, { ...one, found: [] }, coverages))
  const findings = [...found, ...answersTo(last, { ...one, found }, coverages)]
  return { deployment: told, findings: findings.map(openAs([...findings, ...one.foundOfChanges])) }
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
  const { environment, branch, range, sha } = deployment
  const about = changes.filter(({ change }) => pull === null || change.pull.number === pull)
  const isBeyond = pull === null && (!range.known || range.value.unreviewed.length > 0)
  const beyond = isBeyond || about.length === 0 ? { branch: valueOr(branch, null) } : null
  return { environment, changes: about, beyond, deployed: pull === null ? sha : null }
}

function beneficiariesOf({ roster, changes }: DeploymentCase, pull: number | null): Beneficiaries {
  const change = changes.find((one) => one.change.pull.number === pull)
  if (change !== undefined) return favouredContributors(change)
  if (roster.unattributed.some(({ duty }) => duty === 'deployer')) return null
  return holders(roster, 'deployer').map(({ person }) => person)
}

/** `pull` is null where the policy is a deployment's. */
export function unusablePolicy(
  { path, problems }: PolicyReading,
  file: Fact<unknown>,
  rules: readonly RuleId[],
  pull: number | null,
): readonly Finding[] {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const first = errors.slice(0, 1).map(({ line, message }) => `Line ${line}: ${ended(message)}`)
  const more = errors.length > first.length ? [`And ${errors.length - first.length} more.`] : []
  const stopping: Answer = file.known
    ? {
        outcome: 'undetermined',
        message: `The policy ${path} cannot be used. ${[...first, ...more].join(' ')}`,
        ...advised([{ kind: 'fix', who: null, what: { act: 'correct-policy', path } }]),
      }
    : {
        outcome: 'undetermined',
        message: `The policy ${path} is unknown: ${file.reason}.`,
        ...advised([remedyFor(file)]),
      }
  const silent: Answer = { outcome: 'not-applicable', message: 'Not judged without a policy.' }
  return rules.map((rule) => ({
    ...whole(rule === 'complete-facts' ? stopping : silent),
    rule,
    enforcement: 'enforce',
    pull,
  }))
}
