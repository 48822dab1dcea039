// Pull requests as GraphQL lists them: one page by page, or many merged ones at twenty a query.
import * as z from 'zod'
import { type ChangedFile, type Fact, known } from '../../facts/facts.ts'
import {
  type Client,
  cannotTell,
  connectionOf,
  cursorOf,
  cursorPages,
  inBatches,
  wholeList,
} from '../api/ask.ts'
import { withAllAuthors } from './authors.ts'
import {
  homeFields,
  homeShape,
  type PullAnswer,
  type PullAsListed,
  type PullOfMany,
  type PullReading,
  pullFields,
  pullFragments,
  pullShape,
  readingOf,
} from './pull-reading.ts'

const source = 'GraphQL PullRequest'
const mayRead = 'the token has `pull-requests: read`.'

const document = `query Change($owner: String!, $repo: String!, $n: Int!, $c: String, $v: String, $t: String,
    $commits: Boolean!, $reviews: Boolean!, $timeline: Boolean!){
  repository(owner: $owner, name: $repo){${homeFields} pullRequest(number: $n){${pullFields({
    commits: ['first: 100, after: $c', '@include(if: $commits)'],
    reviews: ['first: 100, after: $v', '@include(if: $reviews)'],
    timeline: ['first: 100, after: $t', '@include(if: $timeline)'],
  })}}}
  rateLimit{cost}}
${pullFragments}`

const answerShape = z.object({
  repository: homeShape.extend({ pullRequest: pullShape.nullable() }).nullable(),
})

/** Asks until each of the three lists is at its end; a list that is done is not asked for again. */
export async function readPull(client: Client, number: number): Promise<PullReading> {
  const ask = (after: Cursors | null) => askPage(client, number, after)
  const pages = await Array.fromAsync(cursorPages(source, ask, ({ pull }) => cursors(pull)))
  const [first, ...rest] = pages
  if (first === undefined) throw noPull(client, number)
  return whole(client, readingOf([first.pull, ...rest.map(({ pull }) => pull)], first.repository))
}

const whole = async (client: Client, listed: PullAsListed): Promise<PullReading> => ({
  ...listed,
  commits: await withAllAuthors(client, listed.commits),
})

interface Cursors {
  readonly c: string | null
  readonly v: string | null
  readonly t: string | null
}

/** Null: none of the lists goes on. */
function cursors({ commits, reviews, timelineItems }: PullAnswer): Cursors | null {
  const [c = null, v = null, t = null] = [commits, reviews, timelineItems].map((list) =>
    list ? cursorOf(list) : null,
  )
  return c === null && v === null && t === null ? null : { c, v, t }
}

async function askPage(client: Client, number: number, after: Cursors | null) {
  const { repository } = await client.query({
    name: 'Change',
    document,
    variables: {
      ...client.repo,
      ...{ n: number, c: null, v: null, t: null },
      ...after,
      commits: after === null || after.c !== null,
      reviews: after === null || after.v !== null,
      timeline: after === null || after.t !== null,
    },
    shape: answerShape,
    needs: 'pull-requests: read',
  })
  if (!repository?.pullRequest) throw noPull(client, number)
  return { repository, pull: repository.pullRequest }
}

const noPull = ({ repo: { owner, repo } }: Client, number: number) =>
  cannotTell(
    `there is no pull request #${number} in ${owner}/${repo}`,
    source,
    `Check the number, and that ${mayRead}`,
  )

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
    additions: z.number(),
    deletions: z.number(),
    changeType: z.enum(['ADDED', 'DELETED', 'MODIFIED', 'RENAMED', 'COPIED', 'CHANGED']),
  }),
).nullable()

const batchShape = z.object({
  repository: homeShape.catchall(pullShape.extend({ files: filesShape }).nullable()),
})

/** By their numbers. */
export async function readPulls(
  client: Client,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, PullOfMany>> {
  const pulls = new Map<number, PullOfMany>()
  await inBatches(numbers, batchSize, async (batch, isDivisible) => {
    const answer = await client.query({
      name: 'Batch',
      document: batchFor(batch.length),
      variables: {
        ...client.repo,
        ...Object.fromEntries(batch.map((number, index) => [`p${index}`, number])),
      },
      shape: batchShape,
      needs: 'pull-requests: read',
      isDivisible,
    })
    for (const [index, number] of batch.entries()) {
      const pull = answer.repository[`p${index}`]
      if (!pull) {
        const reason = `the pull request #${number} cannot be read`
        throw cannotTell(reason, source, `Check that ${mayRead}`)
      }
      const reading =
        cursors(pull) !== null
          ? await readPull(client, number)
          : await whole(client, readingOf([pull], answer.repository))
      pulls.set(number, { ...reading, files: filesOf(pull.files, pull.changedFiles) })
    }
  })
  return pulls
}

const batchFor = (count: number): string => {
  const indices = Array.from({ length: count }, (_, index) => index)
  return `query Batch($owner: String!, $repo: String!, ${indices.map((i) => `$p${i}: Int!`).join(' ')}){
  repository(owner: $owner, name: $repo){${homeFields}
    ${indices.map((i) => `p${i}: pullRequest(number: $p${i}){...P}`).join(' ')}}
  rateLimit{cost}}
fragment P on PullRequest{${pullFields({
    commits: ['first: 20'],
    reviews: ['first: 50'],
    timeline: ['first: 50'],
  })}
    files(first: 100){totalCount pageInfo{hasNextPage endCursor} nodes{path changeType additions deletions}}}
${pullFragments}`
}

function filesOf(
  files: z.output<typeof filesShape>,
  count: number,
): Fact<readonly ChangedFile[]> | null {
  if (files === null || files.totalCount !== count) return null
  const listed = wholeList([files], `${source}.files`)
  if (!listed.known) return null
  const isMoved = listed.value.some((one) => /RENAMED|COPIED/.test(one.changeType))
  if (isMoved) return null
  return known(
    listed.value.map(({ path, changeType, additions, deletions }) => ({
      ...{ path, previous: null, status: statuses[changeType], kind: null },
      lines: additions + deletions || null,
    })),
    listed.source,
  )
}
