// How GitHub's answer about a pull request becomes what is known of it: the shapes, the pages, and the facts.
import * as z from 'zod'
import {
  type Assigning,
  type BaseChange,
  type ChangedFile,
  type Commit,
  type Dismissal,
  type Fact,
  type Merging,
  type PullRequest,
  type Push,
  type Review,
  type Unknown,
  unknown,
} from '../../facts/facts.ts'
import { actorShape, connectionOf, cursorOf, filteredConnectionOf, wholeList } from '../api/ask.ts'
import { reviewShape } from '../directory/permissions.ts'
import { commitShape, type ReadCommit } from './commits.ts'
import {
  assignmentsOf,
  baseChangesOf,
  dismissalsOf,
  eventShape,
  forcePushesOf,
  mergersOf,
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
  readonly mergers: Fact<readonly Merging[]>
  readonly assignments: Fact<readonly Assigning[]>
}

/** Its commits may name more authors. */
interface PullAsListed extends Omit<PullReading, 'commits'> {
  readonly commits: Fact<readonly ReadCommit[]>
}

export interface PullOfMany extends PullReading {
  /** Null: GraphQL's list will not do. */
  readonly files: Fact<readonly ChangedFile[]> | null
}

const tipShape = z.object({ target: z.object({ oid: z.string() }).nullable() }).nullable()

export const pullShape = z.object({
  number: z.number(),
  url: z.string(),
  title: z.string(),
  state: z.string(),
  mergedAt: z.string().nullable(),
  isCrossRepository: z.boolean(),
  changedFiles: z.number(),
  mergedBy: actorShape,
  mergeCommit: z.object({ oid: z.string() }).nullable(),
  baseRefName: z.string(),
  baseRefOid: z.string(),
  baseRef: tipShape,
  headRefName: z.string(),
  headRefOid: z.string(),
  headRepository: z.object({ nameWithOwner: z.string() }).nullable(),
  author: actorShape,
  commits: connectionOf(z.object({ commit: commitShape })).optional(),
  reviews: connectionOf(reviewShape).optional(),
  timelineItems: filteredConnectionOf(eventShape).optional(),
})

/** What both queries ask of the repository. */
export const homeFields = 'databaseId defaultBranchRef{name target{oid}}'
export const homeShape = z.object({
  databaseId: z.number(),
  defaultBranchRef: tipShape.unwrap().extend({ name: z.string() }).nullable(),
})

export type PullAnswer = z.output<typeof pullShape>
type Home = z.output<typeof homeShape>

/** From all its pages; what it is itself stands on the first. */
export function readingOf(pages: readonly [PullAnswer, ...PullAnswer[]], home: Home): PullAsListed {
  const [first] = pages
  const source = 'GraphQL PullRequest'
  const list = <T>(part: (page: PullAnswer) => T | undefined): T[] =>
    pages.flatMap((page) => part(page) ?? [])
  const commits = wholeList(
    list((page) => page.commits),
    `${source}.commits`,
  )
  const events = wholeList(
    list((page) => page.timelineItems),
    `${source}.timelineItems`,
  )
  return {
    pull: pullOf(first, home),
    changedFiles: first.changedFiles,
    commits: isTooLong(first)
      ? tooManyCommits(first.commits?.totalCount ?? 0)
      : withHead(commits, first.headRefOid),
    reviews: wholeList(
      list((page) => page.reviews),
      `${source}.reviews`,
    ),
    dismissals: dismissalsOf(events),
    baseChanges: baseChangesOf(events),
    forcePushes: forcePushesOf(events),
    mergers: mergersOf(events, first.mergedAt === null ? null : { by: first.mergedBy }),
    assignments: assignmentsOf(events),
  }
}

/** What more would cost: each may have been pushed by somebody else, and every one must be read. */
const mostCommits = 1000

/** More are not read to their end, since it would stay unknown all the same. */
const isTooLong = ({ commits }: PullAnswer): boolean => (commits?.totalCount ?? 0) > mostCommits

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

const tooManyCommits = (count: number): Unknown =>
  unknown(
    `it has ${count} commits, and the gate reads at most 1,000 commits of a pull request`,
    'GraphQL PullRequest.commits',
    'Split the pull request into smaller ones.',
  )

/** A list that lags behind the head lacks the person who pushed last. */
function withHead(
  commits: Fact<readonly { readonly commit: ReadCommit }[]>,
  head: string,
): Fact<readonly ReadCommit[]> {
  if (!commits.known) return commits
  const value = commits.value.map(({ commit }) => commit)
  if (value.some(({ commit }) => commit.oid === head)) return { ...commits, value }
  return unknown(`GitHub does not list the head ${head.slice(0, 7)} yet`, commits.source)
}

const pullOf = (pull: PullAnswer, home: Home): PullRequest => ({
  number: pull.number,
  url: pull.url,
  title: pull.title,
  repository: {
    id: home.databaseId,
    defaultBranch: home.defaultBranchRef?.name ?? '',
    defaultTip: home.defaultBranchRef?.target?.oid ?? null,
  },
  state: pull.state,
  mergedAt: pull.mergedAt,
  // While it is open, GitHub may name a merge that it only tried.
  mergeCommit: pull.mergedAt === null ? null : (pull.mergeCommit?.oid ?? null),
  base: {
    branch: pull.baseRefName,
    oid: pull.baseRefOid,
    tip: pull.baseRef?.target?.oid ?? null,
  },
  head: {
    branch: pull.headRefName,
    oid: pull.headRefOid,
    repository: pull.headRepository?.nameWithOwner ?? null,
  },
  isFork: pull.isCrossRepository,
  author: pull.author,
})
