// Whom a violation favours, where its rule does not say it: those who had a hand in the change.

import { areContributorsKnown } from '../duties/contributors.ts'
import type { Person } from '../duties/people.ts'
import { type AssignedChange, contributing } from '../duties/roster.ts'

/** Humans, or agents where there are none; null: not wholly known, so nobody can say that an exception names them all. */
export function knownContributors({ change, roster }: AssignedChange): readonly Person[] | null {
  const isKnown =
    areContributorsKnown(change) &&
    change.pushes.known &&
    roster.unpushed.length === 0 &&
    !roster.unattributed.some(({ duty }) => contributing.includes(duty))
  if (!isKnown) return null
  const hands = roster.holdings.filter(({ duty }) => contributing.includes(duty))
  const people = [...new Map(hands.map(({ person }) => [person.key, person])).values()]
  const humans = people.filter(({ agent }) => agent === null)
  return humans.length > 0 ? humans : people
}
