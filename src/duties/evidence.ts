// The facts that show a duty, and how they read: what GitHub authenticated first, claims as claims; and pieces of sentences.
import type { Commit } from '../facts/fact.ts'

export interface Evidence {
  /** Completes "Bob ...", the commit left out: "pushed", "is named as author of". */
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
  /** Completes "Bob ...": "pushed 4aadfff and 8a4f306", "is named as author of 4aadfff (unverified)". */
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
    const claim = alike.some(({ isClaim }) => isClaim) ? ' (unverified)' : ''
    return { text: `${deed}${onto}${claim}`, commits }
  })
}

/** One act is one deed: git's names say nothing more of a commit about which something is proven. */
export function tellingOf(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set(evidence.flatMap(({ isClaim, commit }) => (isClaim ? [] : [commit])))
  return evidence.filter(({ isClaim, commit }) => {
    const isNews = !isClaim || !seen.has(commit)
    seen.add(commit)
    return isNews
  })
}

/** What shows best that somebody held a duty comes first: what is proven before what is claimed, commits before the rest. */
export const proofsOf = (evidence: readonly Evidence[]): readonly Deed[] => {
  const weight = ({ isClaim, commit }: Evidence): number => (isClaim ? 2 : commit === null ? 1 : 0)
  return deedsOf(tellingOf(evidence).toSorted((a, b) => weight(a) - weight(b)))
}

/** What one sentence says of a duty: a single act shows it, and the tables have the rest. */
export const proofOf = (evidence: readonly Evidence[]): readonly string[] =>
  proofsOf(evidence)
    .slice(0, 1)
    .map(({ text }) => text)

export const short = (oid: string): string => oid.slice(0, 7)

/** "a", "a and b", "a, b and 7 more". */
export function listed(items: readonly string[], most = 5, word: 'and' | 'or' = 'and'): string {
  const shown = items.slice(0, items.length > most ? most - 1 : most)
  const last = items.length > shown.length ? `${items.length - shown.length} more` : shown.pop()
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} ${word} ${last}`
}

/** "a", "a (and 2 more)": what a sentence says of several of a kind, each once. Empty, where there is none. */
export function firstOf(items: readonly string[]): string {
  const [first = '', ...others] = new Set(items)
  return others.length === 0 ? first : `${first} (and ${others.length} more)`
}

/** With a full stop, where there is no end yet. */
export const ended = (sentence: string): string =>
  /[.?!]$/.test(sentence) ? sentence : `${sentence}.`

/** "1 approval", "2 approvals". */
export const counting = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`

/** People or teams, as a policy names them. */
export interface Named {
  readonly teams?: readonly string[] | undefined
  readonly users?: readonly string[] | undefined
}

/** "ada, bob and team platform"; with "or" where any of them will do. */
export const namesOf = ({ users = [], teams = [] }: Named, word?: 'and' | 'or'): string =>
  listed([...users, ...teams.map((team) => `team ${team}`)], undefined, word)
