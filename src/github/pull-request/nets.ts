// The net changes of heads: what each changes against its merge base, by blobs and modes on both sides.
import { type Change, type Fact, forksOf, type Net, type Push, unknown } from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom, inTurns } from '../api/ask.ts'
import { activityOf, readRows } from './activity.ts'
import { compareCommits, comparing, filesSinceParting, statusBetween } from './comparison.ts'
import { readEntries } from './entries.ts'

/** The person who forces a branch about must not spend the hour's requests. */
const mostHeads = 10
const width = 6

/**
 * By the number of the pull request: onto what it is to be merged now, or was. GitHub's base of it may be older: what was
 * merged in between would seem untouched where the change takes it back. Null: GitHub does not say.
 */
export async function ontoNow(
  client: Client,
  changes: readonly Pick<Change, 'pull'>[],
): Promise<ReadonlyMap<number, string | null>> {
  const found = await inTurns(changes, width, async ({ pull: { number, base, mergeCommit } }) => {
    if (mergeCommit === null) return [number, base.tip] as const
    const isEnd = ({ after, kind }: Push): boolean => after === mergeCommit && kind === 'pr_merge'
    const wanted = { branch: base.branch, isTold: (rows: readonly Push[]) => rows.some(isEnd) }
    const rows = await readRows(client, wanted, activityOf(client))
    return [number, rows.known ? (rows.value.find(isEnd)?.before ?? null) : null] as const
  })
  return new Map(found)
}

/** Of the latest head and of these earlier ones, by their oids, each compared with what the change is merged `onto`. */
export async function readNets(
  client: Client,
  { pull }: Pick<Change, 'pull'>,
  earlier: readonly string[],
  onto: string | null,
): Promise<Change['nets']> {
  const [asked, left] = [earlier.slice(0, mostHeads), earlier.slice(mostHeads)]
  const netOf = async (oid: string): Promise<Fact<Net>> =>
    onto === null
      ? unknown('what it is merged onto is unknown', 'gate')
      : factFrom(comparing(client), () => readNet(client, onto, oid))
  const [latest, ...others] = await Promise.all([pull.head.oid, ...asked].map(netOf))
  const tooMany = unknown(`at most ${mostHeads} earlier heads are compared`, 'gate')
  return {
    ...(latest && { [pull.head.oid]: await withForks(client, onto, pull.head.oid, latest) }),
    ...Object.fromEntries(others.map((net, at) => [asked[at], net])),
    ...Object.fromEntries(left.map((oid) => [oid, tooMany])),
  }
}

async function readNet(client: Client, base: string, head: string): Promise<Net> {
  const { mergeBase, files } = await filesSinceParting(client, base, head)
  const paths = [...new Set(files.map(({ path }) => path))]
  const places = [mergeBase, head].flatMap((commit) => paths.map((path) => ({ commit, path })))
  const entries = await readEntries(client, places)
  const found = paths.map((path, at) => ({
    ...{ path, before: entries[at] ?? null, after: entries[paths.length + at] ?? null },
  }))
  const lost = found.find(({ before, after }) => before === null && after === null)
  if (lost !== undefined) {
    throw cannotTell(`GitHub does not say what ${lost.path} is`, comparing(client))
  }
  return { mergeBase, files: found, forks: [] }
}

/** A merge can rest on several commits of the base: GitHub compares with one of them, and hides what differs in the others. */
async function withForks(
  client: Client,
  onto: string | null,
  head: string,
  net: Fact<Net>,
): Promise<Fact<Net>> {
  if (!net.known || onto === null) return net
  const { mergeBase } = net.value
  return factFrom(comparing(client), async () => {
    const { commits } = await compareCommits(client, onto, head)
    const others = forksOf(commits).filter((oid) => oid !== mergeBase)
    const forks = others.map(async (commit) => ({
      ...{ commit, isHeld: (await statusBetween(client, commit, mergeBase)) === 'ahead' },
    }))
    return { ...net.value, forks: await Promise.all(forks) }
  })
}
