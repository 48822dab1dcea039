// The net changes of heads: what each changes against its merge base, by blobs and modes on both sides.
import { type Change, type Fact, forksOf, type Net, unknown, valueOr } from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom } from '../api/ask.ts'
import { comparing, filesSinceParting, statusBetween } from './comparison.ts'
import { readEntries } from './entries.ts'

/** Whoever forces a branch about must not spend the hour's requests. */
const mostHeads = 10

/** Of the latest head and of these earlier ones, by their oids. */
export async function readNets(
  client: Client,
  change: Pick<Change, 'pull' | 'commits'>,
  earlier: readonly string[],
): Promise<Change['nets']> {
  if (earlier.length === 0) return {}
  const { base, head } = change.pull
  const [asked, left] = [earlier.slice(0, mostHeads), earlier.slice(mostHeads)]
  const netOf = (oid: string): Promise<Fact<Net>> =>
    factFrom(comparing(client), () => readNet(client, base.oid, oid))
  const [latest, ...others] = await Promise.all([head.oid, ...asked].map(netOf))
  const tooMany = unknown(`at most ${mostHeads} earlier heads are compared`, 'gate')
  return {
    ...(latest && { [head.oid]: await withForks(client, change, latest) }),
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
  { commits }: Pick<Change, 'commits'>,
  net: Fact<Net>,
): Promise<Fact<Net>> {
  if (!net.known) return net
  const { mergeBase } = net.value
  const others = forksOf(valueOr(commits, [])).filter((oid) => oid !== mergeBase)
  return factFrom(comparing(client), async () => ({
    ...net.value,
    forks: await Promise.all(
      others.map(async (commit) => ({
        ...{ commit, isHeld: (await statusBetween(client, commit, mergeBase)) === 'ahead' },
      })),
    ),
  }))
}
