// What many heads have and the base has not, by one query: a head rebased twenty times must not cost twenty requests.
import * as z from 'zod'
import { type Client, factFrom, inBatches } from '../../api/ask.ts'

/** Fewer are compared as cheaply one by one. */
const fewestHeads = 3
const batchSize = 20
const pageSize = 100

interface Base {
  readonly branch: string
  readonly oid: string
}

export interface Ahead {
  /** By the head, full oids. A head of which GitHub does not list every commit is left out. */
  readonly commits: ReadonlyMap<string, readonly string[]>
  /** What the branch has got since it was at the base: no list above holds these, though a head may have them. */
  readonly since: ReadonlySet<string>
}

/** What the branch has got between the base and this end of it. */
type Came = (tip: string) => Promise<readonly string[]>

const nothing: Ahead = { commits: new Map(), since: new Set() }

const aheadShape = z.object({
  aheadBy: z.number(),
  behindBy: z.number(),
  commits: z.object({
    totalCount: z.number(),
    nodes: z.array(z.object({ oid: z.string() }).nullable()),
  }),
})

const branchShape = z
  .object({ target: z.object({ oid: z.string() }), base: aheadShape.nullable() })
  .catchall(aheadShape.nullable())
type Branch = z.output<typeof branchShape>

/**
 * GitHub compares with where a branch ends now, and the base may be an older state of it: what `came` since is asked too.
 * Nothing where the branch was forced back, or where one by one is cheaper; then each head is compared by itself.
 */
export async function readAhead(
  client: Client,
  base: Base,
  heads: readonly string[],
  came: Came,
): Promise<Ahead> {
  if (heads.length < fewestHeads) return nothing
  const told = await factFrom('GraphQL FormerHeads', async () => {
    const commits = new Map<string, readonly string[]>()
    const branches: Branch[] = []
    await inBatches(heads, batchSize, async (batch, isDivisible) => {
      const branch = await compareAtOnce(client, base, batch, isDivisible)
      if (branch === null) return
      branches.push(branch)
      for (const [index, head] of batch.entries()) {
        const oids = listedIn(branch[`h${index}`] ?? null)
        if (oids !== null) commits.set(head, oids)
      }
    })
    const since = await readSince(branches, heads.length, came)
    return since === null ? nothing : { commits, since }
  })
  return told.known ? told.value : nothing
}

async function compareAtOnce(
  client: Client,
  base: Base,
  heads: readonly string[],
  isDivisible: boolean,
): Promise<Branch | null> {
  const declared = heads.map((_, index) => `$h${index}: String!`).join(' ')
  const compared = heads.map((_, index) => `h${index}: compare(headRef: $h${index}){...Ahead}`)
  const { repository } = await client.query({
    ...{ name: 'FormerHeads', needs: 'contents: read', isDivisible },
    document: `query FormerHeads($owner: String!, $repo: String!, $branch: String!, $base: String!, ${declared}){
  repository(owner: $owner, name: $repo){branch: ref(qualifiedName: $branch){
    target{oid} base: compare(headRef: $base){...Ahead} ${compared.join(' ')}}}
  rateLimit{cost}}
fragment Ahead on Comparison{aheadBy behindBy commits(first: ${pageSize}){totalCount nodes{oid}}}`,
    variables: {
      ...{ ...client.repo, branch: `refs/heads/${base.branch}`, base: base.oid },
      ...Object.fromEntries(heads.map((head, index) => [`h${index}`, head])),
    },
    shape: z.object({ repository: z.object({ branch: branchShape.nullable() }) }),
  })
  return repository.branch
}

/** Null: they are not all there. */
function listedIn(one: z.output<typeof aheadShape> | null): readonly string[] | null {
  if (one === null) return null
  const oids = new Set(one.commits.nodes.map((node) => node?.oid))
  oids.delete(undefined)
  const isWhole = oids.size === one.aheadBy && oids.size === one.commits.totalCount
  return isWhole ? [...oids].filter((oid) => oid !== undefined) : null
}

/** Null: the branch moved meanwhile, no longer has the base, or has got so much that to list it costs more than it saves. */
async function readSince(
  branches: readonly Branch[],
  most: number,
  came: Came,
): Promise<ReadonlySet<string> | null> {
  const [branch] = branches
  const base = branch?.base ?? null
  if (branch === undefined || base === null) return null
  const tip = branch.target.oid
  if (base.aheadBy > 0 || branches.some(({ target }) => target.oid !== tip)) return null
  if (base.behindBy === 0) return new Set()
  return Math.ceil(base.behindBy / pageSize) < most ? new Set(await came(tip)) : null
}
