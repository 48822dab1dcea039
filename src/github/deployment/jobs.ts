// The jobs of a run that GitHub ties to deployments: a tie that nobody can write, unlike a record or its statuses.
import * as z from 'zod'
import {
  type Client,
  cannotTell,
  connectionOf,
  cursorOf,
  cursorPages,
  onRefusal,
} from '../api/ask.ts'

/** A job that named an environment, in any attempt of its run. */
export interface TiedJob {
  /** The record that Actions made for it. */
  readonly deployment: number
  readonly hasSucceeded: boolean
  /** Null: it has not ended. */
  readonly at: string | null
}

const source = 'GraphQL CheckRun.deployment'
const mostPages = 10

const jobsShape = connectionOf(
  z.object({
    conclusion: z.string().nullable(),
    completedAt: z.string().nullable(),
    deployment: z.object({ databaseId: z.number().nullable() }).nullable(),
  }),
)
const shape = z.object({
  run: z.object({ checkSuite: z.object({ checkRuns: jobsShape.nullable() }) }).nullable(),
})

const document = `query Jobs($run: ID!, $after: String){
  run: node(id: $run){...on WorkflowRun{checkSuite{
    checkRuns(first: 100, after: $after, filterBy: {checkType: ALL}){
      totalCount pageInfo{hasNextPage endCursor}
      nodes{conclusion completedAt deployment{databaseId}}}}}}
  rateLimit{cost}}`

const noJobs = { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] }

/** None where GitHub ties none, or shows no jobs to the token. `run`: its node id. */
export async function readTiedJobs(client: Client, run: string): Promise<readonly TiedJob[]> {
  const ask = async (after: string | null) => {
    const needs = 'actions: read'
    const asked = { name: 'Jobs', document, variables: { run, after }, shape, needs }
    const answer = await client.query(asked).catch(onRefusal(() => null))
    return answer?.run?.checkSuite.checkRuns ?? noJobs
  }
  const jobs: TiedJob[] = []
  let count = 0
  for await (const page of cursorPages(source, ask, cursorOf)) {
    if (count === mostPages) throw cannotTell('an earlier run has more than 1000 jobs', source)
    count += 1
    for (const job of page.nodes) {
      // A job that is not shown could be the one that failed, or the one that took the environment back.
      if (job === null) throw cannotTell('GitHub hides a job of an earlier run', source)
      const deployment = job.deployment?.databaseId
      if (!deployment) continue
      jobs.push({ deployment, hasSucceeded: job.conclusion === 'SUCCESS', at: job.completedAt })
    }
  }
  return jobs
}
