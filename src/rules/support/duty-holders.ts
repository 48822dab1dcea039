// A duty by the name that a policy gives it: who holds it for a change, and what keeps that from being known.

import { areContributorsKnown, areHandsKnown } from '../../duties/contributors.ts'
import {
  type AssignedChange,
  contributing,
  type Duty,
  type Holding,
  holders,
  holding,
  type Roster,
} from '../../duties/roster.ts'
import type { DutyName } from '../../policy/catalogue.ts'

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

/** A trusted agent's work is no hand of its own in a change. */
export function evidenceOf(roster: Roster, person: Person, duty: DutyName): Holding['evidence'] {
  const isWork = meant(duty).every((one) => contributing.includes(one))
  if (isWork && person.agent?.isTrusted) return []
  return meant(duty).flatMap((one) => holding(roster, one, person)?.evidence ?? [])
}

/** Somebody holds it of whom GitHub does not say who it is. */
export const isUnattributed = ({ unattributed }: Roster, duty: DutyName): boolean =>
  unattributed.some((action) => meant(duty).includes(action.duty))

/** Whether everybody is known who holds a duty for a change. */
export function isKnownOf(one: AssignedChange, duty: DutyName): boolean {
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
  return areKnown[duty] && !isUnattributed(roster, duty)
}
