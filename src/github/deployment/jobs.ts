// The jobs of a run that GitHub ties to deployments: a tie that nobody can write, unlike a record or its statuses.
import * as z from 'zod'
import type { Fact, TextFile } from '../../facts/facts.ts'
import { type Client, cannotTell, connectionOf, cursorOf, cursorPages } from '../api/ask.ts'
import { blobFragment, entryShape, textFileOf } from '../pull-request/text-files.ts'

/** A job that named an environment, in any attempt of its run. */
interface TiedJob {
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
const commitShape = z.object({ oid: z.string(), file: entryShape.nullish() })

/** A run, as far as one query tells of its jobs. */
export const jobsOfRunShape = z
  .object({ checkSuite: z.object({ commit: commitShape, checkRuns: jobsShape.nullable() }) })
  .nullable()
type Answer = z.output<typeof jobsOfRunShape>

/** What one query told. */
export type FirstJobs = Fact<NonNullable<Answer>>

/** On a node; `path` and `page` are the arguments of the two, the latter with a comma before it. */
export const jobsFields = (path: string, page = ''): string => `{...on WorkflowRun{checkSuite{
    commit{oid file(path: ${path}){mode object{...F}}}
    checkRuns(first: 100, filterBy: {checkType: ALL}${page}){
      totalCount pageInfo{hasNextPage endCursor}
      nodes{conclusion completedAt deployment{databaseId}}}}}}`

const shape = z.object({ run: jobsOfRunShape })
const document = `query Jobs($run: ID!, $path: String!, $after: String){
  run: node(id: $run)${jobsFields('$path', ', after: $after')}
  rateLimit{cost}}
${blobFragment}`

export interface RunNamed {
  readonly nodeId: string
  /** The workflow's file. */
  readonly path: string
}

/** The jobs that GitHub ties, and the workflow as the run had it; null: GitHub shows no such file. */
export interface JobsOfRun {
  readonly jobs: readonly TiedJob[]
  readonly workflow: TextFile | null
}

/**
 * `first`: what was asked of it already.
 * @throws CollectError where GitHub does not show the jobs: that is not the same as none.
 */
export async function readJobs(
  client: Client,
  { nodeId, path }: RunNamed,
  first?: Answer,
): Promise<JobsOfRun> {
  let workflow: TextFile | null = null
  const ask = async (after: string | null) => {
    // The run itself was read before.
    const needs = 'checks: read'
    const variables = { run: nodeId, path, after }
    const { run } =
      after === null && first !== undefined
        ? { run: first }
        : await client.query({ name: 'Jobs', document, variables, shape, needs })
    const { commit, checkRuns } = run?.checkSuite ?? {}
    if (!commit || !checkRuns) throw cannotTell('GitHub does not show the jobs of a run', source)
    workflow = textFileOf(commit.file ?? null, path, commit.oid)
    return checkRuns
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
  return { jobs, workflow }
}
