// REST: workflow runs with their attempts and approvals.

import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { read, write } from '../server/tokens.ts'
import { suiteId, suiteOf } from '../world/checks.ts'
import { fullName, type Repository, WEB } from '../world/github.ts'
import { headRepository } from '../world/pulls.ts'
import { bareName } from '../world/refs.ts'
import { type Run, waitingFor } from '../world/schema/run-defaults.ts'
import { simpleRepository, userOrGhost } from './accounts.ts'
import { type Ask, found, HttpError, ok, page, param, query, type Routes } from './answer.ts'
import { commitOf, plainCommit, repoApi } from './commits.ts'
import { environmentSummary, reviewersOf } from './environments.ts'

const asked = (ask: Ask): Run => found(ask.github.run(Number(param(ask, 'run_id'))))

/** A pull request's run from a fork has its head there, on a branch that may be called as one of ours. */
function headOf({ github }: Ask, { event, branch, commit }: Run): Repository {
  const from = github.world.pulls.find(
    ({ fork, head, head_commit }) => fork !== null && head === branch && head_commit === commit,
  )
  const isOurs = !event.startsWith('pull_request') || from === undefined
  return isOurs ? github.repository : (headRepository(github, from) ?? github.repository)
}

export function runView(ask: Ask, run: Run, number = run.attempts.length) {
  const { github } = ask
  const attempt = found(run.attempts[number - 1])
  const url = `${repoApi(ask)}/actions/runs/${run.id}`
  const suite = suiteOf({ app: 'github-actions', run: run.id, commit: run.commit })
  const commit = commitOf(ask, run.commit)
  const repository = simpleRepository(github, github.repository)
  const workflow = stableId(run.workflow)
  return {
    id: run.id,
    node_id: nodeId('WorkflowRun', run.id),
    name: run.workflow,
    display_title: commit.message.split('\n')[0],
    path: run.workflow,
    head_branch: bareName(run.branch),
    head_sha: run.commit,
    run_number: 1,
    run_attempt: number,
    event: run.event,
    status: number === run.attempts.length ? run.status : 'completed',
    conclusion: attempt.conclusion,
    workflow_id: workflow,
    check_suite_id: suiteId(suite),
    check_suite_node_id: nodeId('CheckSuite', suite),
    url,
    html_url: `${WEB}/${fullName(github.repository)}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repoApi(ask)}/check-suites/${suiteId(suite)}`,
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
    actor: userOrGhost(github, attempt.actor),
    triggering_actor: userOrGhost(github, attempt.triggering_actor),
    head_commit: plainCommit(ask, commit),
    repository,
    head_repository: simpleRepository(github, headOf(ask, run)),
  }
}

function runs(ask: Ask) {
  const asked = (['head_sha', 'event', 'branch'] as const).map((name) => query(ask, name))
  const [sha, event, branch] = asked
  const shown = ask.github.world.runs.filter(
    (run) =>
      (!sha || sha === run.commit) &&
      (!event || event === run.event) &&
      (!branch || branch === bareName(run.branch)),
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
      user: userOrGhost(ask.github, by),
      environments: environments.map((name) => environmentSummary(ask, name)),
    })),
  )
}

/** Its payload and its first actor stay; only who ran it again is new. */
function rerun(ask: Ask) {
  const run = asked(ask)
  const { actor } = found(run.attempts[0])
  if (run.status !== 'completed') throw new HttpError(403, 'This workflow is already running')
  const { now: at } = ask.github.world
  run.attempts.push({ actor, triggering_actor: 'github-actions', at, conclusion: null })
  run.status = 'queued'
  return ok({}, 201)
}

function pendingDeployments(ask: Ask) {
  return ok(
    waitingFor(asked(ask)).map((name) => ({
      environment: environmentSummary(ask, name),
      wait_timer: 0,
      wait_timer_started_at: null,
      current_user_can_approve: false,
      reviewers: reviewersOf(ask, name),
    })),
  )
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
