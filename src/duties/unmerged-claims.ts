// Claims of commits that were never merged: anybody may name anybody in a commit that is forced away before it is seen.
import { type Change, valueOr } from '../facts/facts.ts'
import type { AssignedChange, Roster } from './roster.ts'

/** The roster for the person who deploys: what was proven stands, and so does what the merged commits claim. */
export function withoutUnmergedClaims({ change, roster }: AssignedChange): Roster {
  if (!change.commits.known) return roster
  const merged = new Set(mergedIn(change))
  const holdings = roster.holdings.map((one) => ({
    ...one,
    evidence: one.evidence.filter(
      ({ isClaim, commit }) => !isClaim || commit === null || merged.has(commit),
    ),
  }))
  return { ...roster, holdings: holdings.filter(({ evidence }) => evidence.length > 0) }
}

const mergedIn = ({ commits, parts }: Change): readonly string[] => [
  ...valueOr(commits, []).map(({ oid }) => oid),
  ...valueOr(parts, []).flatMap((part) => mergedIn(part.change)),
]
