// What the merges that "Update branch" may have made are compared on: the files of both sides and of the merge, with modes.
import {
  type Actor,
  type Change,
  type Commit,
  type Fact,
  known,
  type MergeSides,
  type SideFile,
  type TreeEntry,
  valueOr,
} from '../../../facts/facts.ts'
import { type Client, factFrom } from '../../api/ask.ts'
import { comparing, filesSinceParting } from '../comparison.ts'
import { readEntries } from '../entries.ts'

type Updates = Readonly<Record<string, Fact<MergeSides>>>

/**
 * By the merge's oid. Only merges of two parents that GitHub signed are worth the requests, and of those none whose people
 * have other commits in the change: to be a contributor once more changes nothing for them.
 */
export async function readUpdates(
  client: Client,
  { pull, pushes }: Pick<Change, 'pull' | 'pushes'>,
  commits: readonly Commit[],
): Promise<Updates> {
  const own = new Set(commits.map(({ oid }) => oid))
  const merges = commits.filter((commit) => mayBeUpdate(commit, own))
  const others = commits.filter((commit) => !merges.includes(commit))
  const authors = [pull.author, ...others.map(({ author }) => author.account)]
  const hands = new Set(authors.flatMap((one) => (isPerson(one) ? [one.id] : [])))
  const isHand = (one: Actor | null): boolean => isPerson(one) && hands.has(one.id)
  const isByHands = ({ oid, author }: Commit): boolean => {
    const bringing = valueOr(pushes, []).filter(({ after }) => after === oid)
    return isHand(author.account) && bringing.length > 0 && bringing.every(({ by }) => isHand(by))
  }
  const asked = merges.filter((merge) => !isByHands(merge))
  const compared = await Promise.all(
    asked.map(async (merge) => ({
      merge,
      sides: await factFrom(comparing(client), () => readSides(client, merge)),
    })),
  )
  return withModes(client, compared)
}

const isPerson = (one: Actor | null): one is Actor => one?.kind === 'User'

const mayBeUpdate = (
  { parents: [first = '', second = ''], parents, signature }: Commit,
  own: ReadonlySet<string>,
): boolean =>
  parents.length === 2 &&
  signature?.valid === true &&
  signature.byGitHub &&
  own.has(first) &&
  !own.has(second)

type File = Omit<SideFile, 'mode'>

interface Sides {
  readonly head: readonly File[]
  readonly base: readonly File[]
  readonly merge: readonly File[]
}

async function readSides(
  client: Client,
  { oid, parents: [first = '', second = ''] }: Commit,
): Promise<Sides> {
  const [head, base, merge] = await Promise.all([
    filesSinceParting(client, second, first),
    filesSinceParting(client, first, second),
    filesSinceParting(client, first, oid),
  ])
  return { head: head.files, base: base.files, merge: merge.files }
}

/** Those of all merges in one question. */
async function withModes(
  client: Client,
  compared: readonly { readonly merge: Commit; readonly sides: Fact<Sides> }[],
): Promise<Updates> {
  const places = compared.flatMap(({ merge: { oid, parents }, sides }) => {
    const at = (commit: string, files: readonly File[]) =>
      files.map(({ path }) => ({ commit, path }))
    const { base, merge } = valueOr(sides, { head: [], base: [], merge: [] })
    return [...at(parents[1] ?? '', base), ...at(oid, merge)]
  })
  const entries = await factFrom('GraphQL Entries', () => readEntries(client, places))
  let next = 0
  const take = (
    files: readonly File[],
    found: readonly (TreeEntry | null)[],
  ): readonly SideFile[] =>
    files.map((file) => {
      next += 1
      return { ...file, mode: found[next - 1]?.mode ?? null }
    })
  const updates = compared.map(({ merge: { oid }, sides }): [string, Fact<MergeSides>] => {
    if (!sides.known) return [oid, sides]
    if (!entries.known) return [oid, entries]
    const { head, base, merge } = sides.value
    const files = { base: take(base, entries.value), merge: take(merge, entries.value) }
    return [oid, known({ head: head.map(({ path }) => path), ...files }, sides.source)]
  })
  return Object.fromEntries(updates)
}
