// GraphQL: deployments, environments and workflow runs.

import { nodeId } from '../git/node-id.ts'
import { type Oid, stableId } from '../git/oid.ts'
import { logUrl } from '../rest/deployments.ts'
import { read } from '../server/tokens.ts'
import { suiteOf } from '../world/checks.ts'
import { creatorOf, reporterOf } from '../world/deployment-creator.ts'
import { type Environment, findEnvironment, teamOf } from '../world/environments.ts'
import { fullName, WEB } from '../world/github.ts'
import { type Deployment, type Run, waitingFor } from '../world/schema/run-defaults.ts'
import { actorOrGhost, team, user } from './accounts.ts'
import { suiteByKey } from './checks.ts'
import { commitAt, refView } from './commits.ts'
import { connection } from './execution/connection.ts'
import { byTime, type Order } from './execution/order.ts'
import { guarded, type Viewer } from './viewer.ts'

type Status = Deployment['statuses'][number]

/** A deployment that succeeded is active until a newer one takes its place. */
const STATES: Record<Status['state'], string> = {
  success: 'ACTIVE',
  failure: 'FAILURE',
  error: 'ERROR',
  inactive: 'INACTIVE',
  in_progress: 'IN_PROGRESS',
  queued: 'QUEUED',
  pending: 'PENDING',
  waiting: 'WAITING',
}

type Filter = { environments?: readonly string[] | null; orderBy?: Order }

/** The repository's, or those of one commit. Names are compared with case: GitHub does not say that it does without. */
export const deployments = (viewer: Viewer, oid: Oid | null = null) =>
  connection<Deployment, Filter>(
    ({ environments: names, orderBy }) =>
      guarded(viewer, read('deployments'), () => {
        const shown = viewer.github.world.deployments.filter(
          ({ environment, commit }) =>
            (names === undefined || names === null || names.includes(environment)) &&
            (oid === null || commit === oid),
        )
        return byTime(shown, orderBy)
      }),
    (deployment) => deploymentView(viewer, deployment),
  )

export const deploymentById = (viewer: Viewer, id: number): object | null =>
  guarded(viewer, read('deployments'), () => {
    const found = viewer.github.world.deployments.find((one) => one.id === id)
    return found === undefined ? null : deploymentView(viewer, found)
  })

function deploymentView(viewer: Viewer, deployment: Deployment): object {
  const { world, repository } = viewer.github
  const latest = deployment.statuses.at(-1)
  const ref = deployment.ref ?? world.default_branch
  const numbered = deployment.statuses.map((status, index) => ({ status, index }))
  const view = ({ status, index }: (typeof numbered)[number]) =>
    statusView(viewer, deployment, status, index)
  const last = numbered.at(-1)
  return {
    __typename: 'Deployment',
    id: nodeId('Deployment', deployment.id),
    databaseId: deployment.id,
    commitOid: deployment.commit,
    commit: () => commitAt(viewer, deployment.commit),
    createdAt: deployment.at,
    updatedAt: latest?.at ?? deployment.at,
    creator: () => actorOrGhost(viewer, creatorOf(viewer.github, deployment)),
    description: null,
    payload: null,
    task: 'deploy',
    state: latest === undefined ? 'PENDING' : STATES[latest.state],
    environment: deployment.environment,
    originalEnvironment: deployment.environment,
    latestEnvironment: deployment.environment,
    latestStatus: () => (last === undefined ? null : view(last)),
    statuses: connection(numbered.toReversed(), view),
    repository: () => viewer.back.repository(viewer, repository),
    ref: () => {
      const found = viewer.github.ref(repository, ref)
      return found === null ? null : refView(viewer, repository, found)
    },
  }
}

function statusView(viewer: Viewer, deployment: Deployment, status: Status, index: number) {
  return {
    __typename: 'DeploymentStatus',
    id: nodeId('DeploymentStatus', `${deployment.id}:${index}`),
    state: status.state.toUpperCase(),
    createdAt: status.at,
    updatedAt: status.at,
    creator: () => actorOrGhost(viewer, reporterOf(viewer.github, deployment, status)),
    deployment: () => deploymentView(viewer, deployment),
    description: status.description,
    environment: deployment.environment,
    environmentUrl: null,
    logUrl: logUrl(fullName(viewer.github.repository), status) || null,
  }
}

const reviewersOf = (viewer: Viewer, who: readonly string[]) =>
  connection(who, (reviewer) => {
    const slug = teamOf(reviewer)
    return slug === null ? user(viewer, reviewer) : team(viewer, slug)
  })

export function environmentView(viewer: Viewer, environment: Environment): object {
  const { name, reviewers, prevent_self_review, branches } = environment
  const { deployments } = viewer.github.world
  const rule = (type: string, who: readonly string[]) => ({
    databaseId: stableId(`${type} ${name}`),
    type,
    timeout: 0,
    preventSelfReview: prevent_self_review,
    reviewers: reviewersOf(viewer, who),
  })
  const over = ['success', 'failure', 'error', 'inactive']
  const completed = deployments
    .filter((one) => one.environment.toLowerCase() === name.toLowerCase())
    .filter(({ statuses }) => over.includes(statuses.at(-1)?.state ?? ''))
    .sort((a, b) => a.at.localeCompare(b.at))
    .at(-1)
  return {
    __typename: 'Environment',
    id: nodeId('Environment', name),
    databaseId: stableId(`environment ${name}`),
    name,
    isPinned: null,
    pinnedPosition: null,
    latestCompletedDeployment: () =>
      completed === undefined ? null : deploymentView(viewer, completed),
    protectionRules: connection(
      [
        ...(reviewers.length > 0 ? [rule('REQUIRED_REVIEWERS', reviewers)] : []),
        ...(branches.length > 0 ? [rule('BRANCH_POLICY', [])] : []),
      ],
      (one) => one,
    ),
  }
}

function requestView(viewer: Viewer, name: string) {
  const environment = findEnvironment(viewer.github.world, name)
  return {
    currentUserCanApprove: false,
    waitTimer: 0,
    waitTimerStartedAt: null,
    environment: () => (environment === null ? null : environmentView(viewer, environment)),
    reviewers: reviewersOf(viewer, environment?.reviewers ?? []),
  }
}

export function runView(viewer: Viewer, run: Run): object {
  const decided = run.approvals.filter(({ state }) => state !== 'pending')
  const url = `${WEB}/${fullName(viewer.github.repository)}/actions/runs/${run.id}`
  return {
    __typename: 'WorkflowRun',
    id: nodeId('WorkflowRun', run.id),
    databaseId: run.id,
    event: run.event,
    runNumber: 1,
    createdAt: run.attempts[0]?.at,
    updatedAt: run.attempts.at(-1)?.at,
    url,
    resourcePath: new URL(url).pathname,
    file: { id: nodeId('Workflow', run.id), path: run.workflow },
    workflow: {
      id: nodeId('Workflow', run.workflow),
      databaseId: stableId(run.workflow),
      name: run.workflow,
      state: 'ACTIVE',
    },
    checkSuite: () => {
      const like = { app: 'github-actions', run: run.id, commit: run.commit }
      return suiteByKey(viewer, suiteOf(like))
    },
    pendingDeploymentRequests: connection(waitingFor(run), (name) => requestView(viewer, name)),
    deploymentReviews: connection(decided, (approval, index) => ({
      __typename: 'DeploymentReview',
      id: nodeId('DeploymentReview', `${run.id}:${index}`),
      databaseId: stableId(`approval ${run.id} ${index}`),
      state: approval.state.toUpperCase(),
      comment: approval.comment,
      user: () => user(viewer, approval.by),
      environments: connection(approval.environments, (name) => ({
        id: nodeId('Environment', name),
        databaseId: stableId(`environment ${name}`),
        name,
      })),
    })),
  }
}
