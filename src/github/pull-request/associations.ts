// The merged pull requests that GitHub associates with a commit.
import * as z from 'zod'
import { type Client, connectionOf, cursorOf, cursorPages, inTurns } from '../api/ask.ts'
import { ofCommits } from './commits.ts'

export interface Candidate {
  readonly number: number
  readonly base: string
  /** owner/name of the repository that it was merged into. */
  readonly repository: string | null
  readonly mergeCommit: string | null
}

export interface Association {
  readonly oid: string
  /** Validly signed by GitHub: it made the commit itself. */
  readonly isGitHubs: boolean
  /** Merged pull requests whose head contains the commit, or whose merge it is. In no useful order. */
  readonly merged: readonly Candidate[]
  /** Were all of them listed, as far as `next`? */
  readonly isWhole: boolean
  /** Where the list goes on; null: GitHub gave it whole. */
  readonly next: string | null
}

const listed = `totalCount pageInfo{hasNextPage endCursor} nodes{number merged baseRefName mergeCommit{oid}
    baseRepository{nameWithOwner}}`

export const associationFragment = `fragment A on Commit{oid signature{isValid wasSignedByGitHub}
  associatedPullRequests(first: 50){${listed}}}`

const listShape = connectionOf(
  z.object({
    number: z.number(),
    merged: z.boolean(),
    baseRefName: z.string(),
    mergeCommit: z.object({ oid: z.string() }).nullable(),
    baseRepository: z.object({ nameWithOwner: z.string() }).nullable(),
  }),
)
type List = z.output<typeof listShape>

export const associationShape = z
  .object({
    oid: z.string(),
    signature: z.object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean() }).nullish(),
    associatedPullRequests: listShape.nullable(),
  })
  .transform(
    ({ oid, signature, associatedPullRequests: list }): Association => ({
      oid,
      isGitHubs: signature?.isValid === true && signature.wasSignedByGitHub,
      merged: mergedIn(list),
      isWhole: isWholeSoFar(list),
      next: list === null ? null : cursorOf(list),
    }),
  )

/** A null may be any of them, on whichever page it stands. */
const isWholeSoFar = (list: List | null): boolean =>
  list !== null &&
  !list.nodes.includes(null) &&
  (cursorOf(list) !== null || list.nodes.length === list.totalCount)

const mergedIn = (list: List | null): readonly Candidate[] =>
  (list?.nodes ?? [])
    .filter((node) => node?.merged === true)
    .flatMap((node) => (node === null ? [] : [node]))
    .map(({ number, baseRefName, mergeCommit, baseRepository }) => ({
      number,
      base: baseRefName,
      repository: baseRepository?.nameWithOwner ?? null,
      mergeCommit: mergeCommit?.oid ?? null,
    }))

export type Associations = ReadonlyMap<string, Association>

/** By the oid; those of commits that GitHub lost are left out. */
export async function associationsOf(
  client: Client,
  oids: readonly string[],
): Promise<Associations> {
  const read = await ofCommits(client, oids, {
    ...{ name: 'Associations', fragment: 'A', fragments: associationFragment },
    ...{ shape: associationShape, needs: 'pull-requests: read' },
  })
  return readToTheEnd(
    client,
    new Map(read.flatMap((one) => (one === null ? [] : [[one.oid, one]]))),
  )
}

/** A commit of more than a thousand pull requests stays one of which not all are listed. */
const mostPages = 10
const width = 6

/** With what lies behind the first page of each, where there is more. */
export async function readToTheEnd(client: Client, told: Associations): Promise<Associations> {
  const cut = [...told.values()].filter(({ next }) => next !== null)
  const whole = await inTurns(cut, width, (one) => theRestOf(client, one))
  return new Map([...told, ...whole.map((one) => [one.oid, one] as const)])
}

async function theRestOf(client: Client, first: Association): Promise<Association> {
  const source = 'GraphQL Commit.associatedPullRequests'
  const ask = async (after: string | null): Promise<List> => {
    const { repository } = await client.query({
      ...{ name: 'AssociationsOfOne', needs: 'pull-requests: read' },
      document: `query AssociationsOfOne($owner: String!, $repo: String!, $oid: GitObjectID!, $after: String){
  repository(owner: $owner, name: $repo){commit: object(oid: $oid){...on Commit{
    associatedPullRequests(first: 100, after: $after){${listed}}}}} rateLimit{cost}}`,
      variables: { ...client.repo, oid: first.oid, after: after ?? first.next },
      shape: z.object({
        repository: z.object({ commit: z.object({ associatedPullRequests: listShape }) }),
      }),
    })
    return repository.commit.associatedPullRequests
  }
  const merged = [...first.merged]
  let { isWhole } = first
  let pages = 1
  for await (const page of cursorPages(source, ask, cursorOf)) {
    merged.push(...mergedIn(page))
    isWhole &&= !page.nodes.includes(null)
    pages += 1
    if (pages === mostPages && cursorOf(page) !== null) return { ...first, merged, isWhole: false }
  }
  return { ...first, merged, isWhole, next: null }
}
