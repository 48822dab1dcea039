// The open pull requests that share a head: a check run belongs to the commit, so the green of one is the green of all.
import * as z from 'zod'
import { type Fact, known, type PullRequest, type SharedHead, unknown } from '../../facts/facts.ts'
import { actorShape, type Repository } from '../api/ask.ts'

const source = 'GraphQL Repository.pullRequests'

/**
 * By the head's commit, by the head's branch, since the default branch's commits name merged ones alone, and among the
 * open ones that were updated last, since those from forks are associated with nothing. Takes $head, $branch, and for each
 * list whether it is asked for.
 */
export const sharingParts = ['byCommit', 'byBranch', 'latest'] as const

export const sharingFields = `
    byCommit: object(oid: $head) @include(if: $byCommit){...on Commit{associatedPullRequests(first: 100){totalCount nodes{...Shared}}}}
    byBranch: pullRequests(headRefName: $branch, states: OPEN, first: 100) @include(if: $byBranch){totalCount nodes{...Shared}}
    latest: pullRequests(states: OPEN, first: 100, orderBy: {field: UPDATED_AT, direction: DESC})
      @include(if: $latest){totalCount nodes{...Shared}}`

export const sharingFragment = `fragment Shared on PullRequest{number state baseRefName headRefOid
  baseRepository{nameWithOwner} author{...Who}}`

const listShape = z.object({
  totalCount: z.number(),
  nodes: z.array(
    z
      .object({
        number: z.number(),
        state: z.string(),
        baseRefName: z.string(),
        headRefOid: z.string(),
        baseRepository: z.object({ nameWithOwner: z.string() }).nullable(),
        author: actorShape,
      })
      .nullable(),
  ),
})

export const sharingShape = {
  byCommit: z.object({ associatedPullRequests: listShape.nullish() }).nullish(),
  byBranch: listShape.optional(),
  latest: listShape.optional(),
}

type Answer = z.output<z.ZodObject<typeof sharingShape>>

/** Those whose head it is; the commit's own list holds every pull request that contains it. */
export function sharingOf(
  { byCommit, byBranch, latest }: Answer,
  { number, head }: PullRequest,
  { owner, repo }: Repository,
): Fact<readonly SharedHead[]> {
  const list = byCommit?.associatedPullRequests
  const isWhole = (one: z.output<typeof listShape> | null | undefined): boolean =>
    one?.nodes.length === one?.totalCount && one?.nodes.includes(null) === false
  if (!isWhole(list) || !isWhole(byBranch) || latest === undefined) {
    const remedy = 'Close pull requests that share this head, or push a new commit.'
    return unknown('the pull requests that share the head are not all listed', source, remedy)
  }
  const sharing = new Map<number, SharedHead>()
  for (const one of [...(list?.nodes ?? []), ...(byBranch?.nodes ?? []), ...latest.nodes]) {
    if (one === null || one.state !== 'OPEN' || one.headRefOid !== head.oid) continue
    if (one.number === number) continue
    if (one.baseRepository?.nameWithOwner.toLowerCase() !== `${owner}/${repo}`.toLowerCase())
      continue
    sharing.set(one.number, { number: one.number, baseBranch: one.baseRefName, by: one.author })
  }
  return known([...sharing.values()], source)
}
