// Whether a list of files is whole: GitHub compares with one merge base, of a base that it looked up earlier, and hides what
// differs only from another.
import * as z from 'zod'
import { type Change, type Fact, forksOf, type PullRequest, topsOf } from '../../../facts/facts.ts'
import { type Client, cannotTell, factFrom, inTurns } from '../../api/ask.ts'
import { ofCommits } from '../commits.ts'
import { compareCommits, comparing, countBetween, statusBetween } from '../comparison.ts'
import { filesSince } from '../files.ts'

/** The person who merges about must not spend the hour's requests. */
const mostForks = 200
const mostCompared = 10
const [width, batchSize] = [6, 50]

type Reached = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Of each change, in their order, its files where GitHub's list hides some; null: the list is whole. Its merge bases are those
 * of the commits outside on which its own ones rest that no other of them reaches. After "Update branch" the last hundred
 * commits of each tell that one reaches all: one query for many changes.
 */
export async function hiddenFiles(
  client: Client,
  changes: readonly Pick<Change, 'pull' | 'commits'>[],
): Promise<readonly (Change['files'] | null)[]> {
  const resting = changes.map(({ pull, commits }) => ({
    ...{ pull, commits, forks: commits.known ? forksOf(commits.value) : [] },
  }))
  const asked = resting.filter(({ forks }) => forks.length > 1 && forks.length <= mostForks)
  const oids = [...new Set(asked.flatMap(({ forks }) => forks))]
  const reached = await factFrom('GraphQL Commit.history', () => readReached(client, oids))
  return inTurns(resting, width, async ({ pull, commits, forks }) => {
    const checked = await factFrom(comparing(client), async () => {
      if (await isCompared(client, pull, commits)) {
        if (forks.length > 1) await checkSole(client, pull, forks, reached)
        return null
      }
      return readAgainstTip(client, pull)
    })
    return checked.known ? checked.value : checked
  })
}

/** False: the base has reached some of the commits since GitHub looked, and what later ones undo of them is not listed. */
async function isCompared(
  client: Client,
  { base: { oid, tip }, head, mergedAt }: PullRequest,
  commits: Change['commits'],
): Promise<boolean> {
  if (mergedAt !== null || tip === null || tip === oid || !commits.known) return true
  return (await countBetween(client, tip, head.oid)) === commits.value.length
}

/** @throws CollectError where several are merge bases, or nobody can tell. */
async function readAgainstTip(client: Client, pull: PullRequest): Promise<Change['files']> {
  const { base, head } = pull
  const tip = base.tip ?? base.oid
  const forks = forksOf((await compareCommits(client, tip, head.oid)).commits)
  if (forks.length > 1) {
    const reached = await factFrom('GraphQL Commit.history', () => readReached(client, forks))
    await checkSole(client, pull, forks, reached)
  }
  return filesSince(client, tip, head.oid)
}

/** Of each, which commits its latest ones are. */
async function readReached(client: Client, oids: readonly string[]): Promise<Reached> {
  const histories = await ofCommits(client, oids, {
    ...{ name: 'MergeBases', fragment: 'Latest', needs: 'contents: read', most: batchSize },
    fragments: 'fragment Latest on Commit{history(first: 100){nodes{oid}}}',
    shape: z.object({ history: z.object({ nodes: z.array(z.object({ oid: z.string() })) }) }),
  })
  return new Map(
    oids.map((oid, index) => [
      oid,
      new Set(histories[index]?.history.nodes.map((node) => node.oid)),
    ]),
  )
}

/** @throws CollectError where several are merge bases, or nobody can tell. */
async function checkSole(
  client: Client,
  pull: PullRequest,
  forks: readonly string[],
  reached: Fact<Reached>,
): Promise<void> {
  if (forks.length > mostForks) throw severalOf(client, pull, `${forks.length} commits may be one`)
  if (!reached.known) throw cannotTell(reached.reason, reached.source, reached.remedy, reached.help)
  const tops = topsOf(forks, reached.value)
  if (tops.length > mostCompared) throw severalOf(client, pull, `${tops.length} commits may be one`)
  // What the latest merge brought most likely reaches the others. One that reaches all is found in one pass.
  const [latest = '', ...others] = tops.toReversed()
  let top = latest
  let [beside, before]: [string[], string[]] = [[], []]
  for (const other of others) {
    const status = await statusBetween(client, other, top)
    if (status === 'diverged') beside.push(other)
    if (status === 'behind') {
      before = [...before, ...beside]
      beside = []
      top = other
    }
  }
  for (const other of beside.length > 0 ? [] : before) {
    if ((await statusBetween(client, other, top)) === 'diverged') beside.push(other)
  }
  const [other] = beside
  if (other !== undefined)
    throw severalOf(client, pull, `${top.slice(0, 7)} and ${other.slice(0, 7)}`)
}

const severalOf = (client: Client, { base, head, mergedAt }: PullRequest, which: string) =>
  cannotTell(
    `GitHub compares with one of several merge bases and hides what differs only in the others (${which})`,
    comparing(client),
    mergedAt === null
      ? `Merge ${base.branch} into ${head.branch}: its tip is the only merge base then.`
      : 'Add a `baselines` entry for its merge to the policy.',
    mergedAt === null ? { act: 'update-branch', base: base.branch, head: head.branch } : undefined,
  )
