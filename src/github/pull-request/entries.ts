// What stands at paths of commits: no comparison of GitHub's tells modes, and a file may become a link and keep its blob.
import * as z from 'zod'
import type { TreeEntry } from '../../facts/facts.ts'
import { type Client, inBatches } from '../api/ask.ts'
import { modeShape } from './text-files.ts'

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
  await inBatches(places, 200, async (batch, isDivisible) => {
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
    entries.push(...batch.map((_, i) => repository[`e${i}`]?.file ?? null))
  })
  return entries
}

function documentFor(count: number): string {
  const each = (part: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => part(index)).join(' ')
  return `query Entries($owner: String!, $repo: String!, ${each((i) => `$c${i}: GitObjectID!, $p${i}: String!`)}){
  repository(owner: $owner, name: $repo){
    ${each((i) => `e${i}: object(oid: $c${i}){...on Commit{file(path: $p${i}){mode oid}}}`)}}
  rateLimit{cost}}`
}
