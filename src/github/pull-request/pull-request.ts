// One pull request: everything that GraphQL lists of it, page by page.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { Client } from '../api/client.ts'
import { cursorOf } from '../api/connections.ts'
import type { Repository } from '../api/repository.ts'
import {
  homeFields,
  homeShape,
  type PullAnswer,
  type PullReading,
  pullFields,
  pullFragments,
  pullShape,
  readingOf,
} from './pull-reading.ts'

const document = `query Change($o: String!, $r: String!, $n: Int!, $c: String, $v: String, $t: String,
    $commits: Boolean!, $reviews: Boolean!, $timeline: Boolean!){
  repository(owner: $o, name: $r){${homeFields} pullRequest(number: $n){${pullFields({
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
export async function readPull(
  client: Client,
  repository: Repository,
  number: number,
): Promise<PullReading> {
  const first = await ask(client, repository, number, { c: null, v: null, t: null })
  const pages: [PullAnswer, ...PullAnswer[]] = [first.pull]
  const seen = new Set<string>()
  for (let after = cursors(first.pull); isMore(after); after = cursors(pages.at(-1))) {
    // A cursor that comes back would be read for ever: what is missing then shows in the counts.
    const key = JSON.stringify(after)
    if (seen.has(key)) break
    seen.add(key)
    pages.push((await ask(client, repository, number, after)).pull)
  }
  return readingOf(pages, first.repository)
}

interface Cursors {
  readonly c: string | null
  readonly v: string | null
  readonly t: string | null
}

const cursors = (page: PullAnswer | undefined): Cursors => ({
  c: page?.commits ? cursorOf(page.commits) : null,
  v: page?.reviews ? cursorOf(page.reviews) : null,
  t: page?.timelineItems ? cursorOf(page.timelineItems) : null,
})

const isMore = ({ c, v, t }: Cursors): boolean => c !== null || v !== null || t !== null

/** Is there more of it than one answer holds? */
export const isCut = (page: PullAnswer): boolean => isMore(cursors(page))

async function ask(client: Client, { owner, name }: Repository, number: number, after: Cursors) {
  const isFirst = !isMore(after)
  const { repository } = await client.query({
    name: 'Change',
    document,
    variables: {
      ...{ o: owner, r: name, n: number, ...after },
      commits: isFirst || after.c !== null,
      reviews: isFirst || after.v !== null,
      timeline: isFirst || after.t !== null,
    },
    shape: answerShape,
    needs: 'pull-requests: read',
  })
  if (!repository?.pullRequest) {
    throw new CollectError(`there is no pull request #${number} in ${owner}/${name}`, {
      source: 'GraphQL PullRequest',
      remedy: 'Check the number, and that the token has `pull-requests: read`.',
    })
  }
  return { repository, pull: repository.pullRequest }
}
