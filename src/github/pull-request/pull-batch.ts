// Many merged pull requests at twenty a query; whatever is longer than its first page is read again whole.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import { type Fact, known } from '../../facts/fact.ts'
import type { ChangedFile } from '../../facts/git.ts'
import { inBatches } from '../api/batches.ts'
import type { Client } from '../api/client.ts'
import { connectionOf, wholeList } from '../api/connections.ts'
import type { Repository } from '../api/repository.ts'
import {
  homeFields,
  homeShape,
  type PullReading,
  pullFields,
  pullFragments,
  pullShape,
  readingOf,
} from './pull-reading.ts'
import { isCut, readPull } from './pull-request.ts'

export interface PullOfMany extends PullReading {
  /** Null: GraphQL's list will not do, since it gives no former names and ends at a hundred. */
  readonly files: Fact<readonly ChangedFile[]> | null
}

const batchSize = 20

const statuses = {
  ADDED: 'added',
  DELETED: 'removed',
  MODIFIED: 'modified',
  RENAMED: 'renamed',
  COPIED: 'copied',
  CHANGED: 'changed',
} as const

const filesShape = connectionOf(
  z.object({
    path: z.string(),
    changeType: z.enum(['ADDED', 'DELETED', 'MODIFIED', 'RENAMED', 'COPIED', 'CHANGED']),
  }),
).nullable()

const batchShape = z.object({
  repository: homeShape.catchall(pullShape.extend({ files: filesShape }).nullable()),
})

/** By their numbers. */
export async function readPulls(
  client: Client,
  repository: Repository,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, PullOfMany>> {
  const pulls = new Map<number, PullOfMany>()
  await inBatches(numbers, batchSize, async (batch, isDivisible) => {
    const answer = await client.query({
      name: 'Batch',
      document: documentFor(batch.length),
      variables: {
        ...{ o: repository.owner, r: repository.name },
        ...Object.fromEntries(batch.map((number, index) => [`p${index}`, number])),
      },
      shape: batchShape,
      needs: 'pull-requests: read',
      isDivisible,
    })
    for (const [index, number] of batch.entries()) {
      const pull = answer.repository[`p${index}`]
      if (!pull) throw gone(number)
      const reading = isCut(pull)
        ? await readPull(client, repository, number)
        : readingOf([pull], answer.repository)
      pulls.set(number, { ...reading, files: filesOf(pull.files, pull.changedFiles) })
    }
  })
  return pulls
}

const documentFor = (count: number): string => {
  const indices = Array.from({ length: count }, (_, index) => index)
  return `query Batch($o: String!, $r: String!, ${indices.map((i) => `$p${i}: Int!`).join(' ')}){
  repository(owner: $o, name: $r){${homeFields}
    ${indices.map((i) => `p${i}: pullRequest(number: $p${i}){...P}`).join(' ')}}
  rateLimit{cost}}
fragment P on PullRequest{${pullFields({
    commits: ['first: 20'],
    reviews: ['first: 50'],
    timeline: ['first: 50'],
  })}
    files(first: 100){totalCount pageInfo{hasNextPage endCursor} nodes{path changeType}}}
${pullFragments}`
}

function filesOf(
  files: z.output<typeof filesShape>,
  count: number,
): Fact<readonly ChangedFile[]> | null {
  if (files === null || files.totalCount !== count) return null
  const listed = wholeList([files], 'GraphQL PullRequest.files')
  if (!listed.known) return null
  const isMoved = listed.value.some((one) => /RENAMED|COPIED/.test(one.changeType))
  if (isMoved) return null
  return known(
    listed.value.map(({ path, changeType }) => ({
      ...{ path, previous: null, status: statuses[changeType], kind: null },
    })),
    listed.source,
  )
}

const gone = (number: number): CollectError =>
  new CollectError(`the pull request #${number} cannot be read`, {
    source: 'GraphQL PullRequest',
    remedy: 'Check that the token has `pull-requests: read`.',
  })
