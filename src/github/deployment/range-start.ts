// Where the range starts: the newest deployment that this workflow made and that succeeded, or the commit given for it.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { Range } from '../../facts/deployment.ts'
import { actorFragment } from '../api/actors.ts'
import type { Client } from '../api/client.ts'
import { cursorOf } from '../api/connections.ts'
import { statusBetween } from '../pull-request/comparison.ts'
import type { DeploymentQuestion } from './deployment-context.ts'
import { type DeploymentRecord, type RecordPage, recordFields, recordsShape } from './records.ts'
import { type RunReading, readAttempt, readRun } from './runs.ts'

export type Start = Pick<Range, 'from' | 'basis'>

/** Does a protected branch hold the commit? */
type Holds = (oid: string) => Promise<boolean>

const source = 'GraphQL Repository.deployments'
const mostPages = 10
const mostRuns = 20

/** @throws CollectError where nothing trusted is known to start from, or GitHub could not be asked. */
export async function readStart(
  client: Client,
  question: DeploymentQuestion,
  { sha, baseline, records, attempts }: Told,
  branches: readonly string[],
  holds: Holds,
): Promise<Start> {
  const own = attempts.at(-1)
  if (own !== undefined) {
    const deployed = await lastDeployed(client, question, own, records, branches, holds)
    if (deployed !== null) return { from: deployed, basis: 'deployment' }
  }
  return { from: await trusted(client, question, baseline, sha), basis: 'baseline' }
}

export interface Told {
  readonly sha: string
  readonly baseline: string | null
  readonly records: RecordPage
  readonly attempts: readonly RunReading[]
}

/** The commit of the newest record that a run of this workflow bears out; null: there is none. */
async function lastDeployed(
  client: Client,
  question: DeploymentQuestion,
  own: RunReading,
  first: RecordPage,
  branches: readonly string[],
  holds: Holds,
): Promise<string | null> {
  let asked = 0
  let page: RecordPage | null = first
  for (let count = 1; page !== null; count += 1) {
    for (const record of page.nodes) {
      // This run's own record may be green already, from an earlier attempt or from a job before this one.
      if (record === null || record.runs.includes(own.id)) continue
      for (const id of record.succeeded) {
        asked += 1
        if (asked > mostRuns) throw tooMany(`${mostRuns} deployments`)
        if (await bearsOut(client, question, own, record, id, branches, holds)) return record.commit
      }
    }
    const cursor: string | null = cursorOf(page)
    if (count === mostPages && cursor !== null) throw tooMany(`${page.totalCount} records`)
    page = cursor === null ? null : await readRecords(client, question, cursor)
  }
  return null
}

/**
 * Is the record what it says? Anybody who may write deployments can name a commit of their choice, and a real run that
 * failed at it: so the run must be this workflow's, at that commit, on a protected branch, and have succeeded. Whoever
 * stands as the record's creator proves nothing: GitHub names there whoever started the run whose job made it.
 */
async function bearsOut(
  client: Client,
  { repository }: DeploymentQuestion,
  own: RunReading,
  record: DeploymentRecord,
  id: number,
  branches: readonly string[],
  holds: Holds,
): Promise<boolean> {
  const run = await readRun(client, repository, id).catch((error: unknown) => {
    // Runs can be deleted: then nothing bears the record out, and an older one is looked for.
    if (error instanceof CollectError && error.status === 404) return null
    throw error
  })
  if (run === null || run.path !== own.path || run.head !== record.commit) return false
  if (run.repository?.toLowerCase() !== `${repository.owner}/${repository.name}`.toLowerCase()) {
    return false
  }
  // A pull request's run stands under its head branch, which may be called like a protected one, with files of its own.
  if (run.event.startsWith('pull_request')) return false
  if (record.tag !== null && record.tag === run.branch) {
    if (!(await holds(run.head))) return false
  } else if (run.branch === null || !branches.includes(run.branch)) return false
  if (run.succeeded) return true
  for (let attempt = run.attempt - 1; attempt > 0; attempt -= 1) {
    if ((await readAttempt(client, repository, id, attempt)).succeeded) return true
  }
  return false
}

const document = `query Deployments($o: String!, $r: String!, $es: [String!], $d: String){
  repository(owner: $o, name: $r){
    deployments(first: 50, after: $d, environments: $es, orderBy: {field: CREATED_AT, direction: DESC}){
      ${recordFields}}}
  rateLimit{cost}}
${actorFragment}`

async function readRecords(
  client: Client,
  { repository, environment }: DeploymentQuestion,
  cursor: string,
): Promise<RecordPage> {
  const answer = await client.query({
    name: 'Deployments',
    document,
    variables: { o: repository.owner, r: repository.name, es: [environment], d: cursor },
    shape: z.object({ repository: z.object({ deployments: recordsShape }) }),
    needs: 'deployments: read',
  })
  return answer.repository.deployments
}

const tooMany = (looked: string): CollectError =>
  new CollectError(`none of the newest ${looked} is known to be this workflow's success`, {
    source,
    remedy: 'Delete the records that no run of the deploying workflow made.',
  })

/** The commit that the input `baseline` names, an ancestor of what is deployed. */
async function trusted(
  client: Client,
  { repository, environment, baseline: named, runId }: DeploymentQuestion,
  baseline: string | null,
  sha: string,
): Promise<string> {
  const told = { source, remedy: 'Name the first trusted commit in the input `baseline`.' }
  if (named === null) {
    const why =
      runId === null
        ? `from a terminal it is not known which workflow deploys to ${environment}`
        : `no deployment to ${environment} by this workflow has succeeded yet`
    throw new CollectError(why, told)
  }
  if (baseline === null) {
    throw new CollectError(`the baseline ${named} is no commit of the repository`, {
      ...told,
      source: 'GraphQL Repository.object',
    })
  }
  const status = await statusBetween(client, repository, baseline, sha)
  if (status === 'ahead' || status === 'identical') return baseline
  const [from, to] = [baseline.slice(0, 7), sha.slice(0, 7)]
  throw new CollectError(`the baseline ${from} is no ancestor of ${to}`, {
    ...told,
    source: 'GET /repos/{owner}/{repo}/compare/{basehead}',
  })
}
