// The organization's own conflicts: two duties by their names, judged like the built-in ones.
import { deedsOf, type Evidence } from '../../duties/evidence.ts'
import type { Person } from '../../duties/people.ts'
import type { Roster } from '../../duties/roster.ts'
import { listed } from '../../duties/sentence.ts'
import type { Answer } from '../../findings/finding.ts'
import { conflictsOf, type DutyName } from '../../policy/conflicts.ts'
import type { Policy } from '../../policy/schema.ts'
import type { Case, Rule } from './case.ts'
import {
  aboutAll,
  type DeploymentAnswer,
  type DeploymentCase,
  type DeploymentRule,
} from './deployment-case.ts'
import { openQuestion } from './deployment-people.ts'
import { evidenceOf, gapIn, holdersOf } from './named-duty.ts'

type Pair = readonly [DutyName, DutyName]

/** Held for a deployment; all others are held for a change. */
const ofDeployments: readonly DutyName[] = ['deployer', 'deployment-approver', 'bypasser']

const own = (policy: Policy): readonly (readonly [string, Pair])[] =>
  conflictsOf(policy)
    .filter(({ isBuiltIn }) => !isBuiltIn)
    .map(({ name, duties }) => [name, duties])

const isOfChanges = ([, pair]: readonly [string, Pair]): boolean =>
  !pair.some((duty) => ofDeployments.includes(duty))

export const ownConflictsOfChanges = (policy: Policy): readonly (readonly [string, Rule])[] =>
  own(policy)
    .filter(isOfChanges)
    .map(([name, pair]) => [name, (judged: Case) => betweenChangeDuties(judged, pair)])

export const ownConflictsOfDeployments = (
  policy: Policy,
): readonly (readonly [string, DeploymentRule])[] =>
  own(policy)
    .filter((one) => !isOfChanges(one))
    .map(([name, pair]) => [name, (judged: DeploymentCase) => withDeploymentDuty(judged, pair)])

function betweenChangeDuties({ change, roster }: Case, pair: Pair): Answer {
  const both = holdingBoth([roster], pair)
  if (both.length > 0) return violated(both)
  const gap = pair.map((duty) => gapIn(change, roster, duty)).find((one) => one !== null)
  if (gap) return { outcome: 'undetermined', message: `Not wholly known: ${gap}.` }
  return apart([roster], pair)
}

function withDeploymentDuty(judged: DeploymentCase, pair: Pair): readonly DeploymentAnswer[] {
  const { roster, changes, changesRead, deployment } = judged
  const whole = holdingBoth([roster], pair)
  const found = new Set(whole.map(({ person }) => person.key))
  const violations = [
    ...(whole.length > 0 ? aboutAll(violated(whole)) : []),
    ...changes.flatMap((one): readonly DeploymentAnswer[] => {
      const both = holdingBoth([one.roster, roster], pair).filter(
        ({ person }) => !found.has(person.key),
      )
      return both.length > 0 ? [{ ...violated(both), pull: one.change.pull.number }] : []
    }),
  ]
  if (violations.length > 0) return violations
  for (const duty of pair) {
    if (duty !== 'deployer' && duty !== 'deployment-approver') continue
    const open = openQuestion(judged, duty)
    if (open !== null) return open
  }
  const past = pair.includes('bypasser') ? [deployment.bypasses, deployment.range] : []
  const gaps = [
    ...[changesRead, ...past].flatMap((fact) => (fact.known ? [] : [fact.reason])),
    ...changes.flatMap(({ change, roster: held }) =>
      pair.flatMap((duty) => gapIn(change, held, duty) ?? []),
    ),
  ]
  if (gaps.length > 0) {
    const told = listed([...new Set(gaps)])
    return aboutAll({ outcome: 'undetermined', message: `Not wholly known: ${told}.` })
  }
  return aboutAll(apart([roster, ...changes.map((one) => one.roster)], pair))
}

interface Both {
  readonly person: Person
  readonly evidence: readonly Evidence[]
}

function holdingBoth(rosters: readonly Roster[], [one, other]: Pair): readonly Both[] {
  const people = new Map(
    rosters.flatMap(({ holdings }) => holdings.map(({ person }) => [person.key, person] as const)),
  )
  return [...people.values()].flatMap((person) => {
    const [did, also] = [one, other].map((duty) =>
      rosters.flatMap((roster) => evidenceOf(roster, person, duty)),
    )
    if (!did?.length || !also?.length) return []
    return [{ person, evidence: [...new Set([...did, ...also])] }]
  })
}

function violated(both: readonly Both[]): Answer {
  const sentences = both.map(({ person, evidence }) => {
    const deeds = deedsOf(evidence).map(({ text: told }) => told)
    return `${person.name} ${listed(deeds, 6)}.`
  })
  return {
    outcome: 'violated',
    message: sentences.join(' '),
    remedy: 'Let somebody else hold one of the two duties.',
    people: both.map(({ person }) => person.account.login),
    commits: both.flatMap(({ evidence }) => evidence.flatMap(({ commit }) => commit ?? [])),
    beneficiaries: both.map(({ person }) => person),
  }
}

function apart(rosters: readonly Roster[], pair: Pair): Answer {
  const held = pair.map((duty) => {
    const names = holdersOf(rosters, duty).map(({ name }) => name)
    return { duty, names: [...new Set(names)] }
  })
  const nobody = held.find(({ names }) => names.length === 0)
  if (nobody) return { outcome: 'not-applicable', message: `There is no ${nobody.duty}.` }
  const told = held.map(({ duty, names }) => `${duty}: ${listed(names)}`).join('; ')
  return { outcome: 'satisfied', message: `Nobody holds both duties. ${told}.` }
}
