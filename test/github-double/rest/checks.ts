// REST: check runs and commit statuses.

import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { read, write } from '../server/tokens.ts'
import { github } from '../world/accounts.ts'
import {
  type CheckRun,
  type CommitStatus,
  checkPage,
  checkRuns,
  combinedState,
  commitStatuses,
  latestCheckRuns,
  latestStatuses,
  suiteId,
  suiteOf,
} from '../world/checks.ts'
import { fullName, WEB } from '../world/github.ts'
import { simpleRepository, simpleUser } from './accounts.ts'
import { type Ask, found, ok, page, param, query, type Routes } from './answer.ts'
import { commitOf, repoApi } from './commits.ts'

const GITHUB_ACTIONS = 15368

function checkRunView(ask: Ask, check: CheckRun) {
  const { github } = ask
  const html = `${WEB}/${fullName(github.repository)}/${checkPage(check)}`
  return {
    id: check.id,
    node_id: nodeId('CheckRun', check.id),
    name: check.name,
    head_sha: check.commit,
    external_id: '',
    url: `${repoApi(ask)}/check-runs/${check.id}`,
    html_url: html,
    details_url: html,
    status: check.status,
    conclusion: check.conclusion,
    started_at: check.started,
    completed_at: check.conclusion === null ? null : check.at,
    check_suite: { id: suiteId(suiteOf(check)) },
    app: appView(ask, check.app),
    output: { title: null, summary: null, text: null, annotations_count: 0, annotations_url: '' },
    pull_requests: [],
  }
}

export const appId = (ask: Pick<Ask, 'github'>, slug: string): number =>
  slug === 'github-actions'
    ? GITHUB_ACTIONS
    : (ask.github.accounts.find(slug)?.id ?? stableId(slug))

export const appView = (ask: Ask, slug: string) => ({
  id: appId(ask, slug),
  slug,
  node_id: nodeId('App', slug),
  name: slug === 'github-actions' ? 'GitHub Actions' : slug,
  owner: simpleUser(ask.github, slug === 'github-actions' ? github : ask.github.repository.owner),
  description: null,
  external_url: `${WEB}/apps/${slug}`,
  html_url: `${WEB}/apps/${slug}`,
  created_at: '2018-07-30T09:30:17Z',
  updated_at: '2019-12-10T19:04:12Z',
  permissions: {},
  events: [],
})

function listCheckRuns(ask: Ask) {
  const { oid } = commitOf(ask, param(ask, 'ref'))
  const [name, status, app] = ['check_name', 'status', 'app_id'].map((key) => query(ask, key))
  const all = checkRuns(ask.github.world, oid)
  const shown = (query(ask, 'filter') === 'all' ? all : latestCheckRuns(all)).filter(
    (check) =>
      (!name || name === check.name) &&
      (!status || status === check.status) &&
      (!app || app === String(appId(ask, check.app))),
  )
  return page(
    ask,
    shown.reverse(),
    (check) => checkRunView(ask, check),
    (check_runs) => ({
      total_count: shown.length,
      check_runs,
    }),
  )
}

const statusView = (ask: Ask, { id, commit, context, state, at, by, ...more }: CommitStatus) => ({
  url: `${repoApi(ask)}/statuses/${commit}`,
  avatar_url: simpleUser(ask.github, by)?.avatar_url ?? null,
  id,
  node_id: nodeId('StatusContext', id),
  state,
  description: more.description,
  target_url: null,
  context,
  created_at: at,
  updated_at: at,
})

const fullStatus = (ask: Ask, status: CommitStatus) => ({
  ...statusView(ask, status),
  creator: simpleUser(ask.github, status.by),
})

function combined(ask: Ask) {
  const { oid } = commitOf(ask, param(ask, 'ref'))
  const latest = latestStatuses(commitStatuses(ask.github.world, oid))
  return page(
    ask,
    latest,
    (status) => statusView(ask, status),
    (statuses) => ({
      state: combinedState(latest.map(({ state }) => state)),
      statuses,
      sha: oid,
      total_count: latest.length,
      repository: simpleRepository(ask.github, ask.repository),
      commit_url: `${repoApi(ask)}/commits/${oid}`,
      url: `${repoApi(ask)}/commits/${oid}/status`,
    }),
  )
}

function statuses(ask: Ask) {
  const { oid } = commitOf(ask, param(ask, 'ref'))
  const newest = commitStatuses(ask.github.world, oid).reverse()
  return page(ask, newest, (status) => fullStatus(ask, status))
}

function setStatus(ask: Ask) {
  const { oid } = commitOf(ask, param(ask, 'sha'))
  const {
    state,
    context = 'default',
    description = null,
  } = ask.body as Partial<CommitStatus> & {
    state: CommitStatus['state']
  }
  const { world } = ask.github
  const status = { commit: oid, context, state, by: 'github-actions', at: world.now, description }
  world.statuses.push(status)
  ask.github.left.push(status)
  return ok(fullStatus(ask, { ...status, id: 5000 + world.statuses.length }), 201)
}

function oneCheckRun(ask: Ask) {
  const id = Number(param(ask, 'check_run_id'))
  const { world } = ask.github
  const commits = new Set([...world.checks, ...world.runs].map(({ commit }) => commit))
  const all = [...commits].flatMap((oid) => checkRuns(world, oid))
  return ok(checkRunView(ask, found(all.find((check) => check.id === id))))
}

export const checkRoutes: Routes = {
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}': [read('checks'), oneCheckRun],
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': [read('checks'), listCheckRuns],
  'GET /repos/{owner}/{repo}/commits/{ref}/status': [read('statuses'), combined],
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses': [read('statuses'), statuses],
  'POST /repos/{owner}/{repo}/statuses/{sha}': [write('statuses'), setStatus],
}
