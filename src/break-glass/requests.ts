// The emergencies of a case: the requests under its policy, and those of them that are about what is judged.

import type { AssignedChange } from '../duties/roster.ts'
import type { Fact } from '../facts/fact.ts'
import type { Coverage } from '../findings/effect.ts'
import { coverageBy, type WeighedRequest, weighRequests } from './coverage.ts'
import { type BreakGlassSubject, mergeOf } from './subject.ts'
import type { Requests } from './terms.ts'

export interface BreakGlassCase {
  /** Null: the policy has no break-glass. */
  readonly requests: Fact<Requests> | null
  /** Those about a pull request of the case, or, with null, about all of it. */
  readonly weighed: (pull: number | null) => readonly WeighedRequest[]
  /** Whether those that were used before are told here. */
  readonly tellsEarlier: boolean
}

/** `tellsEarlier` is for one case alone: what somebody owes is owed once, not by every change of a deployment. */
export function breakGlassCase(
  requests: Fact<Requests> | null,
  subjects: (pull: number | null) => readonly BreakGlassSubject[],
  tellsEarlier: boolean,
): BreakGlassCase {
  const known = new Map<number | null, readonly WeighedRequest[]>()
  const weighed = (pull: number | null): readonly WeighedRequest[] => {
    const done = known.get(pull)
    if (done !== undefined || !requests?.known) return done ?? []
    const found = weighRequests(requests.value, subjects(pull))
    known.set(pull, found)
    return found
  }
  return { requests, weighed, tellsEarlier }
}

export const breakGlassOfMerge =
  (requests: Fact<Requests> | null) =>
  (one: AssignedChange): BreakGlassCase => {
    const subjects = requests?.known ? [mergeOf(one, requests.value.now)] : []
    return breakGlassCase(requests, () => subjects, true)
  }

export const coveragesOf = (
  { requests, weighed }: BreakGlassCase,
  pull: number | null,
): readonly Coverage[] => (requests?.known ? [coverageBy(weighed(pull), requests.value)] : [])
