// Where commits were deployed, and by whom: the person who created the deployment, and the person who started the runs behind it.
import * as z from 'zod'
import type { Actor, PastDeployment } from '../../facts/facts.ts'
import {
  actorFragment,
  actorShape,
  type Client,
  cannotTell,
  connectionOf,
  inBatches,
  inTurns,
  onStatus,
  readConnection,
} from '../api/ask.ts'
import { isGitHubActions, runsOf } from '../deployment/records.ts'
import { readEveryAttempt } from '../deployment/runs.ts'

const source = 'GraphQL Commit.deployments'
const batchSize = 20
/** Of each commit at first: GitHub counts the statuses of each that could be there. */
const few = 5
const width = 6

const statusesShape = z.object({
  totalCount: z.number(),
  nodes: z.array(z.object({ logUrl: z.string().nullable() }).nullable()),
})
const recordsShape = connectionOf(
  z.object({
    environment: z.string().nullable(),
    createdAt: z.string(),
    creator: actorShape,
    statuses: statusesShape.nullable(),
  }),
)
type Page = z.output<typeof recordsShape>
type Record = NonNullable<Page['nodes'][number]>

const answerShape = z.object({
  repository: z.record(z.string(), z.object({ deployments: recordsShape.nullish() }).nullable()),
})

/** To whichever environment. A commit that is not there was deployed nowhere. */
export async function readPastDeployments(
  client: Client,
  oids: readonly string[],
): Promise<readonly PastDeployment[]> {
  const foundAt: { readonly sha: string; readonly record: Record }[][] = []
  await inBatches(oids, batchSize, async (batch, isDivisible, at) => {
    const pages = await ask(client, batch, null, isDivisible)
    for (const [index, sha] of batch.entries()) {
      const first = pages[index]
      // No such commit here; where there is one, a list that GitHub leaves out could hold anything.
      if (first === undefined) continue
      if (first === null) throw withheld(sha)
      const records = await readConnection<Record>(source, async (after) => {
        const [page] = after === null ? [first] : await ask(client, [sha], after, false)
        if (!page) throw withheld(sha)
        return page
      })
      foundAt[at + index] = records.map((record) => ({ sha, record }))
    }
  })
  const found = foundAt.flat()
  const ids = [...new Set(found.flatMap(({ record }) => runsBehind(record)))]
  const starters = await inTurns(ids, width, (id) => startersOf(client, id))
  const startersByRun = new Map(ids.map((id, index) => [id, starters[index] ?? [null]]))
  return found.map(({ sha, record }): PastDeployment => {
    const runs = runsBehind(record)
    const started = runs.flatMap((id) => startersByRun.get(id) ?? [null])
    const by = distinct([...creators(record, runs), ...started])
    return { environment: record.environment ?? '', sha, at: record.createdAt, runs, by }
  })
}

function runsBehind({ statuses }: Record): readonly number[] {
  const nodes = (statuses?.nodes ?? []).filter((one) => one !== null)
  if (nodes.length === (statuses?.totalCount ?? 0)) return runsOf(nodes)
  const reason = `${nodes.length} of ${statuses?.totalCount} statuses could be read`
  throw cannotTell(reason, 'GraphQL Deployment.statuses')
}

const withheld = (sha: string) =>
  cannotTell(`GitHub does not say where ${sha.slice(0, 7)} was deployed`, source)

/** A job reports under a bot's name and decides nothing; where it names no run, somebody unknown stands behind it. */
function creators({ creator }: Record, runs: readonly number[]): readonly (Actor | null)[] {
  if (creator?.kind === 'Bot' && runs.length > 0) return []
  return isGitHubActions(creator) ? [null] : [creator]
}

/** Of every attempt: the person who runs it again may be another. */
const startersOf = (client: Client, id: number): Promise<readonly (Actor | null)[]> =>
  readEveryAttempt(client, id)
    .then((attempts) => attempts.flatMap(({ actor, triggeringActor }) => [actor, triggeringActor]))
    // Runs can be deleted, and GitHub does so after a while: then nobody can say who started it.
    .catch(onStatus([404], () => [null]))

const distinct = (actors: readonly (Actor | null)[]): readonly (Actor | null)[] => [
  ...new Map(actors.map((one) => [one?.id ?? null, one])).values(),
]

async function ask(
  client: Client,
  oids: readonly string[],
  after: string | null,
  isDivisible: boolean,
): Promise<readonly (Page | null | undefined)[]> {
  const { repository } = await client.query({
    name: 'PastDeployments',
    document: documentFor(oids.length),
    variables: {
      ...{ ...client.repo, after, first: after === null ? few : 50 },
      ...Object.fromEntries(oids.map((oid, index) => [`c${index}`, oid])),
    },
    shape: answerShape,
    needs: { deployments: 'deployments: read', rest: 'contents: read' },
    isDivisible,
  })
  return oids.map((_, index) => repository[`c${index}`]?.deployments)
}

function documentFor(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index)
  return `query PastDeployments($owner: String!, $repo: String!, $first: Int!, $after: String,
    ${indices.map((i) => `$c${i}: GitObjectID!`).join(' ')}){
  repository(owner: $owner, name: $repo){${indices.map((i) => `c${i}: object(oid: $c${i}){...D}`).join(' ')}}
  rateLimit{cost}}
fragment D on Commit{deployments(first: $first, after: $after, orderBy: {field: CREATED_AT, direction: DESC}){
  totalCount pageInfo{hasNextPage endCursor} nodes{environment createdAt creator{...Who}
    statuses(first: 100){totalCount nodes{logUrl}}}}}
${actorFragment}`
}
