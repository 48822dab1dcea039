// The open pull requests that share a head: a check run belongs to the commit, so the green of one is the green of all.
import * as z from 'zod'
import { type Fact, known, type PullRequest, type SharedHead, unknown } from '../../facts/facts.ts'
import {
  actorFragment,
  actorShape,
  type Client,
  cannotTell,
  connectionOf,
  cursorOf,
  cursorPages,
  factFrom,
} from '../api/ask.ts'

const source = 'GraphQL Repository.pullRequests'

/**
 * By the head's commit, by the head's branch, since the default branch's commits name merged ones alone, and among the
 * open ones that were updated last, since those from forks are associated with nothing. Takes $head, $branch, and for each
 * list whether it is asked for.
 */
export const sharingParts = ['byCommit', 'byBranch', 'latest'] as const

const listed = 'totalCount pageInfo{hasNextPage endCursor} nodes{...Shared}'

export const sharingFields = `
    byCommit: object(oid: $head) @include(if: $byCommit){...on Commit{associatedPullRequests(first: 100){${listed}}}}
    byBranch: pullRequests(headRefName: $branch, states: OPEN, first: 100) @include(if: $byBranch){${listed}}
    latest: pullRequests(states: OPEN, first: 100, orderBy: {field: UPDATED_AT, direction: DESC})
      @include(if: $latest){${listed}}`

export const sharingFragment = `fragment Shared on PullRequest{number state baseRefName headRefOid
  baseRepository{nameWithOwner} author{...Who}}`

const listShape = connectionOf(
  z.object({
    number: z.number(),
    state: z.string(),
    baseRefName: z.string(),
    headRefOid: z.string(),
    baseRepository: z.object({ nameWithOwner: z.string() }).nullable(),
    author: actorShape,
  }),
)
type List = z.output<typeof listShape>

export const sharingShape = {
  byCommit: z.object({ associatedPullRequests: listShape.nullish() }).nullish(),
  byBranch: listShape.optional(),
  latest: listShape.optional(),
}

type Answer = z.output<z.ZodObject<typeof sharingShape>>

/** Those whose head it is; the commit's own list holds every pull request that contains it. */
export async function sharingOf(
  client: Client,
  { byCommit, byBranch, latest }: Answer,
  pull: PullRequest,
): Promise<Fact<readonly SharedHead[]>> {
  const { number, head } = pull
  const { owner, repo } = client.repo
  const lists = [byCommit?.associatedPullRequests, byBranch]
  const whole = await factFrom(source, () =>
    Promise.all(lists.map((list, index) => rest(client, pull, list ?? null, index === 0))),
  )
  if (!whole.known) return whole
  const [ofCommit, ofBranch] = whole.value
  if (!isWhole(ofCommit) || !isWhole(ofBranch) || latest === undefined) {
    return unknown('the pull requests that share the head are not all listed', source, remedy)
  }
  const sharing = new Map<number, SharedHead>()
  for (const one of [...whole.value.flatMap((list) => list?.nodes ?? []), ...latest.nodes]) {
    if (one === null || one.state !== 'OPEN' || one.headRefOid !== head.oid) continue
    if (one.number === number) continue
    if (one.baseRepository?.nameWithOwner.toLowerCase() !== `${owner}/${repo}`.toLowerCase())
      continue
    sharing.set(one.number, { number: one.number, baseBranch: one.baseRefName, by: one.author })
  }
  return known([...sharing.values()], source)
}

const remedy = 'Close pull requests that share this head, or push a new commit.'

const isWhole = (one: List | null | undefined): boolean =>
  one?.nodes.length === one?.totalCount && one?.nodes.includes(null) === false

/** A stranger may open hundreds over a head; of more than these, one could be the bad one. */
const mostPages = 10

/** The list with what comes after its first page. */
async function rest(
  client: Client,
  { head }: PullRequest,
  first: List | null,
  isOfCommit: boolean,
): Promise<List | null> {
  const start = first === null ? null : cursorOf(first)
  if (first === null || start === null) return first
  const field = isOfCommit
    ? 'commit: object(oid: $head){...on Commit{list: associatedPullRequests(first: 100, after: $after)'
    : 'list: pullRequests(headRefName: $head, states: OPEN, first: 100, after: $after)'
  const page = z.object({ list: listShape })
  const shape = isOfCommit ? z.object({ commit: page }).transform((one) => one.commit) : page
  const ask = async (after: string | null): Promise<List> => {
    const { repository } = await client.query({
      ...{ name: 'Sharing', needs: 'pull-requests: read' },
      document: `query Sharing($owner: String!, $repo: String!, $head: ${isOfCommit ? 'GitObjectID' : 'String'}!, $after: String){
  repository(owner: $owner, name: $repo){${field}{${listed}}${isOfCommit ? '}}' : ''}} rateLimit{cost}}
${sharingFragment}
${actorFragment}`,
      variables: {
        ...client.repo,
        head: isOfCommit ? head.oid : head.branch,
        after: after ?? start,
      },
      shape: z.object({ repository: shape }),
    })
    return repository.list
  }
  const nodes = [...first.nodes]
  let pages = 1
  for await (const { nodes: more } of cursorPages(source, ask, cursorOf)) {
    if (pages === mostPages) {
      throw cannotTell(`more than ${mostPages * 100} pull requests share the head`, source, remedy)
    }
    pages += 1
    nodes.push(...more)
  }
  return { ...first, nodes }
}
