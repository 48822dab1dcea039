// CODEOWNERS as it stood at commits, with what GitHub finds wrong with it: before a merge, when nobody looks at the branch's tip.
import * as z from 'zod'
import { type Codeowners, type Fact, known, type TextFile } from '../../facts/facts.ts'
import { type Client, factFrom, inBatches, inTurns } from '../api/ask.ts'
import { blobFragment, entryShape, textFileOf } from './text-files.ts'

/** In GitHub's order: the first one found is the one that counts. */
export const ownersPaths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const

/** A directory of that name hides no file further on. */
export const firstOf = (places: readonly (TextFile | null)[]): TextFile | null =>
  places.find((one) => one !== null && one.flaw !== 'directory') ?? null

const largestBatch = 20
const width = 6

export type CodeownersAt = ReadonlyMap<string, Fact<Codeowners | null>>

/** By the oid of the commit. The errors are asked of each text once: who may push, GitHub tells as of now anyway. */
export async function readCodeowners(
  client: Client,
  oids: readonly string[],
): Promise<CodeownersAt> {
  const read = await factFrom('GraphQL CodeownersBefore', () => filesAt(client, oids))
  if (!read.known) return new Map(oids.map((oid) => [oid, read]))
  const texts = Map.groupBy([...read.value], ([, file]) => `${file?.path} ${file?.blob}`)
  const told = await inTurns([...texts.values()], width, async (same) => {
    const [[oid, file] = ['', null]] = same
    const errors = file === null ? known([], read.source) : await errorsAt(client, oid)
    return same.map(([at, one]): [string, Fact<Codeowners | null>] => {
      if (one === null) return [at, known(null, read.source)]
      return [at, errors.known ? known({ file: one, errors: errors.value }, read.source) : errors]
    })
  })
  return new Map(told.flat())
}

async function filesAt(
  client: Client,
  oids: readonly string[],
): Promise<ReadonlyMap<string, TextFile | null>> {
  const files = new Map<string, TextFile | null>()
  await inBatches(oids, largestBatch, async (batch, isDivisible) => {
    const variables = batch.map((_, index) => `$c${index}: GitObjectID!`).join(' ')
    const fields = batch.map((_, index) => `c${index}: object(oid: $c${index}){...At}`).join(' ')
    const places = ownersPaths.map((path, index) => `p${index}: file(path: "${path}"){...E}`)
    const place = entryShape.nullish()
    const { repository } = await client.query({
      ...{ name: 'CodeownersBefore', needs: 'contents: read', isDivisible },
      document: `query CodeownersBefore($owner: String!, $repo: String!, ${variables}){
        repository(owner: $owner, name: $repo){${fields}} rateLimit{cost}}
        fragment At on Commit{${places.join(' ')}} fragment E on TreeEntry{mode object{...F}} ${blobFragment}`,
      variables: {
        ...client.repo,
        ...Object.fromEntries(batch.map((oid, index) => [`c${index}`, oid])),
      },
      shape: z.object({
        repository: z.record(z.string(), z.object({ p0: place, p1: place, p2: place })),
      }),
    })
    for (const [index, oid] of batch.entries()) {
      const { p0, p1, p2 } = repository[`c${index}`] ?? {}
      const found = [p0, p1, p2].map((one, at) =>
        textFileOf(one ?? null, ownersPaths[at] ?? '', oid),
      )
      files.set(oid, firstOf(found))
    }
  })
  return files
}

export const ownersErrorsShape = z.object({
  errors: z.array(z.object({ line: z.number(), message: z.string() })),
})

function errorsAt(client: Client, ref: string): Promise<Fact<Codeowners['errors']>> {
  const { codeownersErrors } = client.rest.repos
  const expected = { shape: ownersErrorsShape, needs: 'contents: read' }
  return factFrom(
    codeownersErrors,
    async () => (await client.get(codeownersErrors, { ...client.repo, ref }, expected)).errors,
  )
}
