// Conflicts: two duties that one person must not hold. One engine for the built-in ones and for an organization's own.
import { withoutUnmergedClaims } from '../duties/unmerged-claims.ts'
import { catalogue, type DutyName } from '../policy/catalogue.ts'
import { conflictsOf } from '../policy/conflicts.ts'
import { type ConflictId, conflictIds, type ScopeOf } from '../policy/rule-ids.ts'
import {
  type Answer,
  aboutAll,
  advised,
  type Case,
  type ChangeRule,
  type DeploymentAnswer,
  type DeploymentCase,
  type DeploymentRule,
  isTrustedWith,
  type Judging,
  listed,
  proofOf,
  type Remedy,
  trustFor,
} from './support/case.ts'
import { evidenceOf, holdersOf, isOfDeployment, isUnattributed } from './support/duty-holders.ts'
import { openInChanges, openInDeployment, restsOnShipment } from './support/open-questions.ts'
import { whoElseDeploys, whoElseFor } from './support/who-else.ts'

type Policy = DeploymentCase['policy']
type Roster = DeploymentCase['roster']

/** A row of the conflict matrix. */
interface Row {
  readonly duties: readonly [DutyName, DutyName]
  /** Which of the two is asked about: while nobody holds it, the row does not apply. Null: either. */
  readonly asked: DutyName | null
  /** What the row forbids, one sentence. */
  readonly forbids: string
}

/** Those of the catalogue, by their ids: its row is all that one takes. */
export const builtInConflicts = Object.fromEntries(
  conflictIds.map((id) => [id, judging(catalogue[id])]),
) as { readonly [Id in ConflictId]: Judging[ScopeOf<Id>] }

function judging({
  of,
  duties,
  forbids,
}: (typeof catalogue)[ConflictId]): Partial<Judging['both']> {
  const row = { duties, forbids, asked: duties[1] }
  return of === 'change'
    ? { ofChange: (judged) => betweenChangeDuties(judged, row) }
    : { ofDeployment: (judged) => withDeploymentDuty(judged, row) }
}

/** The organization's own, by their names. */
const own = (policy: Policy): readonly (readonly [string, Row])[] =>
  conflictsOf(policy)
    .filter(({ isBuiltIn }) => !isBuiltIn)
    .map(({ name, duties }) => {
      const forbids = `The policy does not allow one person to be ${duties[0]} and ${duties[1]}.`
      return [name, { duties, asked: null, forbids }]
    })

export const ownConflictsOfChanges = (policy: Policy): readonly (readonly [string, ChangeRule])[] =>
  own(policy)
    .filter(([, { duties }]) => !duties.some(isOfDeployment))
    .map(([name, row]) => [name, (judged) => betweenChangeDuties(judged, row)])

export const ownConflictsOfDeployments = (
  policy: Policy,
): readonly (readonly [string, DeploymentRule])[] =>
  own(policy)
    .filter(([, { duties }]) => duties.some(isOfDeployment))
    .map(([name, row]) => [name, (judged) => withDeploymentDuty(judged, row)])

function betweenChangeDuties(judged: Case, row: Row): Answer {
  const rosters = [judged.roster]
  const both = holdingBoth(row, () => judged.roster)
  const { number } = judged.change.pull
  const instead = whoElseFor(row.duties, { ...judged, pull: number })
  if (both.length > 0) return violated(both, row, judged.roster, instead)
  for (const duty of inOrder(row)) {
    const open = openInChanges([judged], duty, instead) ?? unheld(rosters, duty, row)
    if (open !== null) return open
  }
  return apart(rosters, row)
}

/** Told of each change where somebody holds a duty of its own, and once of the deployment for what it holds itself. */
function withDeploymentDuty(judged: DeploymentCase, row: Row): readonly DeploymentAnswer[] {
  const { roster, changes, policy } = judged
  if (isOneAct(row, policy)) {
    const message = 'The policy takes the release for the act of deploying.'
    return aboutAll({ outcome: 'not-applicable', message })
  }
  const instead = whoElseDeploys(row.duties, judged)
  const about = (pull: number | null, ofChange: Roster): readonly DeploymentAnswer[] => {
    const both = holdingBoth(row, (duty) => (isOfDeployment(duty) ? roster : ofChange))
    return both.length === 0 ? [] : [{ ...violated(both, row, ofChange, instead), pull }]
  }
  const shipped = changes.map((one) => ({ ...one, roster: withoutUnmergedClaims(one) }))
  const isOfChanges = !row.duties.every(isOfDeployment)
  const violations = [
    ...(isOfChanges ? shipped.flatMap((one) => about(one.change.pull.number, one.roster)) : []),
    ...about(null, roster),
  ]
  // A known violation may be lifted, by an exception or a second approval; who else ships it, and is unknown, may not.
  if (violations.length > 0) return [...violations, ...unknownActing(judged, row)]
  const rosters = [roster, ...shipped.map((one) => one.roster)]
  for (const duty of inOrder(row)) {
    if (row.asked !== null && restsOnShipment(judged, duty)) {
      const people = holdersOf([roster], row.asked).map(({ account }) => account.login)
      const message = 'What would be shipped is unknown.'
      return aboutAll({ outcome: 'not-applicable', message, people })
    }
    const open = openInDeployment(judged, duty) ?? unheld(rosters, duty, row)
    if (open !== null) return aboutAll(open)
  }
  return aboutAll(apart(rosters, row))
}

/** Nobody but this rule asks who holds a duty for the deployment. */
const unknownActing = (judged: DeploymentCase, { duties }: Row): readonly DeploymentAnswer[] =>
  duties
    .filter((duty) => isOfDeployment(duty) && !restsOnShipment(judged, duty))
    .flatMap((duty) => openInDeployment(judged, duty) ?? [])
    .filter(({ outcome }) => outcome === 'undetermined')
    .map((answer) => ({ ...answer, pull: null }))

/** What is asked about comes first: where nobody holds it, nothing else matters. */
const inOrder = ({ duties: [one, other], asked }: Row): readonly DutyName[] =>
  asked === null ? [one, other] : [asked, one]

/** The person who does the one does the other by it. */
const isOneAct = ({ duties }: Row, { deployment }: Policy): boolean =>
  deployment.deployer === 'release' &&
  duties.includes('deployer') &&
  duties.includes('deployment-approver')

function holdingBoth({ duties, asked }: Row, heldIn: (duty: DutyName) => Roster) {
  const acting = asked ?? duties[1]
  const [one, other] = duties
  return holdersOf([heldIn(acting)], acting).flatMap((person) => {
    const did = evidenceOf(heldIn(one), person, one, other)
    const also = evidenceOf(heldIn(other), person, other, one)
    const isBoth = did.length > 0 && also.length > 0 && !isOneRelease(duties, [...did, ...also])
    if (!isBoth) return []
    // What proves the one duty must not silence a claim that the other rests on.
    const proofs = new Set([...proofOf(did), ...proofOf(also)])
    return [{ person, evidence: [...new Set([...did, ...also])], proofs: [...proofs] }]
  })
}

/** The person who let in what an agent started deploys by that alone. */
const isOneRelease = (duties: Row['duties'], done: ReturnType<typeof evidenceOf>): boolean =>
  duties.every((duty) => duty === 'deployer' || duty === 'deployment-approver') &&
  new Set(done.map(({ deed }) => deed)).size === 1

/** Of a change, who else did the same, and is unknown, is favoured too. */
function violated(
  both: ReturnType<typeof holdingBoth>,
  { duties, forbids }: Row,
  roster: Roster,
  instead: Remedy,
): Answer {
  const isWhole = !duties.some((duty) => duty in trustFor && isUnattributed(roster, duty))
  const sentences = both.map(({ person, proofs }) => `${person.name} ${listed(proofs)}.`)
  return {
    outcome: 'violated',
    message: [...sentences, forbids].join(' '),
    ...advised([instead]),
    people: both.map(({ person }) => person.account.login),
    commits: both.flatMap(({ evidence }) => evidence.flatMap(({ commit }) => commit ?? [])),
    beneficiaries: isWhole ? both.map(({ person }) => person) : null,
  }
}

function unheld(rosters: readonly Roster[], duty: DutyName, { asked }: Row): Answer | null {
  if (duty !== asked || holdersOf(rosters, duty).length > 0) return null
  return { outcome: 'not-applicable', message: `There is no ${duty}.` }
}

/** Where the policy trusts an agent with it, nobody decided. */
function nameOf(person: ReturnType<typeof holdersOf>[number], duty: DutyName): string {
  const trust = trustFor[duty]
  const isTrusted = trust !== undefined && isTrustedWith(person, trust)
  return isTrusted ? `${person.name} (trusted to ${trust})` : person.name
}

/** Of an organization's own nobody says which of the two is asked about: without the one or the other it is idle. */
function apart(rosters: readonly Roster[], { duties, asked }: Row): Answer {
  const held = duties.map((duty) => ({ duty, people: holdersOf(rosters, duty) }))
  const nobody = held.find(({ people }) => people.length === 0)
  if (nobody !== undefined && asked === null) {
    return { outcome: 'not-applicable', message: `There is no ${nobody.duty}.` }
  }
  const told = held.map(({ duty, people }) => {
    const names = people.map((one) => nameOf(one, duty))
    return `${duty}: ${names.length > 0 ? listed([...new Set(names)]) : 'nobody'}`
  })
  const acting = held.find(({ duty }) => duty === asked)?.people ?? []
  return {
    outcome: 'satisfied',
    message: `Nobody holds both duties. ${told.join('; ')}.`,
    people: acting.map(({ account }) => account.login),
  }
}
