// The records of an environment's deployments, newest first, and which runs their statuses call a success.
import * as z from 'zod'
import type { Actor } from '../../facts/facts.ts'
import {
  actorFragment,
  actorShape,
  type Client,
  connectionOf,
  cursorOf,
  cursorPages,
} from '../api/ask.ts'

export interface DeploymentRecord {
  readonly id: number
  readonly commit: string
  /** Null: the account is deleted. */
  readonly creator: Actor | null
  /** The tag that was deployed; null: a branch, or a tag that is gone. */
  readonly tag: string | null
  /** Every run that any of its statuses names. */
  readonly runs: readonly number[]
  /** The runs that a status of success names, the newest first. Anybody may write one: the run itself must bear it out. */
  readonly succeeded: readonly number[]
}

const gitHubActions = 41898282

/** The bot under whose name workflows write records through the API. A job's own record names whoever started its run. */
export const isGitHubActions = (actor: Actor | null): boolean =>
  actor?.id === gitHubActions && actor.kind === 'Bot'

export const recordFields = `totalCount pageInfo{hasNextPage endCursor} nodes{
      databaseId commitOid creator{...Who} ref{name prefix}
      statuses(first: 100){nodes{state logUrl}}}`

const recordShape = z
  .object({
    databaseId: z.number(),
    commitOid: z.string(),
    creator: actorShape,
    ref: z.object({ name: z.string(), prefix: z.string() }).nullable(),
    statuses: z
      .object({
        nodes: z.array(z.object({ state: z.string(), logUrl: z.string().nullable() })),
      })
      .nullable(),
  })
  .transform((one): DeploymentRecord => {
    // A later success turns an earlier one inactive: any success counts, not the latest status.
    const statuses = one.statuses?.nodes ?? []
    const successes = statuses.filter(({ state }) => state === 'SUCCESS')
    return {
      id: one.databaseId,
      commit: one.commitOid,
      creator: one.creator,
      tag: one.ref?.prefix === 'refs/tags/' ? one.ref.name : null,
      runs: runsOf(statuses),
      succeeded: runsOf(successes),
    }
  })

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

const document = `query Deployments($owner: String!, $repo: String!, $es: [String!], $d: String){
  repository(owner: $owner, name: $repo){
    deployments(first: 50, after: $d, environments: $es, orderBy: {field: CREATED_AT, direction: DESC}){
      ${recordFields}}}
  rateLimit{cost}}
${actorFragment}`

/** Page by page, from a first one that was read already. */
export const recordPages = (client: Client, environment: string, first: RecordPage) =>
  cursorPages(
    'GraphQL Repository.deployments',
    async (after: string | null): Promise<RecordPage> => {
      if (after === null) return first
      const { repository } = await client.query({
        name: 'Deployments',
        document,
        variables: { ...client.repo, es: [environment], d: after },
        shape: z.object({ repository: z.object({ deployments: recordsShape }) }),
        needs: 'deployments: read',
      })
      return repository.deployments
    },
    cursorOf,
  )
