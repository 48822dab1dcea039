// The parts of a change: pull requests that were merged into its head branch, each looked up, since merging is not writing.

import {
  ancestryOf,
  type Change,
  type Commit,
  type Fact,
  isMerge,
  type Part,
  type Push,
} from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom } from '../api/ask.ts'
import { lifeOf } from './activity.ts'
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
}

/** Known to be none where no row of the head branch's activity is a merge; unknown where one cannot be looked up. */
export const readParts = (
  client: Client,
  { pull, commits, pushes }: Pick<Change, 'pull' | 'commits' | 'pushes'>,
  read: ReadMerged,
  depth = 0,
): Promise<Fact<readonly Part[]>> =>
  factFrom(source, async () => {
    // Where these are unknown nobody knows of parts, and the change is not known already.
    if (!commits.known || !pushes.known) return []
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
    const oids = [...new Set(rows.flatMap(({ push, brought }) => [push.after ?? '', ...brought]))]
    const associations = await associationsOf(client, oids)
    const numbers = rows.map((row) => pullsOf(row, pull.head.branch, client, associations))
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
    .map((push) => ({ push, brought: between(push.before, push.after) }))
    .filter(({ brought }) => brought.length > 0)
}

/** @throws CollectError where GitHub names no pull request that ends in the row's last commit, as it does not at once. */
function pullsOf(
  { push: { after, kind }, brought }: Row,
  branch: string,
  { repo: { owner, repo } }: Client,
  associations: ReadonlyMap<string, Association>,
): readonly number[] {
  const merged = brought
    .flatMap((oid) => associations.get(oid)?.merged ?? [])
    .filter(
      ({ base, repository }) =>
        base === branch && repository?.toLowerCase() === `${owner}/${repo}`.toLowerCase(),
    )
  const own = merged.filter(({ mergeCommit }) =>
    kind === 'pr_merge' ? mergeCommit === after : brought.includes(mergeCommit ?? ''),
  )
  if (!own.some(({ mergeCommit }) => mergeCommit === after)) {
    throw cannotTell(
      `GitHub does not name the pull request that was merged into ${branch} as ${after?.slice(0, 7)}`,
      source,
    )
  }
  return [...new Set(own.map(({ number }) => number))]
}
