// Many pull requests at once: twenty a query, and what is longer than their first pages a few a query.
import * as z from 'zod'
import { type Client, cannotTell, endless, inBatches, inTurns } from '../api/ask.ts'
import { whileTold } from '../directory/permissions.ts'
import { whole } from './authors.ts'
import { filesListed, listedFilesShape } from './files.ts'
import { pullFields, pullFragments } from './pull-fields.ts'
import {
  cursors,
  homeFields,
  homeShape,
  type PullAnswer,
  type PullOfMany,
  pullShape,
  readingOf,
} from './pull-reading.ts'

const source = 'GraphQL PullRequest'
const [batchSize, longBatchSize, width] = [20, 5, 6]

const pullOfBatch = pullShape.extend({ files: listedFilesShape })
const batchShape = z.object({ repository: homeShape.catchall(pullOfBatch.nullable()) })
const longShape = z.object({ repository: z.record(z.string(), pullShape.nullable()) })

/** As far as it is read. */
interface Begun {
  readonly number: number
  readonly home: z.output<typeof homeShape>
  readonly first: z.output<typeof pullOfBatch>
  readonly further: PullAnswer[]
}

type WithOrWithout = ReturnType<typeof whileTold>

/** By their numbers, in the order asked for. */
export async function readPulls(
  client: Client,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, PullOfMany>> {
  const withOrWithout = whileTold()
  const begun: Begun[] = []
  await inBatches(numbers, batchSize, async (batch, isDivisible, at) => {
    const { repository } = await withOrWithout((rights) =>
      client.query({
        name: 'Batch',
        document: batchFor(batch.length),
        variables: {
          ...{ ...client.repo, rights },
          ...Object.fromEntries(batch.map((number, index) => [`p${index}`, number])),
        },
        shape: batchShape,
        needs: 'pull-requests: read',
        isDivisible,
      }),
    )
    for (const [index, number] of batch.entries()) {
      const first = repository[`p${index}`] ?? null
      if (first === null) throw unread(number)
      begun[at + index] = { number, home: repository, first, further: [] }
    }
  })
  await readOn(client, begun, withOrWithout)
  const read = await inTurns(begun, width, async ({ number, home, first, further }) => {
    const reading = await whole(client, readingOf([first, ...further], home))
    return [number, { ...reading, files: filesListed(first.files, first.changedFiles) }] as const
  })
  return new Map(read)
}

const unread = (number: number) =>
  cannotTell(
    `the pull request #${number} cannot be read`,
    source,
    'Check that the token has `pull-requests: read`.',
  )

const latest = ({ first, further }: Begun): PullAnswer => further.at(-1) ?? first

/** Until each list of each is at its end. @throws CollectError where a list leads back to what was read. */
async function readOn(
  client: Client,
  begun: readonly Begun[],
  withOrWithout: WithOrWithout,
): Promise<void> {
  const isLong = (one: Begun): boolean => cursors(latest(one)) !== null
  const seen = new Set<string>()
  for (let left = begun.filter(isLong); left.length > 0; left = left.filter(isLong)) {
    for (const one of left) {
      const key = JSON.stringify([one.number, cursors(latest(one))])
      if (seen.has(key)) throw endless(source)
      seen.add(key)
    }
    await inBatches(left, longBatchSize, async (batch, isDivisible) => {
      const pages = await withOrWithout((rights) =>
        client.query({ ...further(client, batch, rights), isDivisible }),
      )
      for (const [index, { number, further }] of batch.entries()) {
        const page = pages.repository[`p${index}`] ?? null
        if (page === null) throw unread(number)
        further.push(page)
      }
    })
  }
}

const listed = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ')

const batchFor = (count: number): string =>
  `query Batch($owner: String!, $repo: String!, $rights: Boolean!, ${listed(count, (i) => `$p${i}: Int!`)}){
  repository(owner: $owner, name: $repo){${homeFields}
    ${listed(count, (i) => `p${i}: pullRequest(number: $p${i}){...P}`)}}
  rateLimit{cost}}
fragment P on PullRequest{${pullFields({
    commits: ['first: 20'],
    reviews: ['first: 100'],
    timeline: ['first: 100'],
  })}
    files(first: 100){totalCount pageInfo{hasNextPage endCursor} nodes{path changeType additions deletions}}}
${pullFragments}`

/** Of each the page behind the latest one, of the lists that go on. */
function further(client: Client, batch: readonly Begun[], rights: boolean) {
  const after = batch.map((one) => cursors(latest(one)) ?? { c: null, v: null, t: null })
  const [declared, given] = [[] as string[], {} as Record<string, unknown>]
  const list = (name: string, cursor: string | null): [string, string?] => {
    declared.push(`$${name}: String, $has${name}: Boolean!`)
    Object.assign(given, { [name]: cursor, [`has${name}`]: cursor !== null })
    return [`first: 100, after: $${name}`, `@include(if: $has${name})`]
  }
  const fields = batch.map(({ number }, i) => {
    const { c = null, v = null, t = null } = after[i] ?? {}
    const [commits, reviews, timeline] = [list(`c${i}`, c), list(`v${i}`, v), list(`t${i}`, t)]
    declared.push(`$p${i}: Int!`)
    given[`p${i}`] = number
    return `p${i}: pullRequest(number: $p${i}){${pullFields({ commits, reviews, timeline })}}`
  })
  return {
    name: 'Further',
    document: `query Further($owner: String!, $repo: String!, $rights: Boolean!, ${declared.join(', ')}){
  repository(owner: $owner, name: $repo){${fields.join(' ')}} rateLimit{cost}}
${pullFragments}`,
    variables: { ...client.repo, rights, ...given },
    shape: longShape,
    needs: 'pull-requests: read',
  }
}
