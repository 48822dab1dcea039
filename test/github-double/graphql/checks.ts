// GraphQL: check suites and check runs.

import { nodeId } from '../git/node-id.ts'
import type { Oid } from '../git/oid.ts'
import { appId } from '../rest/checks.ts'
import { read } from '../server/tokens.ts'
import {
  type CheckRun,
  checkPage,
  checkRuns,
  latestCheckRuns,
  suiteId,
  suiteOf,
} from '../world/checks.ts'
import { fullName, WEB } from '../world/github.ts'
import type { Run } from '../world/schema/run-defaults.ts'
import { actor } from './accounts.ts'
import { connection } from './execution/connection.ts'
import { guarded, type Viewer } from './viewer.ts'

type Suite = { key: string; app: string; run: number | null; commit: Oid; checks: CheckRun[] }

/** A suite is made by an App that reported checks, or by a workflow's run. */
function suites({ github }: Viewer, oid: Oid): Suite[] {
  const all = new Map<string, Suite>()
  const ofKey = (like: Pick<CheckRun, 'app' | 'run' | 'commit'>): Suite => {
    const { app, run, commit } = like
    const key = suiteOf(like)
    return all.get(key) ?? { key, app, run, commit, checks: [] }
  }
  for (const { id: run, commit } of github.world.runs) {
    if (commit !== oid) continue
    const suite = ofKey({ app: 'github-actions', run, commit })
    all.set(suite.key, suite)
  }
  for (const check of checkRuns(github.world, oid)) {
    const suite = ofKey(check)
    all.set(suite.key, { ...suite, checks: [...suite.checks, check] })
  }
  return [...all.values()]
}

export const checkSuites = (viewer: Viewer, oid: Oid) =>
  connection(
    () => guarded(viewer, read('checks'), () => suites(viewer, oid)),
    (suite) => suiteView(viewer, suite),
  )

export function suiteByKey(viewer: Viewer, key: string): object | null {
  const oid = key.slice(key.lastIndexOf(':') + 1)
  const suite = suites(viewer, oid).find((one) => one.key === key)
  return suite === undefined ? null : suiteView(viewer, suite)
}

function suiteView(viewer: Viewer, suite: Suite): object {
  const { github } = viewer
  const run = suite.run === null ? null : github.run(suite.run)
  const at = suite.checks[0]?.at ?? run?.attempts[0]?.at ?? github.world.now
  const { status, conclusion } = progress(run, suite.checks)
  return {
    __typename: 'CheckSuite',
    id: nodeId('CheckSuite', suite.key),
    databaseId: suiteId(suite.key),
    app: { id: nodeId('App', suite.app), slug: suite.app, name: suite.app },
    branch: () => (run === null ? null : branchOf(viewer, run)),
    status: status.toUpperCase(),
    conclusion: conclusion?.toUpperCase() ?? null,
    createdAt: at,
    updatedAt: at,
    commit: () => viewer.back.commit(viewer, suite.commit),
    push: () => pushView(viewer, suite.commit),
    workflowRun: () => (run === null ? null : viewer.back.run(viewer, run)),
    checkRuns: connection<CheckRun, { filterBy?: Filter | null }>(
      ({ filterBy }) => chosen(viewer, suite.checks, filterBy ?? {}),
      (check) => checkRunView(viewer, check),
    ),
  }
}

/** The one place where GitHub tells a run's tag from a branch of that name. */
function branchOf(viewer: Viewer, { branch }: Run) {
  const { repository } = viewer.github
  const ref = viewer.github.ref(repository, branch)
  return ref === null ? null : viewer.back.ref(viewer, repository, ref)
}

function progress(run: Run | null, checks: readonly CheckRun[]) {
  const last = run?.attempts.at(-1)
  if (run !== null && last !== undefined) return { status: run.status, conclusion: last.conclusion }
  const latest = latestCheckRuns(checks)
  if (latest.some(({ conclusion }) => conclusion === null)) {
    return { status: 'in_progress', conclusion: null }
  }
  const hasFailed = latest.some(({ conclusion }) => conclusion === 'failure')
  return { status: 'completed', conclusion: hasFailed ? 'failure' : 'success' }
}

type Filter = {
  checkType?: 'ALL' | 'LATEST' | null
  checkName?: string | null
  appId?: number | null
  status?: string | null
  statuses?: readonly string[] | null
  conclusions?: readonly string[] | null
}

/** Without a type asked for, the latest of each name. */
function chosen({ github }: Viewer, checks: readonly CheckRun[], filter: Filter): CheckRun[] {
  const { checkType, checkName, appId: app, status, conclusions } = filter
  const statuses = filter.statuses ?? (status == null ? null : [status])
  return (checkType === 'ALL' ? [...checks] : latestCheckRuns(checks)).filter(
    (check) =>
      (checkName == null || checkName === check.name) &&
      (app == null || app === appId({ github }, check.app)) &&
      (statuses === null || statuses.includes(check.status.toUpperCase())) &&
      (conclusions == null || conclusions.includes(check.conclusion?.toUpperCase() ?? '')),
  )
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

export function checkRunById(viewer: Viewer, id: number): object | null {
  const { checks, runs } = viewer.github.world
  const commits = new Set([...checks, ...runs].map(({ commit }) => commit))
  const all = [...commits].flatMap((oid) => checkRuns(viewer.github.world, oid))
  const check = all.find((one) => one.id === id)
  return check === undefined ? null : checkRunView(viewer, check)
}

export function checkRunView(viewer: Viewer, check: CheckRun): object {
  const { github } = viewer
  const url = `${WEB}/${fullName(github.repository)}/${checkPage(check)}`
  return {
    __typename: 'CheckRun',
    id: nodeId('CheckRun', check.id),
    databaseId: check.id,
    name: check.name,
    status: check.status.toUpperCase(),
    conclusion: check.conclusion?.toUpperCase() ?? null,
    startedAt: check.started,
    completedAt: check.conclusion === null ? null : check.at,
    detailsUrl: url,
    url,
    permalink: url,
    resourcePath: new URL(url).pathname,
    externalId: '',
    summary: null,
    text: null,
    title: null,
    checkSuite: () => suiteByKey(viewer, suiteOf(check)),
    deployment: () =>
      check.deployment === null ? null : viewer.back.deployment(viewer, check.deployment),
    repository: () => viewer.back.repository(viewer, github.repository),
  }
}
