// The records of an environment's deployments, newest first, and which runs their statuses call a success, and when.
import * as z from 'zod'
import type { Actor } from '../../facts/facts.ts'
import {
  actorFragment,
  actorShape,
  type Client,
  cannotTell,
  connectionOf,
  readList,
  simpleUserShape,
} from '../api/ask.ts'

export interface DeploymentRecord {
  readonly id: number
  readonly commit: string
  /** Null: the account is deleted. */
  readonly creator: Actor | null
  /** Every run that any of its statuses names. */
  readonly runs: readonly number[]
  /** What calls it a success, a run each. Anybody may write such a status: a job must bear it out. */
  readonly successes: readonly StatusOfRun[]
  /** What says that it began, a run each, and calls it no success; `at`: the newest status of all. */
  readonly begun: readonly StatusOfRun[]
  /** What its statuses say that it ships, where that is not its commit. Anybody may write them. */
  readonly notes: readonly string[]
  /** Statuses from before this time were not listed, one of which could be a success; null: all were. */
  readonly cutBefore: string | null
}

interface StatusOfRun {
  readonly run: number
  /** The newest such status that names the run. */
  readonly at: string
}

interface Status {
  readonly state: string
  readonly logUrl: string | null
  readonly createdAt: string
  readonly description?: string | null | undefined
}

const gitHubActions = 41898282

/** The bot under whose name workflows write records through the API. A job's own record names the person who started its run. */
export const isGitHubActions = (actor: Actor | null): boolean =>
  actor?.id === gitHubActions && actor.kind === 'Bot'

/** Who made a record, and through which App. */
export const readMaking = (client: Client, id: number) =>
  client.get(
    client.rest.repos.getDeployment,
    { ...client.repo, deployment_id: id },
    { shape: madeShape, needs: 'deployments: read' },
  )

const madeShape = z.object({
  creator: simpleUserShape,
  performed_via_github_app: z.object({ slug: z.string() }).nullish(),
})

export const recordFields = `totalCount pageInfo{hasNextPage endCursor} nodes{
      databaseId commitOid creator{...Who}
      statuses(first: 100){totalCount nodes{state logUrl createdAt description}}}`

const recordShape = z
  .object({
    databaseId: z.number(),
    commitOid: z.string(),
    creator: actorShape,
    statuses: z
      .object({
        totalCount: z.number(),
        nodes: z.array(
          z.object({
            ...{ state: z.string(), logUrl: z.string().nullable(), createdAt: z.string() },
            description: z.string().nullish(),
          }),
        ),
      })
      .nullable(),
  })
  .transform((one): DeploymentRecord => {
    const statuses = one.statuses?.nodes ?? []
    return {
      id: one.databaseId,
      commit: one.commitOid,
      creator: one.creator,
      ...toldBy(statuses),
      cutBefore:
        one.statuses === null || one.statuses.nodes.length === one.statuses.totalCount
          ? null
          : statuses.map(({ createdAt }) => createdAt).reduce(earlier, end),
    }
  })

type Told = Pick<DeploymentRecord, 'runs' | 'successes' | 'begun' | 'notes'>

function toldBy(statuses: readonly Status[]): Told {
  // A later success turns an earlier one inactive: any success counts, not the latest status.
  const successes = newestOfRuns(statuses, ['SUCCESS'])
  const states = statuses.map(({ state }) => state)
  // What waits for a release and is refused it fails without having begun.
  const isRefused = states.includes('WAITING') && !states.includes('IN_PROGRESS')
  const begun = newestOfRuns(statuses, isRefused ? [] : ['IN_PROGRESS', 'FAILURE', 'ERROR'])
  // How a job that was cancelled is told, and whether by its run, GitHub does not say.
  const last = statuses.map(({ createdAt }) => createdAt).reduce(later, begun[0]?.at ?? '')
  return {
    runs: runsOf(statuses),
    notes: [...new Set(statuses.flatMap(({ description }) => noteIn(description) ?? []))],
    successes,
    begun: begun
      .filter(({ run }) => !successes.some((one) => one.run === run))
      .map(({ run }) => ({ run, at: last })),
  }
}

function newestOfRuns(
  statuses: readonly Status[],
  states: readonly string[],
): readonly StatusOfRun[] {
  const alike = statuses.filter(({ state }) => states.includes(state))
  return runsOf(alike).map((run) => {
    const own = alike.filter((status) => runsOf([status]).includes(run))
    return { run, at: own.map(({ createdAt }) => createdAt).reduce(later) }
  })
}

const statusShape = z
  .object({
    ...{ state: z.string(), log_url: z.string().nullish(), created_at: z.string() },
    description: z.string().nullish(),
  })
  .transform(
    ({ state, log_url, created_at, description }): Status => ({
      ...{ state: state.toUpperCase(), logUrl: log_url ?? null, createdAt: created_at },
      description,
    }),
  )

const mostStatusPages = 10

/** All that the statuses of a record tell, where the list of records does not hold them to the end. */
export async function readStatuses(client: Client, id: number): Promise<Told> {
  const { listDeploymentStatuses } = client.rest.repos
  const pages = client.list(
    listDeploymentStatuses,
    { ...client.repo, deployment_id: id, per_page: 100 },
    { shape: z.array(statusShape), needs: 'deployments: read' },
  )
  const { items, isWhole } = await readList(pages, (_, count) => count >= mostStatusPages)
  if (isWhole) return toldBy(items)
  const reason = `deployment record ${id} has more than ${mostStatusPages * 100} statuses`
  throw cannotTell(reason, listDeploymentStatuses)
}

/** What is written beside a job that ships something else than the commit of its record. */
export const noteOf = (oid: string): string => `ships ${oid}`

const noteIn = (description: string | null | undefined): string | undefined =>
  /^ships ([0-9a-f]{40})$/.exec(description ?? '')?.[1]

const end = '9999-12-31T23:59:59Z'

const earlier = (one: string, other: string): string =>
  Date.parse(one) < Date.parse(other) ? one : other

const later = (one: string, other: string): string =>
  Date.parse(one) < Date.parse(other) ? other : one

/** The runs that statuses name as their log. */
export const runsOf = (
  statuses: readonly { readonly logUrl: string | null }[],
): readonly number[] => [
  ...new Set(
    statuses
      .map(({ logUrl }) => logUrl?.match(/\/actions\/runs\/(\d+)(?:[/?#]|$)/)?.[1])
      .filter((id) => id !== undefined)
      .map(Number),
  ),
]

export const recordsShape = connectionOf(recordShape)
export type RecordPage = z.output<typeof recordsShape>

/** GitHub compares names of environments without case; whether this list does, it does not say. */
export const spellingsOf = (environment: string): readonly string[] => [
  ...new Set([environment, environment.toLowerCase()]),
]

const document = `query Deployments($owner: String!, $repo: String!, $es: [String!], $d: String){
  repository(owner: $owner, name: $repo){
    deployments(first: 50, after: $d, environments: $es, orderBy: {field: CREATED_AT, direction: DESC}){
      ${recordFields}}}
  rateLimit{cost}}
${actorFragment}`

/** The page after a cursor; null: the first. */
export async function readRecords(
  client: Client,
  spellings: readonly string[],
  after: string | null,
): Promise<RecordPage> {
  const { repository } = await client.query({
    name: 'Deployments',
    document,
    variables: { ...client.repo, es: spellings, d: after },
    shape: z.object({ repository: z.object({ deployments: recordsShape }) }),
    needs: 'deployments: read',
  })
  return repository.deployments
}
