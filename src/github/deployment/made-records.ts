// Who made an environment's newest deployment records, and whether GitHub ties a job to them: for whoever asks how it does so here.
import type { Actor } from '../../facts/facts.ts'
import { type Client, onStatus } from '../api/ask.ts'
import { type DeploymentQuestion, readContext } from './deployment-context.ts'
import { readTiedJobs } from './jobs.ts'
import { readMaking } from './records.ts'
import { readRun } from './runs.ts'

export interface MadeRecord {
  readonly id: number
  readonly creator: Actor | null
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
  const told = run === null ? null : await readRun(client, run)
  const question = {
    ...{ environment, baseline: null, runId: run, policyPath },
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
  return Promise.all(
    newest.slice(0, most).map(async ({ id, runs }) => {
      const { creator, performed_via_github_app: app } = await readMaking(client, id)
      const jobs = runs.map(async (run) => ({ run, isTied: await isTied(client, run, id) }))
      return { id, creator, app: app?.slug ?? null, jobs: await Promise.all(jobs) }
    }),
  )
}

/** A run that was deleted ties nothing. */
async function isTied(client: Client, id: number, deployment: number): Promise<boolean> {
  const run = await readRun(client, id).catch(onStatus([404], () => null))
  const jobs = run === null ? [] : await readTiedJobs(client, run.nodeId)
  return jobs.some((job) => job.deployment === deployment)
}
