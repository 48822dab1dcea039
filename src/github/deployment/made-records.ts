// Who made an environment's newest deployment records, and whether GitHub ties a job to them: for a reader who asks how it does so here.
import { type Client, onStatus } from '../api/ask.ts'
import { type DeploymentQuestion, readContext } from './deployment-context.ts'
import { readJobs } from './jobs.ts'
import { type DeploymentRecord, readMaking } from './records.ts'
import { readRun } from './runs.ts'

export interface MadeRecord {
  readonly id: number
  readonly creator: DeploymentRecord['creator']
  /** The App that the creator acted through; null: none. */
  readonly app: string | null
  /** Of each run that the record's statuses name. */
  readonly jobs: readonly { readonly run: number; readonly isTied: boolean }[]
}

const most = 3

/** Of what the run deploys; without a run, of the default branch as it stands. */
export async function deploymentOf(
  client: Client,
  environment: string,
  { run, policyPath }: { readonly run: number | null; readonly policyPath: string },
): Promise<DeploymentQuestion> {
  const told = run === null ? null : await readRun(client, run).catch(untold)
  const question = {
    ...{ environment, baseline: null, action: null, runId: run, policyPath },
    ...{ event: null, upstreamRunId: null, deploymentId: null },
    ...{ sha: told?.head ?? 'HEAD', attempt: told?.attempt ?? 1 },
  }
  if (told !== null) return question
  const { defaultBranch } = await readContext(client, question)
  return { ...question, sha: defaultBranch.known ? defaultBranch.value.tip : question.sha }
}

/** Of the newest three; none where the records could not be read. */
export async function readMadeRecords(
  client: Client,
  question: DeploymentQuestion,
): Promise<readonly MadeRecord[]> {
  const { records } = await readContext(client, question)
  const newest = (records.known ? records.value.nodes : []).filter((one) => one !== null)
  const made = newest.slice(0, most).map(async ({ id, runs }) => {
    const making = await readMaking(client, id).catch(untold)
    if (making === null) return []
    const jobs = runs.map(async (run) => ({ run, isTied: await isTied(client, run, id) }))
    const app = making.performed_via_github_app?.slug ?? null
    return [{ id, creator: making.creator, app, jobs: await Promise.all(jobs) }]
  })
  return (await Promise.all(made)).flat()
}

/** What may not be read is noted as such, and nothing ends over it. */
const untold = onStatus([401, 403, 404], () => null)

/** A run that was deleted ties nothing. */
async function isTied(client: Client, id: number, deployment: number): Promise<boolean> {
  const run = await readRun(client, id).catch(untold)
  const { jobs } = run === null ? { jobs: [] } : await readJobs(client, run)
  return jobs.some((job) => job.deployment === deployment)
}
