// A pull request as GraphQL lists it, page by page until each of its lists is at its end.
import * as z from 'zod'
import { type Client, cannotTell, cursorPages } from '../api/ask.ts'
import { whileTold } from '../directory/permissions.ts'
import { whole } from './authors.ts'
import { pullFields, pullFragments } from './pull-fields.ts'
import {
  type Cursors,
  cursors,
  homeFields,
  homeShape,
  type PullReading,
  pullShape,
  readingOf,
} from './pull-reading.ts'

const source = 'GraphQL PullRequest'
const mayRead = 'the token has `pull-requests: read`.'

const document = `query Change($owner: String!, $repo: String!, $n: Int!, $c: String, $v: String, $t: String,
    $commits: Boolean!, $reviews: Boolean!, $timeline: Boolean!, $rights: Boolean!){
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

/**
 * Asks until each of the three lists is at its end; a list that is done is not asked for again. What the pull request is
 * itself stands on the first page: `begun` need not wait for the others.
 */
export async function readPull(
  client: Client,
  number: number,
  begun: (told: Pick<PullReading, 'pull' | 'changedFiles'>) => void = () => undefined,
): Promise<PullReading> {
  const withOrWithout = whileTold()
  const ask = (after: Cursors | null) =>
    withOrWithout((rights) => askPage(client, number, after, rights))
  const pages: Awaited<ReturnType<typeof ask>>[] = []
  for await (const page of cursorPages(source, ask, ({ pull }) => cursors(pull))) {
    if (pages.length === 0) begun(readingOf([page.pull], page.repository))
    pages.push(page)
  }
  const [first, ...rest] = pages
  if (first === undefined) throw noPull(client, number)
  return whole(client, readingOf([first.pull, ...rest.map(({ pull }) => pull)], first.repository))
}

async function askPage(client: Client, number: number, after: Cursors | null, rights: boolean) {
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
      rights,
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
