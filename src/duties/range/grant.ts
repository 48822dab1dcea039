// A baseline of the policy: a commit that a maintainer trusts as what the environment has, where no deployment tells it.
import { type Actor, isGitHubItself, orderKey, type Past } from '../../facts/facts.ts'
import { hasStood, Open, ordersOf } from './open.ts'
import type { Grant, Passed, StartQuestion } from './search.ts'

/**
 * Counts while no believed deployment stands at or above it, whatever notes say of that, and none that cannot be read
 * whole. Of several the last one; null: none. `last` is where the range starts without it, as far as that is known.
 */
export function grantOver(
  past: Past,
  { sha, baselines }: StartQuestion,
  { ours }: Passed,
  last: string | null,
): Grant | null {
  const hidden = past.records.filter(({ cutBefore }) => cutBefore !== null)
  const deployed = [...ours, ...hidden.map(({ commit }) => commit)]
  for (const one of baselines.toReversed()) {
    const { commit } = one
    if (!hasStood(past, [commit])[0]) continue
    const [below, ...above] = ordersOf(past, [
      [commit, sha],
      ...deployed.map((state) => [commit, state] as const),
    ])
    const isHeldBy = (order: typeof below): boolean => order === 'ahead' || order === 'identical'
    if (!isHeldBy(below) || above.some(isHeldBy)) continue
    if (last === null) return { ...one, skipped: null }
    const skipped = past.between[orderKey(last, commit)]
    if (skipped !== undefined) return { ...one, skipped: skipped && writersOf(skipped) }
    throw new Open([{ kind: 'between', base: last, head: commit }])
  }
  return null
}

/** Merging is not writing: the author of GitHub's own merge commit is who pressed the button. */
const writersOf = (commits: NonNullable<Past['between'][string]>): readonly Actor[] =>
  commits.flatMap(({ parents, author, committer }) => {
    const isGitHubs = committer !== null && isGitHubItself(committer)
    const people = isGitHubs && parents > 1 ? [] : [author, isGitHubs ? null : committer]
    return people.filter((one) => one !== null)
  })
