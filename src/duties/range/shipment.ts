// What a range ships: the pull requests that brought its commits, and the commits that none brought.
import {
  type Associated,
  type Branches,
  broughtBy,
  type Commit,
  type Fact,
  isMerge,
  type Push,
  runAgain,
  type Shipped,
  type ShippedCommit,
  type Unknown,
  type UnreviewedCommit,
  unknown,
} from '../../facts/facts.ts'
import { later } from '../instant.ts'
import { both, Open } from './open.ts'
import type { Protecting } from './search.ts'

export interface ShipmentQuestion {
  /** owner/name. */
  readonly repository: string
  readonly protects: Protecting
  /** The protected branch that holds the commit deployed; null: none does. */
  readonly branch: string | null
  readonly branches: Fact<Branches>
}

export interface Shipment {
  /** The numbers of the pull requests that brought a commit. */
  readonly brought: readonly number[]
  readonly unreviewed: readonly UnreviewedCommit[]
}

const source = 'GraphQL Commit.associatedPullRequests'

/** @throws Open where a pull request or a commit on the way is not read: it could be the bad one. */
export function shipmentUnder(shipped: Shipped, asked: ShipmentQuestion): Shipment {
  checkNamed(shipped, asked)
  const { commits, authored } = shipped
  const candidatesFor = candidatesIn(commits, asked)
  const numbers = new Set(commits.flatMap((one) => candidatesFor(one).map(({ number }) => number)))
  const unread = [...numbers].filter((number) => shipped.pulls[number] === undefined)
  if (unread.length > 0) throw new Open([{ kind: 'pulls', numbers: unread }])

  const { brought, unreviewed } = trace(shipped, asked)
  const oids = unreviewed.map(({ oid }) => oid)
  const byOid = new Map(authored.map((commit) => [commit.oid, commit]))
  const writers = (): readonly Commit[] => {
    const missing = oids.filter((oid) => !byOid.has(oid))
    if (missing.length > 0) throw new Open([{ kind: 'authors', commits: missing }])
    return oids.flatMap((oid) => byOid.get(oid) ?? [])
  }
  // The person who pushed without review may be the one who deploys: it must not go unsaid.
  const [bringers, written] = both(() => bringersIn(shipped, asked, oids), writers)
  return {
    brought,
    unreviewed: written.map((commit, index) => ({
      ...{ commit, pushes: bringers.get(commit.oid) ?? [] },
      why: unreviewed[index]?.why ?? '',
    })),
  }
}

type Bringers = ReadonlyMap<string, readonly Push[]>

/** By the rows of the branch that was deployed from. @throws Open */
function bringersIn(
  { commits }: Shipped,
  { branch, branches }: ShipmentQuestion,
  oids: readonly string[],
): Bringers {
  if (branch === null || oids.length === 0) return new Map()
  if (!branches.known) throw new Open([], branches)
  const line = branches.value.read[branch]
  if (!line) return new Map()
  if (!line.rows.known) throw new Open([], line.rows)
  const bringers = broughtBy(commits)(line.rows.value)
  if (line.isWhole || oids.every((oid) => bringers.has(oid))) return bringers
  throw new Open([{ kind: 'rows', branch, commits: oids }])
}

/** So long, in seconds, a push may be of a pull request that GitHub has yet to mark as merged. */
const settling = 120

/**
 * Associations lag a merge by seconds, and then its commits look unreviewed: where the branch's activity says that a pull request was merged, or tells of a push just now, and none is named: to say
 * that the commits came without review would be false. @throws Open
 */
function checkNamed(shipped: Shipped, asked: ShipmentQuestion): void {
  const bare = shipped.commits.filter(({ pulls }) => pulls.length === 0).map(({ oid }) => oid)
  const bringers = bringersIn(shipped, asked, bare)
  const isRecent = ({ at }: Push): boolean => {
    const settled = later(at, settling)
    return settled === '' || shipped.askedAt < settled
  }
  const isUnsure = (push: Push): boolean => isMerge(push) || isRecent(push)
  const late = bare.filter((oid) => bringers.get(oid)?.some(isUnsure))
  const [first] = late
  if (first === undefined) return
  const gap = unknown(
    `GitHub does not name yet the pull request that brought ${first.slice(0, 7)}, if one did`,
    source,
    'Run the gate again in a few minutes.',
    runAgain.help,
  )
  throw new Open([], gap, late)
}

type Candidates = (commit: ShippedCommit) => readonly Associated[]

/** Those that may have brought a commit, likeliest first: work merged elsewhere and pushed on was not reviewed for here. */
function candidatesIn(
  commits: readonly ShippedCommit[],
  { repository, protects }: ShipmentQuestion,
): Candidates {
  const inRange = new Set(commits.map(({ oid }) => oid))
  return ({ oid, pulls }) => {
    const merged = pulls.filter(
      (one) =>
        protects.isProtected(one.base) &&
        one.repository?.toLowerCase() === repository.toLowerCase(),
    )
    const own = merged.filter(({ mergeCommit }) => mergeCommit === oid)
    // Of several that hold the commit, those whose merge lies elsewhere did not bring it here.
    const here = merged.filter(
      ({ mergeCommit }) => mergeCommit !== null && inRange.has(mergeCommit),
    )
    return own.length > 0 ? own : here.length > 0 ? here : merged
  }
}

interface Traced {
  readonly brought: readonly number[]
  readonly unreviewed: readonly { readonly oid: string; readonly why: string }[]
}

/** GitHub's association is held against the pull request's own commits: it is generous, and no proof. @throws Open */
function trace({ commits, pulls }: Shipped, asked: ShipmentQuestion): Traced {
  const parentsOf = new Map(commits.map(({ oid, parents }) => [oid, parents]))
  const histories = new Map(
    Object.entries(pulls).map(([number, pull]) => [
      Number(number),
      historyOf(number, pull, parentsOf),
    ]),
  )
  const candidatesFor = candidatesIn(commits, asked)
  const brought = new Set<number>()
  const unreviewed: { oid: string; why: string }[] = []
  for (const commit of commits) {
    const { oid, parents, isWhole, isGitHubs } = commit
    const bringer = candidatesFor(commit).find(({ number }) => histories.get(number)?.has(oid))
    if (bringer === undefined) {
      if (!isWhole) throw new Open([], unlisted(oid))
      const why = `came through no pull request merged into ${asked.protects.names.join(' or ')}`
      unreviewed.push({ oid, why })
      continue
    }
    brought.add(bringer.number)
    const isOwn = histories.get(bringer.number)?.get(oid) === 'commit'
    if (parents.length > 1 && !isOwn && !isGitHubs) {
      // A merge made by hand may hold what neither side has.
      unreviewed.push({ oid, why: 'is a merge that GitHub did not make' })
    }
  }
  return { brought: [...brought], unreviewed }
}

/** The commits of a pull request, its merge commit, and the copies that a rebase leaves behind it on the branch. */
function historyOf(
  number: string,
  { mergeCommit, commits }: Shipped['pulls'][string],
  parentsOf: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, 'commit' | 'copy'> {
  if (!commits.known) {
    const reason = `the commits of #${number} are unknown: ${commits.reason}`
    throw new Open([], { ...commits, reason })
  }
  const history = new Map<string, 'commit' | 'copy'>()
  let at = mergeCommit ?? undefined
  for (let left = commits.value.length; at !== undefined && left > 0; left -= 1) {
    history.set(at, 'copy')
    const parents: readonly string[] = parentsOf.get(at) ?? []
    at = parents.length === 1 ? parents[0] : undefined
  }
  if (mergeCommit !== null) history.set(mergeCommit, 'copy')
  for (const oid of commits.value) history.set(oid, 'commit')
  return history
}

const unlisted = (oid: string): Unknown =>
  unknown(`GitHub did not list every pull request of ${oid.slice(0, 7)}`, source)
