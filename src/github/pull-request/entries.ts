// What stands at paths of commits: no list of GitHub's tells modes, nor counts the lines of a binary file.
import * as z from 'zod'
import type { ChangedFile, Fact, PullRequest, TreeEntry } from '../../facts/facts.ts'
import { type Client, factFrom, inBatches } from '../api/ask.ts'
import { kindOf, modeShape } from './text-files.ts'

interface Place {
  /** Full oid. */
  readonly commit: string
  readonly path: string
}

const entryShape = z
  .object({ mode: z.number(), oid: z.string() })
  .nullish()
  .transform((entry): TreeEntry | null => {
    const mode = modeShape.parse(entry)
    return entry && mode ? { blob: entry.oid, mode } : null
  })

const shape = z.object({
  repository: z.record(z.string(), z.object({ file: entryShape }).nullable()),
})

/** In the order of the places; null where there is nothing. */
export async function readEntries(
  client: Client,
  places: readonly Place[],
): Promise<readonly (TreeEntry | null)[]> {
  const entries: (TreeEntry | null)[] = []
  await inBatches(places, 200, async (batch, isDivisible, at) => {
    const { repository } = await client.query({
      name: 'Entries',
      document: documentFor(batch.length),
      variables: {
        ...client.repo,
        ...Object.assign(
          {},
          ...batch.map(({ commit, path }, i) => ({ [`c${i}`]: commit, [`p${i}`]: path })),
        ),
      },
      shape,
      needs: 'contents: read',
      isDivisible,
    })
    for (const i of batch.keys()) entries[at + i] = repository[`e${i}`]?.file ?? null
  })
  return entries
}

const listed = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ')

const documentFor = (count: number): string =>
  `query Entries($owner: String!, $repo: String!, ${listed(count, (i) => `$c${i}: GitObjectID!, $p${i}: String!`)}){
  repository(owner: $owner, name: $repo){
    ${listed(count, (i) => `e${i}: object(oid: $c${i}){...on Commit{file(path: $p${i}){mode oid}}}`)}}
  rateLimit{cost}}`

type Files = readonly ChangedFile[]

/** What no page told of so many files, two trees told. */
const mostAsked = 400

/** Those whose kind no list told. */
export const unsortedIn = (files: Fact<Files>): Files =>
  files.known ? files.value.filter(({ kind }) => kind === null).slice(0, mostAsked) : []

/** A commit's, by the names that `entryFields` gives them. */
export const entriesShape = z.record(z.string(), entryShape).nullish()

/** The parts of a query about files, each by the name that it had on its side of the change. */
export const entryFields = (count: number) => ({
  declared: listed(count, (i) => `$p${i}: String!, $q${i}: String!`),
  before: listed(count, (i) => `f${i}: file(path: $q${i}){mode oid}`),
  after: listed(count, (i) => `f${i}: file(path: $p${i}){mode oid}`),
})

export const entryVariables = (asked: Files): Readonly<Record<string, string>> =>
  Object.fromEntries(
    asked.flatMap(({ path, previous }, i) => [
      [`p${i}`, path],
      [`q${i}`, previous ?? path],
    ]),
  )

/** Before the change, and after it. */
type Ends = readonly [before: TreeEntry | null, after: TreeEntry | null]

const emptyBlob = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'

/** What is not said of a file stays null, which the policy's patterns take for the worse. */
export const sorted = (files: Files, asked: Files, endsOf: (index: number) => Ends): Files =>
  files.map((file) => {
    const index = asked.indexOf(file)
    if (index === -1) return file
    const [before, after] = endsOf(index)
    if (file.status === 'removed' ? before === null : after === null) return file
    // Without a line a file stayed as it was, or it is binary and may have any size.
    const isSame = (before?.blob ?? emptyBlob) === (after?.blob ?? emptyBlob)
    const kind = kindOf([before?.mode, after?.mode])
    return { ...file, kind, lines: isSame ? (file.lines ?? 0) : file.lines }
  })

/** In a query of their own, from the first that is unsorted or from a later one: those that go with no other question. */
export async function withEntries(
  client: Client,
  { base, head }: Pick<PullRequest, 'base' | 'head'>,
  files: Fact<Files>,
  from = 0,
): Promise<Fact<Files>> {
  const asked = unsortedIn(files).slice(from)
  if (!files.known || asked.length === 0) return files
  const places = asked.flatMap(({ path, previous }) => [
    { commit: base.oid, path: previous ?? path },
    { commit: head.oid, path },
  ])
  const read = await factFrom('GraphQL Entries', () => readEntries(client, places))
  if (!read.known) return files
  const at = (index: number): TreeEntry | null => read.value[index] ?? null
  const value = sorted(files.value, asked, (index) => [at(2 * index), at(2 * index + 1)])
  return { ...files, value }
}
