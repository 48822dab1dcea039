// What brought each commit of a range: the pull requests that GitHub associates with it, held against theirs and against the rows of branches.
import {
  type Associated,
  isMerge,
  type Push,
  type Shipped,
  type ShippedCommit,
  type Unknown,
  unknown,
} from '../../facts/facts.ts'
import { type Bringers, bringersIn, type ShipmentQuestion } from './bringers.ts'
import { both, Open, together } from './open.ts'

type Candidates = (commit: ShippedCommit) => readonly Associated[]

/** Those that may have brought a commit, likeliest first: work merged elsewhere and pushed on was not reviewed for here. */
export function candidatesIn(
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

/** A commit with the pull request that brought it, as far as associations tell. */
interface Brought {
  readonly commit: ShippedCommit
  readonly bringer: Associated
  /** One of the pull request's own; another was made by its merge. */
  readonly isOwn: boolean
  /** The range holds all that such a pull request came to. */
  readonly isWhole: boolean
}

/** GitHub's association is held against the pull request's own commits: it is generous, and no proof. @throws Open */
export function trace(shipped: Shipped, asked: ShipmentQuestion): Traced {
  const { commits, pulls } = shipped
  const parentsOf = new Map(commits.map(({ oid, parents }) => [oid, parents]))
  const histories = new Map(
    Object.entries(pulls).map(([number, pull]) => [
      Number(number),
      historyOf(number, pull, parentsOf),
    ]),
  )
  const candidatesFor = candidatesIn(commits, asked)
  /** GitHub lists it last. */
  const headOf = ({ number }: Associated): string => {
    const own = pulls[number]?.commits
    return own?.known ? (own.value.at(-1) ?? '') : ''
  }
  const found = commits.map((commit): Brought | ShippedCommit => {
    const { oid } = commit
    const having = candidatesFor(commit).filter(({ number }) => histories.get(number)?.has(oid))
    const ended = having.find((one) => one.mergeCommit === oid || headOf(one) === oid)
    const bringer = ended ?? having[0]
    if (bringer === undefined) return commit
    const isOwn = histories.get(bringer.number)?.get(oid) === 'commit'
    const isWhole = ended !== undefined || having.some((one) => parentsOf.has(headOf(one)))
    return { commit, bringer, isOwn, isWhole }
  })
  const brought = found.filter((one) => 'bringer' in one)
  const flawOf = flawsIn(shipped, asked, brought)
  const unreviewed = found.flatMap((one) => {
    const { oid, isWhole } = 'bringer' in one ? one.commit : one
    const why =
      'bringer' in one
        ? flawOf(one)
        : `came to ${asked.protects.names.join(' or ')} without a pull request`
    if (!('bringer' in one) && !isWhole) throw new Open([], unlisted(oid))
    return why === null ? [] : [{ oid, why }]
  })
  return { brought: [...new Set(brought.map(({ bringer }) => bringer.number))], unreviewed }
}

/**
 * Completes "abc1234 ..."; null: it is as its pull request was approved. GitHub takes one for merged by any push that holds its
 * head: what the branch's own rows say somebody pushed is no merge of it, and nobody approved a part of it as it is.
 * @throws Open
 */
function flawsIn(
  shipped: Shipped,
  { branch, branches }: ShipmentQuestion,
  brought: readonly Brought[],
): (one: Brought) => string | null {
  const made = brought.filter(({ isOwn }) => !isOwn)
  const parts = brought.filter(({ isOwn, isWhole }) => isOwn && !isWhole)
  const oidsOf = (some: readonly Brought[]) => some.map(({ commit }) => commit.oid)
  const rowsFor = (name: string | null, some: readonly Brought[]): Bringers =>
    bringersIn(shipped, { branch: name, branches }, oidsOf(some), shipped.from)
  /** Of a base that is gone, the branch that is deployed tells how it got there. */
  const tellerOf = ({ bringer: { base } }: Brought): string =>
    branches.known && branches.value.read[base] === null ? (branch ?? base) : base
  const bases = [...Map.groupBy(made, tellerOf)]
  const [ofBases, ofBranch] = both(
    () => new Map(together(bases, ([base, some]) => [base, rowsFor(base, some)] as const)),
    () => rowsFor(branch, parts),
  )
  return (one) => {
    const { isOwn, isWhole } = one
    const { oid, parents, isGitHubs } = one.commit
    const { number } = one.bringer
    const teller = tellerOf(one)
    if (!isOwn && isPushed(ofBases.get(teller)?.get(oid))) {
      return `was pushed to ${teller}, where no merge of #${number} made it`
    }
    // A merge made by hand may hold what neither side has.
    if (!isOwn && parents.length > 1 && !isGitHubs) return 'is a merge that GitHub did not make'
    const ended = (ofBranch.get(oid) ?? []).filter(({ after }) => after === oid)
    const isPart = isOwn && !isWhole && ended.length > 0 && !ended.some(isMerge)
    return isPart ? `is short of what #${number} came to, and ${branch} was pushed to it` : null
  }
}

/** Where no row tells of it, or only that the branch was made of it, the association decides. */
const isPushed = (rows: readonly Push[] = []): boolean =>
  rows.some(({ kind }) => kind === 'push' || kind === 'force_push') && !rows.some(isMerge)

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
  unknown(
    `GitHub did not list every pull request of ${oid.slice(0, 7)}`,
    'GraphQL Commit.associatedPullRequests',
  )
