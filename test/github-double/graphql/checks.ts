// GraphQL: check suites, check runs and commit statuses.

import { nodeId } from '../git/node-id.ts'
import { type Oid, stableId } from '../git/oid.ts'
import { read } from '../server/tokens.ts'
import {
  type CheckRun,
  type CommitStatus,
  checkRuns,
  combinedState,
  commitStatuses,
  latestCheckRuns,
  latestStatuses,
  suiteOf,
} from '../world/checks.ts'
import { fullName, WEB } from '../world/github.ts'
import { actor } from './accounts.ts'
import { connection } from './connection.ts'
import { guarded, type Viewer } from './viewer.ts'

type Suite = { key: string; app: string; run: number | undefined; commit: Oid; checks: CheckRun[] }

/** A suite is made by an App that reported checks, or by a workflow's run. */
function suites({ github }: Viewer, oid: Oid): Suite[] {
  const all = new Map<string, Suite>()
  for (const { id, commit } of github.world.runs) {
    const key = `${id}:${commit}`
    if (commit === oid) all.set(key, { key, app: 'github-actions', run: id, commit, checks: [] })
  }
  for (const check of checkRuns(github.world, oid)) {
    const key = suiteOf(check)
    const suite = all.get(key) ?? { key, app: check.app, run: check.run, commit: oid, checks: [] }
    all.set(key, { ...suite, checks: [...suite.checks, check] })
  }
  return [...all.values()]
}

export const checkSuites = (viewer: Viewer, oid: Oid) =>
  connection(
    () => guarded(viewer, read('checks'), () => suites(viewer, oid)),
    (suite) => suiteView(viewer, suite),
  )

export function suiteOfRun(viewer: Viewer, run: number, oid: Oid): object | null {
  const suite = suites(viewer, oid).find((one) => one.run === run)
  return suite === undefined ? null : suiteView(viewer, suite)
}

function suiteView(viewer: Viewer, suite: Suite): object {
  const { world } = viewer.github
  const run = suite.run === undefined ? null : viewer.github.run(suite.run)
  const latest = latestCheckRuns(suite.checks)
  const isOver = latest.every(({ conclusion }) => conclusion !== null)
  const failed = latest.some(({ conclusion }) => conclusion === 'failure')
  const at = suite.checks[0]?.at ?? run?.attempts[0]?.at ?? world.now
  return {
    __typename: 'CheckSuite',
    id: nodeId('CheckSuite', suite.key),
    databaseId: stableId(`suite ${suite.key}`),
    app: { id: nodeId('App', suite.app), slug: suite.app, name: suite.app },
    status: isOver ? 'COMPLETED' : 'IN_PROGRESS',
    conclusion: isOver ? (failed ? 'FAILURE' : 'SUCCESS') : null,
    createdAt: at,
    updatedAt: at,
    commit: () => viewer.back.commit(viewer, suite.commit),
    push: () => pushView(viewer, suite.commit),
    workflowRun: () => (run === null ? null : viewer.back.run(viewer, run)),
    checkRuns: connection(latest, (check) => checkRunView(viewer, check)),
  }
}

function pushView(viewer: Viewer, oid: Oid) {
  const { pushes } = viewer.github.world
  const index = pushes.findLastIndex(({ after }) => after === oid)
  const push = pushes[index]
  if (push === undefined) return null
  return {
    id: nodeId('Push', index + 1),
    previousSha: push.before,
    nextSha: push.after,
    pusher: () => actor(viewer, push.by),
  }
}

function checkRunView(viewer: Viewer, check: CheckRun) {
  const url = `${WEB}/${fullName(viewer.github.repository)}/runs/${check.id}`
  return {
    __typename: 'CheckRun',
    id: nodeId('CheckRun', check.id),
    databaseId: check.id,
    name: check.name,
    status: check.conclusion === null ? 'IN_PROGRESS' : 'COMPLETED',
    conclusion: check.conclusion?.toUpperCase() ?? null,
    startedAt: check.at,
    completedAt: check.conclusion === null ? null : check.at,
    detailsUrl: url,
    url,
    checkSuite: () => {
      const suite = suites(viewer, check.commit).find(({ key }) => key === suiteOf(check))
      return suite === undefined ? null : suiteView(viewer, suite)
    },
  }
}

const contextView = (viewer: Viewer, status: CommitStatus) => ({
  __typename: 'StatusContext',
  id: nodeId('StatusContext', status.id),
  context: status.context,
  state: status.state.toUpperCase(),
  createdAt: status.at,
  creator: () => actor(viewer, status.by),
  description: null,
  targetUrl: null,
})

export const status = (viewer: Viewer, oid: Oid) =>
  guarded(viewer, read('statuses'), () => {
    const latest = latestStatuses(commitStatuses(viewer.github.world, oid))
    if (latest.length === 0) return null
    return {
      id: nodeId('StatusContext', oid),
      state: combinedState(latest.map(({ state }) => state)).toUpperCase(),
      contexts: () => latest.map((one) => contextView(viewer, one)),
    }
  })

/** What check runs and statuses say together; a skipped or neutral check harms nothing. */
export const rollup = (viewer: Viewer, oid: Oid) =>
  guarded(viewer, read('checks'), () => {
    const { world } = viewer.github
    const checks = latestCheckRuns(checkRuns(world, oid))
    const statuses = latestStatuses(commitStatuses(world, oid))
    if (checks.length + statuses.length === 0) return null
    const harmless = ['success', 'neutral', 'skipped']
    const conclusions = checks.map(({ conclusion }) =>
      conclusion === null ? 'pending' : harmless.includes(conclusion) ? 'success' : 'failure',
    )
    const contexts = [
      ...checks.map((check) => () => checkRunView(viewer, check)),
      ...statuses.map((one) => () => contextView(viewer, one)),
    ]
    return {
      id: nodeId('Commit', `rollup ${oid}`),
      state: combinedState([...conclusions, ...statuses.map(({ state }) => state)]).toUpperCase(),
      commit: () => viewer.back.commit(viewer, oid),
      contexts: connection(contexts, (view) => view()),
    }
  })
