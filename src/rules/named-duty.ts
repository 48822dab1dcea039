// A duty by the name that a policy gives it: who holds it, and what keeps that from being known.
import type { Change } from '../change/change.ts'
import type { Evidence } from '../duties/evidence.ts'
import type { Person } from '../duties/people.ts'
import {
  contributing,
  contributions,
  type Duty,
  holders,
  holding,
  type Roster,
} from '../duties/roster.ts'
import type { duties } from '../policy/values.ts'
import { areContributorsKnown } from './shortage.ts'

/** `contributor` stands for each of those that make one. */
export type NamedDuty = (typeof duties)[number]

const meant = (duty: NamedDuty): readonly Duty[] => (duty === 'contributor' ? contributing : [duty])

export const holdersOf = (rosters: readonly Roster[], duty: NamedDuty): readonly Person[] =>
  rosters.flatMap((roster) =>
    meant(duty).flatMap((one) => holders(roster, one).map(({ person }) => person)),
  )

export const evidenceOf = (roster: Roster, person: Person, duty: NamedDuty): readonly Evidence[] =>
  duty === 'contributor'
    ? contributions(roster, person)
    : (holding(roster, duty, person)?.evidence ?? [])

/** What keeps it from being known who holds a duty for a change; null: it is known. */
export function gapIn(change: Change, roster: Roster, duty: NamedDuty): string | null {
  const who = `who is ${duty} of #${change.pull.number}`
  if (roster.unattributed.some((nobody) => meant(duty).includes(nobody.duty))) return who
  const areKnown = {
    author: true,
    committer: areContributorsKnown(change),
    pusher: change.pushes.known && change.forcePushes.known && roster.unpushed.length === 0,
    contributor: areContributorsKnown(change),
    approver: change.reviews.known && change.baseChanges.known && areContributorsKnown(change),
    dismisser: change.dismissals.known,
    merger: change.mergers.known,
    administrator: change.files.known && areContributorsKnown(change),
    deployer: true,
    'deployment-approver': true,
    bypasser: true,
  } as const satisfies Record<NamedDuty, boolean>
  return areKnown[duty] ? null : who
}
