// REST: deployments with their statuses, newest first.

import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { read, write } from '../server/tokens.ts'
import { creatorOf, reporterOf, servedByActions } from '../world/deployment-creator.ts'
import { fullName, WEB } from '../world/github.ts'
import { bareName } from '../world/refs.ts'
import type { Deployment } from '../world/schema/run-defaults.ts'
import { simpleUser } from './accounts.ts'
import { type Ask, found, ok, page, param, query, type Routes } from './answer.ts'
import { appView } from './checks.ts'
import { repoApi } from './commits.ts'

/** The page of the job that reported a status; an App of its own may name none, and a forger any. */
export const logUrl = (
  repository: string,
  { run, job }: Pick<Deployment['statuses'][number], 'run' | 'job'>,
): string =>
  run === null
    ? ''
    : `${WEB}/${repository}/actions/runs/${run}/job/${job ?? stableId(`job ${run}`)}`

const appOf = (ask: Ask, deployment: Deployment, by: string) =>
  servedByActions(ask.github, deployment, by) ? appView(ask, 'github-actions') : null

export function deploymentView(ask: Ask, deployment: Deployment) {
  const creator = creatorOf(ask.github, deployment)
  const url = `${repoApi(ask)}/deployments/${deployment.id}`
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    sha: deployment.commit,
    ref: bareName(deployment.ref ?? ask.github.world.default_branch),
    task: 'deploy',
    payload: {},
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: null,
    creator: simpleUser(ask.github, creator),
    created_at: deployment.at,
    updated_at: deployment.statuses.at(-1)?.at ?? deployment.at,
    statuses_url: `${url}/statuses`,
    repository_url: repoApi(ask),
    transient_environment: false,
    production_environment: deployment.environment === 'production',
    performed_via_github_app: appOf(ask, deployment, creator),
  }
}

function list(ask: Ask) {
  const [sha, ref, task, environment] = ['sha', 'ref', 'task', 'environment'].map((name) => {
    const value = query(ask, name)
    return value === 'none' ? null : value
  })
  const asked = ask.github.world.deployments
    .filter(
      (deployment) =>
        (!sha || sha === deployment.commit) &&
        (!ref || ref === bareName(deployment.ref ?? ask.github.world.default_branch)) &&
        (!task || task === 'deploy') &&
        (!environment || environment.toLowerCase() === deployment.environment.toLowerCase()),
    )
    .sort((a, b) => b.at.localeCompare(a.at))
  return page(ask, asked, (deployment) => deploymentView(ask, deployment))
}

const asked = (ask: Ask): Deployment =>
  found(ask.github.world.deployments.find(({ id }) => id === Number(param(ask, 'deployment_id'))))

type Status = Deployment['statuses'][number]

function statusView(ask: Ask, deployment: Deployment, status: Status, index: number) {
  const url = `${repoApi(ask)}/deployments/${deployment.id}`
  const id = stableId(`status ${deployment.id} ${index}`)
  const log = logUrl(fullName(ask.github.repository), status)
  const creator = reporterOf(ask.github, deployment, status)
  return {
    url: `${url}/statuses/${id}`,
    id,
    node_id: nodeId('DeploymentStatus', `${deployment.id}:${index}`),
    state: status.state,
    creator: simpleUser(ask.github, creator),
    description: status.description,
    environment: deployment.environment,
    environment_url: '',
    target_url: log,
    log_url: log,
    created_at: status.at,
    updated_at: status.at,
    deployment_url: url,
    repository_url: repoApi(ask),
    performed_via_github_app: appOf(ask, deployment, creator),
  }
}

function statuses(ask: Ask) {
  const deployment = asked(ask)
  const numbered = deployment.statuses.map((status, index) => ({ status, index }))
  return page(ask, numbered.reverse(), ({ status, index }) =>
    statusView(ask, deployment, status, index),
  )
}

/** Written through the API with a workflow's token: by github-actions, whoever started the run. */
function addStatus(ask: Ask) {
  const deployment = asked(ask)
  const { state, description = '' } = ask.body as Pick<Status, 'state'> & Partial<Status>
  const by = { by: 'github-actions', run: null, job: null }
  const status = { state, description, at: ask.github.world.now, ...by }
  deployment.statuses.push(status)
  return ok(statusView(ask, deployment, status, deployment.statuses.length - 1), 201)
}

const need = read('deployments')

export const deploymentRoutes: Routes = {
  'GET /repos/{owner}/{repo}/deployments': [need, list],
  'GET /repos/{owner}/{repo}/deployments/{deployment_id}': [
    need,
    (ask) => ok(deploymentView(ask, asked(ask))),
  ],
  'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': [need, statuses],
  'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': [
    write('deployments'),
    addStatus,
  ],
}
