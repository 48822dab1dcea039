// A baseline of the policy: a commit that a maintainer trusts as what the environment has, where no deployment tells it.
import {
  type Actor,
  type Commit,
  type Fact,
  isGitHubItself,
  known,
  orderKey,
  type Past,
  type Skipped,
  type Unknown,
  unknown,
} from '../../facts/facts.ts'
import { isHeld, Open, ordersOf, source } from './open.ts'
import type { Grant, StartQuestion } from './search.ts'
import { hasStood } from './states.ts'

interface Without {
  /** Has a deployment that is believed stood at or above the commit? @throws Open */
  readonly hasShipped: (commit: string) => boolean
  /** Where the range starts without it, as far as that is known; null: no deployment is believed. */
  readonly last: string | null
  /** Why that is not known; null: it is. */
  readonly gap: Unknown | null
}

/**
 * Counts while no believed deployment of those read stands at or above it, whatever notes say of that: what was rolled back
 * since is not skipped again. Of several the last one; null: none.
 */
export function grantOver(
  past: Past,
  { sha, baselines, standing }: StartQuestion,
  without: Without,
): Grant | null {
  for (const one of baselines.toReversed()) {
    const { commit } = one
    if (!hasStood(past, standing, [commit])[0]) continue
    const [below] = ordersOf(past, [[commit, sha]])
    if (!isHeld(below) || without.hasShipped(commit)) continue
    return { ...one, skipped: skippedBy(past, commit, without) }
  }
  return null
}

/** Nobody can tell whether who grants this one had a part in it. */
const later = 'Find out who contributed to what it skips, or deploy from below it.'

/** @throws Open */
function skippedBy(past: Past, commit: string, { last, gap }: Without): Grant['skipped'] {
  if (gap !== null) return gap
  if (last === null) return known([], source)
  const between = past.between[orderKey(last, commit)]
  if (between === undefined) throw new Open([{ kind: 'between', base: last, head: commit }])
  if (between === null)
    return unknown(`GitHub lost ${last.slice(0, 7)}, deployed last`, source, later)
  return contributorsTo(between)
}

/** Names in git are claims, and bar: a person whom they hide may have granted it. */
function contributorsTo({ commits, pushes, openers }: Skipped): Fact<readonly Actor[]> {
  const named = commits.flatMap(writersOf)
  const hidden = named.find(({ by }) => by === null)
  if (hidden !== undefined) {
    return unknown(
      `GitHub links ${hidden.deed} of ${hidden.oid.slice(0, 7)} to no account`,
      source,
      later,
    )
  }
  if (pushes.some(({ by }) => by === null)) {
    return unknown('GitHub does not say who pushed some of it', source, later)
  }
  const coAuthors = commits.flatMap((one) => one.coAuthors.map(({ account }) => account))
  const all = [...named, ...pushes].map(({ by }) => by)
  const people = [...all, ...coAuthors, ...openers].filter((one) => one !== null)
  return known(people, source)
}

interface Writer {
  readonly by: Actor | null
  readonly deed: string
  readonly oid: string
}

/** Merging is not writing: the author of GitHub's own merge commit is who pressed the button. */
function writersOf({ oid, parents, author, committer, signature }: Commit): readonly Writer[] {
  const isGitHubs = committer.account !== null && isGitHubItself(committer.account)
  if (isGitHubs && parents.length > 1 && signature?.valid && signature.byGitHub) return []
  const wrote = { by: author.account, deed: 'the author', oid }
  return isGitHubs ? [wrote] : [wrote, { by: committer.account, deed: 'the committer', oid }]
}
