// A pull request as GraphQL lists it, page by page until each of its lists is at its end.
import * as z from 'zod'
import { askParts, type Client, cannotTell, cursorOf, cursorPages } from '../api/ask.ts'
import { reviewRights, withRights } from '../directory/permissions.ts'
import { withAllAuthors } from './authors.ts'
import {
  homeFields,
  homeShape,
  isTooLong,
  type PullAnswer,
  type PullAsListed,
  type PullReading,
  pullFields,
  pullFragments,
  pullShape,
  readingOf,
} from './pull-reading.ts'

const source = 'GraphQL PullRequest'
export const mayRead = 'the token has `pull-requests: read`.'

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

/** With what only further questions tell of its commits and reviews. */
export async function whole(client: Client, listed: PullAsListed): Promise<PullReading> {
  const [commits, reviews] = await Promise.all([
    withAllAuthors(client, listed.commits),
    withRights(client, listed.reviews),
  ])
  return { ...listed, commits, reviews }
}

/** Asks for the rights of reviewers until GitHub refuses to say. */
export function whileTold() {
  let parts: readonly (typeof reviewRights)[] = [reviewRights]
  return async <T>(ask: (rights: boolean) => Promise<T>): Promise<T> => {
    const { answer, refused } = await askParts(parts, (left) => ask(left.length > 0))
    if (refused[reviewRights]) parts = []
    return answer
  }
}

export interface Cursors {
  readonly c: string | null
  readonly v: string | null
  readonly t: string | null
}

/** Null: none of the lists goes on. */
export function cursors(pull: PullAnswer): Cursors | null {
  const { reviews, timelineItems } = pull
  const commits = isTooLong(pull) ? undefined : pull.commits
  const [c = null, v = null, t = null] = [commits, reviews, timelineItems].map((list) =>
    list ? cursorOf(list) : null,
  )
  return c === null && v === null && t === null ? null : { c, v, t }
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

export const noPull = ({ repo: { owner, repo } }: Client, number: number) =>
  cannotTell(
    `there is no pull request #${number} in ${owner}/${repo}`,
    source,
    `Check the number, and that ${mayRead}`,
  )
