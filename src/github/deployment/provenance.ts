// What brought each commit of a range: the pull requests that GitHub associates with it, held against theirs; the pushes.
import { ancestryOf, type Push } from '../../facts/facts.ts'
import { cannotTell } from '../api/ask.ts'
import type { Association, Candidate } from '../pull-request/associations.ts'
import type { ComparedCommit } from '../pull-request/comparison.ts'
import type { PullReading } from '../pull-request/pull-reading.ts'
import type { Protected } from './states.ts'

export interface Provenance {
  /** The numbers of the pull requests that brought a commit. */
  readonly brought: readonly number[]
  readonly unreviewed: readonly { readonly oid: string; readonly why: string }[]
}

export interface Known {
  readonly commits: readonly ComparedCommit[]
  readonly associations: ReadonlyMap<string, Association>
  /** owner/name. */
  readonly repository: string
  readonly branches: Protected
}

/** Those that may have brought a commit, likeliest first: work merged elsewhere and pushed on was not reviewed for here. */
export function candidatesIn(known: Known): (oid: string) => readonly Candidate[] {
  const inRange = new Set(known.commits.map((commit) => commit.oid))
  return (oid) => {
    const merged = (known.associations.get(oid)?.merged ?? []).filter(
      ({ base, repository }) =>
        known.branches.isProtected(base) &&
        repository?.toLowerCase() === known.repository.toLowerCase(),
    )
    const own = merged.filter(({ mergeCommit }) => mergeCommit === oid)
    // Of several that hold the commit, those whose merge lies elsewhere did not bring it here.
    const here = merged.filter(
      ({ mergeCommit }) => mergeCommit !== null && inRange.has(mergeCommit),
    )
    return own.length > 0 ? own : here.length > 0 ? here : merged
  }
}

/** GitHub's association is held against the pull request's own commits: it is generous, and no proof. */
export function trace(known: Known, pulls: ReadonlyMap<number, PullReading>): Provenance {
  const byOid = new Map(known.commits.map((commit) => [commit.oid, commit]))
  const histories = new Map([...pulls].map(([number, pull]) => [number, historyOf(pull, byOid)]))
  const candidatesFor = candidatesIn(known)
  const brought = new Set<number>()
  const unreviewed: { oid: string; why: string }[] = []
  for (const { oid, parents } of known.commits) {
    const association = known.associations.get(oid)
    const candidates = candidatesFor(oid)
    const bringer = candidates.find(({ number }) => histories.get(number)?.has(oid))
    if (bringer === undefined) {
      if (association?.isWhole !== true) throw unlisted(oid)
      const why = `came through no pull request merged into ${known.branches.names.join(' or ')}`
      unreviewed.push({ oid, why })
      continue
    }
    brought.add(bringer.number)
    const isOwn = histories.get(bringer.number)?.get(oid) === 'commit'
    if (parents.length > 1 && !isOwn && association?.isGitHubs !== true) {
      // A merge made by hand may hold what neither side has.
      unreviewed.push({ oid, why: 'is a merge that GitHub did not make' })
    }
  }
  return { brought: [...brought], unreviewed }
}

/** The commits of a pull request, its merge commit, and the copies that a rebase leaves behind it on the branch. */
function historyOf(
  { pull, commits }: PullReading,
  byOid: ReadonlyMap<string, ComparedCommit>,
): ReadonlyMap<string, 'commit' | 'copy'> {
  if (!commits.known) {
    const { reason, source, remedy } = commits
    throw cannotTell(`the commits of #${pull.number} are unknown: ${reason}`, source, remedy)
  }
  const history = new Map<string, 'commit' | 'copy'>()
  let at = pull.mergeCommit ?? undefined
  for (let left = commits.value.length; at !== undefined && left > 0; left -= 1) {
    history.set(at, 'copy')
    const parents: readonly string[] = byOid.get(at)?.parents ?? []
    at = parents.length === 1 ? parents[0] : undefined
  }
  if (pull.mergeCommit !== null) history.set(pull.mergeCommit, 'copy')
  for (const { oid } of commits.value) history.set(oid, 'commit')
  return history
}

const unlisted = (oid: string) =>
  cannotTell(
    `GitHub did not list every pull request of ${oid.slice(0, 7)}`,
    'GraphQL Commit.associatedPullRequests',
  )

/** By the commit: the pushes that brought it onto the branch, whose end reaches it and whose beginning does not. */
export function broughtBy(
  commits: readonly ComparedCommit[],
): (pushes: readonly Push[]) => ReadonlyMap<string, readonly Push[]> {
  const between = ancestryOf(commits)
  return (pushes) => {
    const brought = new Map<string, Push[]>()
    for (const push of pushes) {
      for (const oid of between(push.before, push.after)) {
        const told = brought.get(oid)
        if (told === undefined) brought.set(oid, [push])
        else told.push(push)
      }
    }
    return brought
  }
}
