// A duty by the name that a policy gives it: who holds it, and what keeps that from being known.

import { areContributorsKnown } from '../../duties/contributors.ts'
import type { Evidence } from '../../duties/evidence.ts'
import type { Person } from '../../duties/people.ts'
import { contributing, type Duty, holders, holding, type Roster } from '../../duties/roster.ts'
import type { Change } from '../../facts/change.ts'
import type { DutyName } from '../../policy/conflicts.ts'

/** `contributor` stands for each of those that make one. */
const meant = (duty: DutyName): readonly Duty[] => (duty === 'contributor' ? contributing : [duty])

export const holdersOf = (rosters: readonly Roster[], duty: DutyName): readonly Person[] =>
  rosters.flatMap((roster) =>
    meant(duty).flatMap((one) => holders(roster, one).map(({ person }) => person)),
  )

/** A trusted agent's work is no hand of its own in a change. */
export const evidenceOf = (roster: Roster, person: Person, duty: DutyName): readonly Evidence[] => {
  const isTrusted =
    person.agent?.isTrusted && meant(duty).every((one) => contributing.includes(one))
  if (isTrusted) return []
  return meant(duty).flatMap((one) => holding(roster, one, person)?.evidence ?? [])
}

/** What keeps it from being known who holds a duty for a change; null: it is known. */
export function gapIn(change: Change, roster: Roster, duty: DutyName): string | null {
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
  } as const satisfies Record<DutyName, boolean>
  return areKnown[duty] ? null : who
}
