// The parts of a change: pull requests that were merged into its head branch, each looked up, since merging is not writing.

import {
  ancestryOf,
  type Change,
  type Commit,
  type Fact,
  isMerge,
  lifeOf,
  type Part,
  type Push,
} from '../../facts/facts.ts'
import { askAgain, type Client, cannotTell, factFrom } from '../api/ask.ts'
import { type Association, associationsOf } from './associations.ts'

const source = 'GraphQL Commit.associatedPullRequests'
const mostParts = 100
const deepest = 3

/** Reads the merged pull requests of these numbers as changes, with the parts that they have themselves. */
export type ReadMerged = (
  numbers: readonly number[],
  depth: number,
) => Promise<ReadonlyMap<number, Change>>

/** A row that a merge made, and the commits of the change that it brought. */
interface Row {
  readonly push: Push
  readonly brought: readonly string[]
  /** Those of them on the branch's own line: each is a merge of some pull request, or a copy of a commit of one. */
  readonly steps: readonly string[]
}

/** Known to be none where no row of the head branch's activity is a merge; unknown where one cannot be looked up. */
export const readParts = (
  client: Client,
  { pull, commits, pushes }: Pick<Change, 'pull' | 'commits' | 'pushes'>,
  read: ReadMerged,
  depth = 0,
): Promise<Fact<readonly Part[]>> =>
  factFrom(source, async () => {
    // The pushes to a fork's branch may be excused by the policy; a part that is merged there is no part of this repository's.
    if (!commits.known || (!pushes.known && pull.isFork)) return []
    // Without its rows nobody knows whose commits came by a merge: to take them for the opener's own would accuse.
    if (!pushes.known) throw cannotTell(pushes.reason, pushes.source, pushes.remedy, pushes.help)
    const rows = mergesIn(pushes.value, commits.value)
    if (rows.length === 0) return []
    if (pull.isFork) {
      throw cannotTell(
        'pull requests were merged into the head branch in its fork, where they cannot be read',
        source,
        'Push the branch to this repository and open the pull request from there.',
      )
    }
    if (rows.length > mostParts || depth === deepest) {
      throw cannotTell(
        `more than ${depth === deepest ? `${deepest} branches deep` : mostParts} pull requests were merged into the head branch`,
        source,
        'Merge the branch in smaller pull requests.',
      )
    }
    const oids = [...new Set(rows.flatMap(({ steps }) => steps))]
    const named = (associations: Associations): readonly Named[] =>
      rows.map((row) => namedIn(row, pull.head.branch, client, associations))
    const told = await askAgain(
      named(await associationsOf(client, oids)),
      (all) => all.some(({ missing }) => missing !== null),
      async () => named(await associationsOf(client, oids)),
    )
    const missing = told.find((one) => one.missing !== null)?.missing ?? null
    if (missing !== null) {
      throw cannotTell(
        `GitHub does not name the pull request that was merged into ${pull.head.branch} as ${missing.slice(0, 7)}`,
        source,
      )
    }
    const unlisted = told.find((one) => one.unlisted !== null)?.unlisted ?? null
    if (unlisted !== null) {
      // A merge can be of several, and the one that is not listed may be an approver's.
      throw cannotTell(`GitHub did not list every pull request of ${unlisted.slice(0, 7)}`, source)
    }
    const numbers = told.map((one) => one.numbers)
    const changes = await read([...new Set(numbers.flat())], depth + 1)
    return rows.flatMap(({ push: { before, after } }, index) =>
      (numbers[index] ?? []).flatMap((number): Part[] => {
        const change = changes.get(number)
        return change === undefined ? [] : [{ before, after, change }]
      }),
    )
  })

function mergesIn(pushes: readonly Push[], commits: readonly Commit[]): readonly Row[] {
  const between = ancestryOf(commits)
  return lifeOf(pushes)
    .filter(isMerge)
    .map((push): Row => {
      const brought = between(push.before, push.after)
      return { push, brought, steps: stepsOf(push.after, brought, commits) }
    })
    .filter(({ brought }) => brought.length > 0)
}

/** By first parents: what a merge brought from its other side belongs to the merge. */
function stepsOf(
  end: string | null,
  brought: readonly string[],
  commits: readonly Commit[],
): readonly string[] {
  const parents = new Map(commits.map((commit) => [commit.oid, commit.parents[0]]))
  const steps: string[] = []
  for (let at = end ?? undefined; at !== undefined && brought.includes(at); at = parents.get(at)) {
    steps.push(at)
  }
  return steps
}

interface Named {
  readonly numbers: readonly number[]
  /** The first step that is of no pull request that GitHub names, as it does not at once; null: each is of one. */
  readonly missing: string | null
  /** The first step of which GitHub does not list every pull request; null: it does of each. */
  readonly unlisted: string | null
}

type Associations = ReadonlyMap<string, Association>

/** A row of the merge button is of one pull request, a row of the queue of one for each step. */
function namedIn(
  { push: { after, kind }, steps }: Row,
  branch: string,
  { repo: { owner, repo } }: Client,
  associations: Associations,
): Named {
  const mergedAs = (oid: string) =>
    (associations.get(oid)?.merged ?? []).filter(
      ({ base, repository }) =>
        base === branch && repository?.toLowerCase() === `${owner}/${repo}`.toLowerCase(),
    )
  const ends = new Set(kind === 'pr_merge' ? [after ?? ''] : steps)
  const merged = steps.flatMap(mergedAs).filter(({ mergeCommit }) => ends.has(mergeCommit ?? ''))
  const own = new Set(merged.map(({ number }) => number))
  const isNamed = (oid: string): boolean => mergedAs(oid).some(({ number }) => own.has(number))
  return {
    numbers: [...own],
    missing: [...ends].find((oid) => !isNamed(oid)) ?? null,
    unlisted: steps.find((oid) => associations.get(oid)?.isWhole === false) ?? null,
  }
}
