// The facts that show a duty, and how they are told: what GitHub authenticated first, claims as claims.
import type { Commit } from '../facts/git.ts'
import { listed, short } from './sentence.ts'

export interface Evidence {
  /** Completes "Bob ...", the commit left out: "pushed", "is named by git as the author of". */
  readonly deed: string
  /** Full oid; null where the deed is about none. */
  readonly commit: string | null
  /** Git says so and nobody authenticated it: it may bar, never qualify. */
  readonly isClaim: boolean
  /** The endpoint or the object that says so. */
  readonly source: string
}

/** What a commit itself shows. */
export const inCommit = ({ oid }: Commit, deed: string, isClaim: boolean): Evidence => ({
  ...{ deed, commit: oid, isClaim, source: `commit ${oid}` },
})

export interface Deed {
  /** Completes "Bob ...": "pushed 4aadfff and 8a4f306", "is named by git as the author of 4aadfff (a claim)". */
  readonly text: string
  /** Full oids. */
  readonly commits: readonly string[]
}

/** One deed for all the commits that it was done to, so that forty commits are not forty sentences. */
export function deedsOf(evidence: readonly Evidence[]): readonly Deed[] {
  const ordered = evidence.toSorted((a, b) => Number(a.isClaim) - Number(b.isClaim))
  return [...Map.groupBy(ordered, ({ deed }) => deed)].map(([deed, alike]) => {
    const commits = [...new Set(alike.flatMap(({ commit }) => (commit === null ? [] : [commit])))]
    const onto = commits.length === 0 ? '' : ` ${listed(commits.map(short))}`
    const claim = alike.some(({ isClaim }) => isClaim) ? claimed(alike.length) : ''
    return { text: `${deed}${onto}${claim}`, commits }
  })
}

const claimed = (count: number): string => (count === 1 ? ' (a claim)' : ' (claims)')
