// complete-facts: every fact was had, whole, and the head stood still while it was read. Never violated, only undetermined.

import {
  type Change,
  type Deployment,
  type Fact,
  notAsked,
  type Unknown,
  valueOr,
} from '../facts/facts.ts'
import { type Answer, enforcementFor, type Place } from '../findings/finding.ts'
import { rowOf, ruleIds } from '../policy/rule-ids.ts'
import {
  aboutAll,
  advised,
  type Case,
  type DeploymentAnswer,
  type DeploymentCase,
  firstOf,
  listed,
  partGaps,
  type Remedy,
  remedyFor,
  runAgain,
  short,
  sponsorGaps,
} from './support/case.ts'

/** What may stay unknown of a change, and why nobody is cleared by that. All else must be known. */
const dispensable = {
  policyFile: 'without a policy nothing is judged',
  defaultPolicyFile: 'without a policy nothing is judged',
  nets: 'an approval of an earlier head counts only where they prove the same change',
  codeowners: 'GitHub itself asks the owners; the gate only warns of their errors',
  mergers: 'the conflicts with a merger stop for it, where they are switched on',
  assignments:
    'it matters where an agent contributed to the change; then it is a gap of its sponsors',
  workStarters: 'as with assignments',
} as const satisfies Partial<Record<keyof Change, string>>

/** Of a deployment; the catalogue says what is left to other rules. */
const dispensableHere = {
  policyFile: 'without a policy nothing is judged',
} as const satisfies Partial<Record<keyof Deployment, string>>

export function completeFacts(judged: Case): Answer {
  const { change, roster, policy } = judged
  const { pull, headAfter, pushes } = change
  const excusesPushers = pull.isFork && policy.facts['fork-pushers'] === 'best-effort'
  const excused = [...Object.keys(dispensable), ...(excusesPushers ? ['pushes'] : [])]
  const missing = [...unknownsIn(change, excused), ...sponsorGaps(judged), ...partGaps(change)]
  const gaps = missing.map(({ reason }) => reason)
  const remedies = missing.map(remedyFor)
  if (headAfter.known && headAfter.value !== pull.head.oid) {
    const [from, to] = [short(pull.head.oid), short(headAfter.value)]
    gaps.push(`the head moved from ${from} to ${to} while it was being read`)
    remedies.push({ ...runAgain, said: 'Run the gate again on the new head.' })
  }
  if (roster.unpushed.length > 0 && !excusesPushers) {
    const oids = listed(roster.unpushed.map(short))
    gaps.push(`no push that GitHub lists brought ${oids}, so the pushers are unknown`)
    remedies.push({ kind: 'fix', who: null, what: { act: 'push-again', pull: pull.number } })
  }
  if (gaps.length > 0) return { ...incomplete(gaps, remedies), commits: roster.unpushed }
  const excuse =
    excusesPushers && (!pushes.known || roster.unpushed.length > 0)
      ? ' The policy excuses what is unknown of the pushes to the fork (facts: fork-pushers: best-effort).'
      : ''
  return { outcome: 'satisfied', message: `Every list is whole.${excuse}` }
}

/** Of what is shipped, and by whom. */
export function completeDeployment(judged: DeploymentCase): readonly DeploymentAnswer[] {
  const { deployment, changesRead } = judged
  const left = [...Object.keys(dispensableHere), ...unneeded(judged), ...leftToOthers(judged)]
  // Without a range nothing is known of its start, nor of its changes: that is one gap.
  const isWithoutRange = !deployment.range.known
  const unread =
    changesRead.known || (isWithoutRange && left.includes('range')) ? [] : [changesRead]
  const missing = [
    ...unknownsIn(deployment, isWithoutRange ? [...left, 'policyAtStart'] : left),
    ...unread,
    ...judged.unclear,
  ]
  if (missing.length === 0) {
    return aboutAll({ outcome: 'satisfied', message: 'Every list is whole.' })
  }
  return aboutAll(
    incomplete(
      missing.map(({ reason }) => reason),
      missing.map(remedyFor),
    ),
  )
}

/** Where the policy names no checks, nobody had to ask for them. */
const unneeded = ({ deployment: { checks }, policy }: DeploymentCase): readonly string[] =>
  policy['required-checks'].length === 0 && !checks.known && checks.source === notAsked
    ? ['checks']
    : []

/** What an enforced rule stops for need not be told twice; where that rule is loosened, this one still stops. */
function leftToOthers({ deployment, changes, policy }: DeploymentCase): readonly string[] {
  const place: Place = {
    environment: deployment.environment,
    changes,
    beyond: { branch: valueOr(deployment.branch, null) },
  }
  return ruleIds.flatMap((rule) => {
    const { restsOn = [] } = rowOf(rule)
    const isEnforced =
      restsOn.length > 0 && enforcementFor(policy, rule, place).enforcement === 'enforce'
    return isEnforced ? restsOn : []
  })
}

/** By form, so that a fact that is new is missed by nobody; in the order of their names, wherever they were read from. */
function unknownsIn(subject: object, excused: readonly string[]): readonly Unknown[] {
  return Object.entries(subject)
    .filter(([name]) => !excused.includes(name))
    .toSorted(([one], [other]) => one.localeCompare(other))
    .flatMap(([, value]) => (isFact(value) ? [value] : factsWithin(value)))
    .filter((fact): fact is Unknown => !fact.known)
}

/** A record of facts, such as one for each commit that is asked about. */
const factsWithin = (value: unknown): readonly Fact<unknown>[] =>
  typeof value === 'object' && value !== null ? Object.values(value).filter(isFact) : []

const isFact = (value: unknown): value is Fact<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  'known' in value &&
  typeof value.known === 'boolean' &&
  'source' in value

/** The reports list what else is missing. */
function incomplete(gaps: readonly string[], remedies: readonly Remedy[]): Answer {
  return {
    outcome: 'undetermined',
    message: `Not everything is known: ${firstOf(gaps)}.`,
    ...advised(remedies),
  }
}
