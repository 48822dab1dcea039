// The pull request itself: everything that GraphQL lists of it, page by page.
import * as z from 'zod'
import type { PullRequest } from '../change/change.ts'
import type { Commit } from '../change/commit.ts'
import type { Fact } from '../change/fact.ts'
import type { Push } from '../change/push.ts'
import type { BaseChange, Dismissal, Review } from '../change/review.ts'
import { CollectError } from '../errors.ts'
import { actorFragment, actorShape } from './actors.ts'
import type { Client } from './client.ts'
import { commitFragment, commitShape } from './commits.ts'
import { connectionOf, cursorOf, wholeList } from './connections.ts'
import type { Repository } from './repository.ts'
import {
  baseChangesOf,
  dismissalsOf,
  eventShape,
  forcePushesOf,
  timelineFields,
} from './timeline.ts'

export interface PullReading {
  readonly pull: PullRequest
  /** How many files GitHub says the change has. */
  readonly changedFiles: number
  readonly commits: Fact<readonly Commit[]>
  readonly reviews: Fact<readonly Review[]>
  readonly dismissals: Fact<readonly Dismissal[]>
  readonly baseChanges: Fact<readonly BaseChange[]>
  readonly forcePushes: Fact<readonly Push[]>
}

const document = `query Change($o: String!, $r: String!, $n: Int!, $c: String, $v: String, $t: String,
    $commits: Boolean!, $reviews: Boolean!, $timeline: Boolean!){
  repository(owner: $o, name: $r){databaseId defaultBranchRef{name} pullRequest(number: $n){
    number url title state mergedAt isCrossRepository changedFiles
    baseRefName baseRefOid headRefName headRefOid headRepository{nameWithOwner} author{...Who}
    commits(first: 100, after: $c) @include(if: $commits){totalCount pageInfo{hasNextPage endCursor}
      nodes{commit{...Authored}}}
    reviews(first: 100, after: $v) @include(if: $reviews){totalCount pageInfo{hasNextPage endCursor}
      nodes{id state submittedAt lastEditedAt editor{...Who} author{...Who} authorCanPushToRepository commit{oid}}}
    ${timelineFields}}}
  rateLimit{cost}}
${actorFragment}
${commitFragment}`

const reviewShape = z
  .object({
    id: z.string(),
    state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
    submittedAt: z.string().nullable(),
    lastEditedAt: z.string().nullable(),
    editor: actorShape,
    author: actorShape,
    authorCanPushToRepository: z.boolean(),
    commit: z.object({ oid: z.string() }).nullable(),
  })
  .transform(
    (review): Review => ({
      id: review.id,
      state: review.state,
      by: review.author,
      at: review.submittedAt ?? '',
      commit: review.commit?.oid ?? null,
      edited: review.lastEditedAt === null ? null : { by: review.editor },
      canPush: review.authorCanPushToRepository,
    }),
  )

const pullShape = z.object({
  number: z.number(),
  url: z.string(),
  title: z.string(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  mergedAt: z.string().nullable(),
  isCrossRepository: z.boolean(),
  changedFiles: z.number(),
  baseRefName: z.string(),
  baseRefOid: z.string(),
  headRefName: z.string(),
  headRefOid: z.string(),
  headRepository: z.object({ nameWithOwner: z.string() }).nullable(),
  author: actorShape,
  commits: connectionOf(z.object({ commit: commitShape })).optional(),
  reviews: connectionOf(reviewShape).optional(),
  timelineItems: connectionOf(eventShape).optional(),
})

const answerShape = z.object({
  repository: z
    .object({
      databaseId: z.number(),
      defaultBranchRef: z.object({ name: z.string() }).nullable(),
      pullRequest: pullShape.nullable(),
    })
    .nullable(),
})

type Answered = NonNullable<NonNullable<z.output<typeof answerShape>['repository']>['pullRequest']>

/** Asks until each of the three lists is at its end; a list that is done is not asked for again. */
export async function readPull(
  client: Client,
  repository: Repository,
  number: number,
): Promise<PullReading> {
  const first = await ask(client, repository, number, { c: null, v: null, t: null })
  const pages: Answered[] = [first.pull]
  const seen = new Set<string>()
  for (let after = cursors(first.pull); isMore(after); after = cursors(pages.at(-1))) {
    // A cursor that comes back would be read for ever: what is missing then shows in the counts.
    const key = JSON.stringify(after)
    if (seen.has(key)) break
    seen.add(key)
    pages.push((await ask(client, repository, number, after)).pull)
  }

  const source = 'GraphQL PullRequest'
  const list = <T>(part: (page: Answered) => T | undefined): T[] =>
    pages.map(part).filter((one) => one !== undefined)
  const commits = wholeList(
    list((page) => page.commits),
    `${source}.commits`,
  )
  const events = wholeList(
    list((page) => page.timelineItems),
    `${source}.timelineItems`,
  )
  return {
    pull: pullOf(first.pull, first.repository),
    changedFiles: first.pull.changedFiles,
    commits: commits.known
      ? { ...commits, value: commits.value.map(({ commit }) => commit) }
      : commits,
    reviews: wholeList(
      list((page) => page.reviews),
      `${source}.reviews`,
    ),
    dismissals: dismissalsOf(events),
    baseChanges: baseChangesOf(events),
    forcePushes: forcePushesOf(events),
  }
}

interface Cursors {
  readonly c: string | null
  readonly v: string | null
  readonly t: string | null
}

const cursors = (page: Answered | undefined): Cursors => ({
  c: page?.commits ? cursorOf(page.commits) : null,
  v: page?.reviews ? cursorOf(page.reviews) : null,
  t: page?.timelineItems ? cursorOf(page.timelineItems) : null,
})

const isMore = ({ c, v, t }: Cursors): boolean => c !== null || v !== null || t !== null

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

function pullOf(
  pull: Answered,
  repository: { databaseId: number; defaultBranchRef: { name: string } | null },
): PullRequest {
  return {
    number: pull.number,
    url: pull.url,
    title: pull.title,
    repository: {
      id: repository.databaseId,
      defaultBranch: repository.defaultBranchRef?.name ?? '',
    },
    state: pull.state,
    mergedAt: pull.mergedAt,
    base: { branch: pull.baseRefName, oid: pull.baseRefOid },
    head: {
      branch: pull.headRefName,
      oid: pull.headRefOid,
      repository: pull.headRepository?.nameWithOwner ?? null,
    },
    isFork: pull.isCrossRepository,
    author: pull.author,
  }
}
