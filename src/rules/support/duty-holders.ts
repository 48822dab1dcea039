// A duty by the name that a policy gives it: who holds it for a change, and what keeps that from being known.

import { areContributorsKnown, areHandsKnown } from '../../duties/contributors.ts'
import {
  type AssignedChange,
  contributing,
  type Duty,
  type Holding,
  holders,
  holding,
  isTrustedWith,
  type Roster,
  type Trust,
  trustFor,
} from '../../duties/roster.ts'
import type { DutyName } from '../../policy/catalogue.ts'

export type { DutyName }

type Person = Holding['person']

/** Held for a deployment; all others are held for a change. */
export const isOfDeployment = (duty: DutyName): boolean =>
  ['deployer', 'deployment-approver', 'bypasser'].includes(duty)

/** `contributor` stands for each of those that make one. */
const meant = (duty: DutyName): readonly Duty[] => (duty === 'contributor' ? contributing : [duty])

/** Each person once. */
export function holdersOf(rosters: readonly Roster[], duty: DutyName): readonly Person[] {
  const people = rosters.flatMap((roster) =>
    meant(duty).flatMap((one) => holders(roster, one).map(({ person }) => person)),
  )
  return [...new Map(people.map((person) => [person.key, person])).values()]
}

/**
 * A trusted agent's work is no hand of its own in a change, where it is trusted with the conflict's other duty, too: with
 * both nobody has to stand behind it.
 */
export function evidenceOf(
  roster: Roster,
  person: Person,
  duty: DutyName,
  other: DutyName,
): Holding['evidence'] {
  const isWork = meant(duty).every((one) => contributing.includes(one))
  const needed: readonly Trust[] = ['work', trustFor[other] ?? 'work']
  if (isWork && needed.every((trust) => isTrustedWith(person, trust))) return []
  return meant(duty).flatMap((one) => holding(roster, one, person)?.evidence ?? [])
}

/** What somebody did who thereby holds it, and of whom nobody knows who it is. */
export const unattributedOf = ({ unattributed }: Roster, duty: DutyName) =>
  unattributed.filter((action) => meant(duty).includes(action.duty))

export const isUnattributed = (roster: Roster, duty: DutyName): boolean =>
  unattributedOf(roster, duty).length > 0

/** Whether everybody is known who holds a duty for a change. */
export const isKnownOf = (one: AssignedChange, duty: DutyName): boolean =>
  isKnownButForAgents(one, duty) && !isUnattributed(one.roster, duty)

/** The same, but for the person who had an agent do it. */
export function isKnownButForAgents(one: AssignedChange, duty: DutyName): boolean {
  const { change, roster } = one
  const areKnown = {
    author: true,
    committer: areContributorsKnown(change),
    pusher: change.pushes.known && change.forcePushes.known && roster.unpushed.length === 0,
    contributor: areHandsKnown(one),
    approver: change.reviews.known && change.baseChanges.known && areContributorsKnown(change),
    dismisser: change.dismissals.known,
    merger: change.mergers.known,
    administrator: change.files.known && areHandsKnown(one),
    deployer: true,
    'deployment-approver': true,
    bypasser: true,
  } as const satisfies Record<DutyName, boolean>
  return areKnown[duty] && unattributedOf(roster, duty).every(({ agent }) => agent !== undefined)
}
