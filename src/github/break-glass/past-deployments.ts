// Where commits were deployed, and by whom: whoever created the deployment, and whoever started the runs behind it.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { Actor } from '../../facts/actor.ts'
import type { PastDeployment } from '../../facts/break-glass.ts'
import { actorFragment, actorShape } from '../api/actors.ts'
import { inBatches, inTurns } from '../api/batches.ts'
import type { Client } from '../api/client.ts'
import { connectionOf } from '../api/connections.ts'
import { readPages } from '../api/pages.ts'
import type { Repository } from '../api/repository.ts'
import { isGitHubActions, runsOf } from '../deployment/records.ts'
import { readAttempts, readRun } from '../deployment/runs.ts'

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
  repository: Repository,
  oids: readonly string[],
): Promise<readonly PastDeployment[]> {
  const found: { readonly sha: string; readonly record: Record }[] = []
  await inBatches(oids, batchSize, async (batch, isDivisible) => {
    const pages = await ask(client, repository, batch, null, isDivisible)
    for (const [index, sha] of batch.entries()) {
      const first = pages[index]
      // No such commit here; where there is one, a list that GitHub leaves out could hold anything.
      if (first === undefined) continue
      if (first === null) throw withheld(sha)
      const records = await readPages<Record>(source, async (after) => {
        const [page] = after === null ? [first] : await ask(client, repository, [sha], after, false)
        if (!page) throw withheld(sha)
        return page
      })
      found.push(...records.map((record) => ({ sha, record })))
    }
  })
  const ids = [...new Set(found.flatMap(({ record }) => runsBehind(record)))]
  const starters = await inTurns(ids, width, (id) => startersOf(client, repository, id))
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
  throw new CollectError(`${nodes.length} of ${statuses?.totalCount} statuses could be read`, {
    source: 'GraphQL Deployment.statuses',
    remedy: 'Run the gate again.',
  })
}

const withheld = (sha: string): CollectError =>
  new CollectError(`GitHub does not say where ${sha.slice(0, 7)} was deployed`, {
    source,
    remedy: 'Run the gate again.',
  })

/** A job reports under a bot's name and decides nothing; where it names no run, somebody unknown stands behind it. */
function creators({ creator }: Record, runs: readonly number[]): readonly (Actor | null)[] {
  if (creator?.kind === 'Bot' && runs.length > 0) return []
  return isGitHubActions(creator) ? [null] : [creator]
}

/** Of every attempt: whoever runs it again may be another. */
async function startersOf(
  client: Client,
  repository: Repository,
  id: number,
): Promise<readonly (Actor | null)[]> {
  try {
    const latest = await readRun(client, repository, id)
    const earlier = await readAttempts(client, repository, id, latest.attempt - 1)
    return [latest, ...earlier].flatMap(({ actor, triggeringActor }) => [actor, triggeringActor])
  } catch (error) {
    // Runs can be deleted, and GitHub does so after a while: then nobody can say who started it.
    if (error instanceof CollectError && error.status === 404) return [null]
    throw error
  }
}

const distinct = (actors: readonly (Actor | null)[]): readonly (Actor | null)[] => [
  ...new Map(actors.map((one) => [one?.id ?? null, one])).values(),
]

async function ask(
  client: Client,
  { owner, name }: Repository,
  oids: readonly string[],
  after: string | null,
  isDivisible: boolean,
): Promise<readonly (Page | null | undefined)[]> {
  const { repository } = await client.query({
    name: 'PastDeployments',
    document: documentFor(oids.length),
    variables: {
      ...{ o: owner, r: name, after, first: after === null ? few : 50 },
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
  return `query PastDeployments($o: String!, $r: String!, $first: Int!, $after: String,
    ${indices.map((i) => `$c${i}: GitObjectID!`).join(' ')}){
  repository(owner: $o, name: $r){${indices.map((i) => `c${i}: object(oid: $c${i}){...D}`).join(' ')}}
  rateLimit{cost}}
fragment D on Commit{deployments(first: $first, after: $after, orderBy: {field: CREATED_AT, direction: DESC}){
  totalCount pageInfo{hasNextPage endCursor} nodes{environment createdAt creator{...Who}
    statuses(first: 100){totalCount nodes{logUrl}}}}}
${actorFragment}`
}
