// The modes of files at commits, which no comparison of GitHub's tells: a file may become a link and keep its blob.
import * as z from 'zod'
import { type Client, inBatches } from '../api/ask.ts'
import { modeShape } from './text-files.ts'

interface Place {
  /** Full oid. */
  readonly commit: string
  readonly path: string
}

const shape = z.object({
  repository: z.record(z.string(), z.object({ file: modeShape }).nullable()),
})

/** As octal digits, in the order of the places; null where there is nothing. */
export async function readModes(
  client: Client,
  places: readonly Place[],
): Promise<readonly (string | null)[]> {
  const modes: (string | null)[] = []
  await inBatches(places, 200, async (batch, isDivisible) => {
    const { repository } = await client.query({
      name: 'Modes',
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
    modes.push(...batch.map((_, i) => repository[`m${i}`]?.file ?? null))
  })
  return modes
}

function documentFor(count: number): string {
  const each = (part: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => part(index)).join(' ')
  return `query Modes($owner: String!, $repo: String!, ${each((i) => `$c${i}: GitObjectID!, $p${i}: String!`)}){
  repository(owner: $owner, name: $repo){
    ${each((i) => `m${i}: object(oid: $c${i}){...on Commit{file(path: $p${i}){mode}}}`)}}
  rateLimit{cost}}`
}
