// The emergencies of a case: the requests under its policy, and those of them that are about what is judged.

import type { AssignedChange } from '../duties/roster.ts'
import type { Fact } from '../facts/fact.ts'
import type { Coverage } from '../findings/effect.ts'
import { coverageBy, type Permit, permitsFor } from './coverage.ts'
import { mergeOf, type Subject } from './subject.ts'
import type { Requests } from './terms.ts'

export interface Emergencies {
  /** Null: the policy has no break-glass. */
  readonly requests: Fact<Requests> | null
  /** Those about a pull request of the case, or, with null, about all of it. */
  readonly permits: (pull: number | null) => readonly Permit[]
  /** Whether those that were used before are told here. */
  readonly tellsEarlier: boolean
}

/** `tellsEarlier` is for one case alone: what somebody owes is owed once, not by every change of a deployment. */
export function emergenciesOf(
  requests: Fact<Requests> | null,
  subjects: (pull: number | null) => readonly Subject[],
  tellsEarlier: boolean,
): Emergencies {
  const weighed = new Map<number | null, readonly Permit[]>()
  const permits = (pull: number | null): readonly Permit[] => {
    const done = weighed.get(pull)
    if (done !== undefined || !requests?.known) return done ?? []
    const found = permitsFor(requests.value, subjects(pull))
    weighed.set(pull, found)
    return found
  }
  return { requests, permits, tellsEarlier }
}

export const emergenciesOfMerge =
  (requests: Fact<Requests> | null) =>
  (one: AssignedChange): Emergencies => {
    const subjects = requests?.known ? [mergeOf(one, requests.value.now)] : []
    return emergenciesOf(requests, () => subjects, true)
  }

export const coveragesOf = (
  { requests, permits }: Emergencies,
  pull: number | null,
): readonly Coverage[] => (requests?.known ? [coverageBy(permits(pull), requests.value)] : [])
