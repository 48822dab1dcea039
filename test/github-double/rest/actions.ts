// REST: workflow runs with their attempts and approvals.

import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { read, write } from '../server/tokens.ts'
import { fullName, type GitHub, WEB } from '../world/github.ts'
import type { Run } from '../world/world.ts'
import { simpleRepository, simpleUser } from './accounts.ts'
import { type Ask, found, HttpError, ok, page, param, query, type Routes } from './answer.ts'
import { commitOf, repoApi } from './commits.ts'
import { environmentSummary } from './environments.ts'

const asked = (ask: Ask): Run => found(ask.github.run(Number(param(ask, 'run_id'))))

/** The run that asks is under way; everything else in a world is over. */
/** A run that was run again had failed; its last attempt ended as the deployments did that its own jobs reported. */
function conclusionOf({ world }: GitHub, { id, commit, attempts }: Run, attempt: number): string {
  const hasFailed = world.deployments.some((deployment) => {
    const own = deployment.statuses.filter(({ run, by }) => run === id && by === undefined)
    const states = own.map(({ state }) => state)
    const hasEndedBadly = states.includes('failure') || states.includes('error')
    return deployment.commit === commit && hasEndedBadly && !states.includes('success')
  })
  return attempt < attempts.length || hasFailed ? 'failure' : 'success'
}

export function runView(ask: Ask, run: Run, number = run.attempts.length) {
  const { github } = ask
  const attempt = found(run.attempts[number - 1])
  const url = `${repoApi(ask)}/actions/runs/${run.id}`
  const isUnderWay = run.id === github.world.event.run && number === run.attempts.length
  const commit = commitOf(ask, run.commit)
  const repository = simpleRepository(github, github.repository)
  const workflow = stableId(run.workflow)
  return {
    id: run.id,
    node_id: nodeId('WorkflowRun', run.id),
    name: run.workflow,
    display_title: commit.message.split('\n')[0],
    path: run.workflow,
    head_branch: run.branch,
    head_sha: run.commit,
    run_number: 1,
    run_attempt: number,
    event: run.event,
    status: isUnderWay ? 'in_progress' : 'completed',
    conclusion: isUnderWay ? null : conclusionOf(github, run, number),
    workflow_id: workflow,
    check_suite_id: stableId(`suite ${run.id}`),
    check_suite_node_id: nodeId('CheckSuite', run.id),
    url,
    html_url: `${WEB}/${fullName(github.repository)}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repoApi(ask)}/check-suites/${stableId(`suite ${run.id}`)}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    workflow_url: `${repoApi(ask)}/actions/workflows/${workflow}`,
    previous_attempt_url: number > 1 ? `${url}/attempts/${number - 1}` : null,
    pull_requests: [],
    referenced_workflows: [],
    created_at: run.attempts[0]?.at,
    updated_at: attempt.at,
    run_started_at: attempt.at,
    actor: simpleUser(github, attempt.actor),
    triggering_actor: simpleUser(github, attempt.triggering_actor),
    head_commit: {
      id: commit.oid,
      tree_id: commit.oid,
      message: commit.message,
      timestamp: commit.at,
      author: commit.author,
      committer: commit.committer,
    },
    repository,
    head_repository: repository,
  }
}

function runs(ask: Ask) {
  const asked = (['head_sha', 'event', 'branch'] as const).map((name) => query(ask, name))
  const [sha, event, branch] = asked
  const shown = ask.github.world.runs.filter(
    (run) =>
      (!sha || sha === run.commit) &&
      (!event || event === run.event) &&
      (!branch || branch === run.branch),
  )
  return page(
    ask,
    shown.toReversed(),
    (run) => runView(ask, run),
    (workflow_runs) => ({
      total_count: shown.length,
      workflow_runs,
    }),
  )
}

/** No time and no attempt: GitHub does not say which attempt was approved. */
function approvals(ask: Ask) {
  return ok(
    asked(ask).approvals.map(({ by, state, environments, comment }) => ({
      state,
      comment,
      user: simpleUser(ask.github, by),
      environments: environments.map((name) => environmentSummary(ask, name)),
    })),
  )
}

function rerun(ask: Ask) {
  const run = asked(ask)
  const first = found(run.attempts[0])
  const { now } = ask.github.world
  run.attempts.push({ actor: first.actor, triggering_actor: 'github-actions', at: now })
  return ok({}, 201)
}

/** A world tells only of decisions that were made. */
function pendingDeployments(ask: Ask) {
  asked(ask)
  return ok([])
}

const attempt = (ask: Ask) => {
  const number = Number(param(ask, 'attempt_number'))
  if (number < 1) throw new HttpError(404, 'Not Found')
  return ok(runView(ask, asked(ask), number))
}

const need = read('actions')
const RUN = '/repos/{owner}/{repo}/actions/runs/{run_id}'

export const actionRoutes: Routes = {
  'GET /repos/{owner}/{repo}/actions/runs': [need, runs],
  [`GET ${RUN}`]: [need, (ask) => ok(runView(ask, asked(ask)))],
  [`GET ${RUN}/attempts/{attempt_number}`]: [need, attempt],
  [`GET ${RUN}/approvals`]: [need, approvals],
  [`GET ${RUN}/pending_deployments`]: [need, pendingDeployments],
  [`POST ${RUN}/rerun`]: [write('actions'), rerun],
}
