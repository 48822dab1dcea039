// REST: the jobs of a workflow run, each of which is a check run of the same number.

import { nodeId } from '../git/node-id.ts'
import { read } from '../server/tokens.ts'
import { type CheckRun, checkPage, checkRuns, latestCheckRuns, suiteOf } from '../world/checks.ts'
import { fullName, WEB } from '../world/github.ts'
import { bareName } from '../world/refs.ts'
import type { Run } from '../world/schema/run-defaults.ts'
import { type Ask, found, ok, page, param, query, type Routes } from './answer.ts'
import { repoApi } from './commits.ts'

/** A check run that a world lists for a run is a job of it as well. */
const jobsOf = ({ github }: Pick<Ask, 'github'>, run: Run): CheckRun[] => {
  const suite = suiteOf({ app: 'github-actions', run: run.id, commit: run.commit })
  return checkRuns(github.world, run.commit).filter((check) => suiteOf(check) === suite)
}

function jobView(ask: Ask, run: Run, job: CheckRun) {
  const url = `${repoApi(ask)}/actions`
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.workflow,
    head_branch: bareName(run.branch),
    run_url: `${url}/runs/${run.id}`,
    run_attempt: job.attempt,
    node_id: nodeId('CheckRun', job.id),
    head_sha: job.commit,
    url: `${url}/jobs/${job.id}`,
    html_url: `${WEB}/${fullName(ask.github.repository)}/${checkPage(job)}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: job.started,
    started_at: job.started,
    completed_at: job.conclusion === null ? null : job.at,
    name: job.name,
    steps: [],
    check_run_url: `${repoApi(ask)}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
  }
}

const asked = (ask: Ask): Run => found(ask.github.run(Number(param(ask, 'run_id'))))

function list(ask: Ask, run: Run, jobs: readonly CheckRun[]) {
  const wrap = (views: unknown[]) => ({ total_count: jobs.length, jobs: views })
  return page(ask, jobs, (job) => jobView(ask, run, job), wrap)
}

/** Of each name the last attempt, unless all are asked for. */
function ofRun(ask: Ask) {
  const run = asked(ask)
  const all = jobsOf(ask, run)
  return list(ask, run, query(ask, 'filter') === 'all' ? all : latestCheckRuns(all))
}

function ofAttempt(ask: Ask) {
  const run = asked(ask)
  const number = Number(param(ask, 'attempt_number'))
  found(run.attempts[number - 1])
  return list(
    ask,
    run,
    jobsOf(ask, run).filter(({ attempt }) => attempt === number),
  )
}

function one(ask: Ask) {
  const id = Number(param(ask, 'job_id'))
  for (const run of ask.github.world.runs) {
    const job = jobsOf(ask, run).find((each) => each.id === id)
    if (job !== undefined) return ok(jobView(ask, run, job))
  }
  return ok(found(null))
}

const need = read('actions')
const ACTIONS = '/repos/{owner}/{repo}/actions'

export const jobRoutes: Routes = {
  [`GET ${ACTIONS}/runs/{run_id}/jobs`]: [need, ofRun],
  [`GET ${ACTIONS}/runs/{run_id}/attempts/{attempt_number}/jobs`]: [need, ofAttempt],
  [`GET ${ACTIONS}/jobs/{job_id}`]: [need, one],
}
