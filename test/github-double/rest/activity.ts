// REST: who pushed what and when, the rules of a branch, and who went past them.

import { nodeId } from '../git/node-id.ts'
import { NO_COMMIT } from '../git/oid.ts'
import { read } from '../server/tokens.ts'
import { restLogin } from '../world/accounts.ts'
import { fullName } from '../world/github.ts'
import type { Push } from '../world/world.ts'
import { simpleUser } from './accounts.ts'
import {
  type Answer,
  type Ask,
  found,
  linkTo,
  ok,
  page,
  param,
  perPage,
  query,
  type Routes,
} from './answer.ts'

const DAYS: Record<string, number> = {
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 30,
  quarter: 91,
  year: 365,
}

function isWithin(ask: Ask, at: string, period: string | null): boolean {
  if (period === null) return true
  const age = Date.parse(ask.github.world.now) - Date.parse(at)
  return age <= (DAYS[period] ?? Number.POSITIVE_INFINITY) * 86_400_000
}

/** Rows are numbered beyond what 32 bits hold. */
const FIRST_ROW = 2 ** 33

const branchName = (ref: string): string => ref.replace(/^refs\/heads\//, '')

const spelled = (ask: Ask, login: string | null): string | null => {
  const account = ask.github.accounts.get(login)
  return account === null ? null : restLogin(account)
}

/** Pages by cursor, as GitHub does here: newest first unless asked otherwise. */
function activity(ask: Ask): Answer {
  const { world, repository, lag } = ask.github
  const [ref, actor, type, period] = ['ref', 'actor', 'activity_type', 'time_period'].map((name) =>
    query(ask, name),
  )
  const here = fullName(ask.repository)
  const rows = world.pushes
    .map((push, index) => ({ push, id: FIRST_ROW + index }))
    .filter(
      ({ push }) =>
        (push.repo ?? fullName(repository)) === here &&
        !(push.after !== null && lag.hides('activity', push.after)) &&
        (!ref || branchName(ref) === push.ref) &&
        (!actor || spelled(ask, push.by) === actor) &&
        (!type || type === push.type) &&
        isWithin(ask, push.at, period ?? null),
    )
  const ordered = query(ask, 'direction') === 'asc' ? rows : rows.reverse()
  return cursorPage(ask, ordered, ({ push, id }) => activityView(ask, push, id))
}

function cursorPage<T extends { id: number }>(
  ask: Ask,
  rows: T[],
  view: (row: T) => object,
): Answer {
  const position = (cursor: string | null) =>
    rows.findIndex(({ id }) => cursor !== null && cursorOf(id) === cursor)
  const size = perPage(ask)
  const after = position(query(ask, 'after'))
  const before = position(query(ask, 'before'))
  const start = before >= 0 ? Math.max(before - size, 0) : after + 1
  const end = before >= 0 ? before : start + size
  const shown = rows.slice(start, end)
  const [first, last] = [shown[0], shown.at(-1)]
  const links = [
    ...(last && end < rows.length
      ? [linkTo(ask, { before: null, after: cursorOf(last.id) }, 'next')]
      : []),
    ...(first && start > 0
      ? [linkTo(ask, { after: null, before: cursorOf(first.id) }, 'prev')]
      : []),
  ]
  const headers: Record<string, string> = links.length > 0 ? { link: links.join(', ') } : {}
  return { status: 200, body: shown.map(view), headers }
}

const cursorOf = (id: number): string => Buffer.from(`activity:${id}`).toString('base64url')

function activityView(ask: Ask, { before, after, ref, at, type, by }: Push, id: number) {
  return {
    id,
    node_id: nodeId('Push', id),
    before: before ?? NO_COMMIT,
    after: after ?? NO_COMMIT,
    ref: `refs/heads/${ref}`,
    timestamp: at,
    activity_type: type,
    actor: simpleUser(ask.github, by),
  }
}

const rulesOf = (ask: Ask) => ask.github.world.branch_rules.get(param(ask, 'branch')) ?? []

function suites(ask: Ask) {
  const { world, repository, accounts } = ask.github
  return world.bypasses.map(({ by, ref, before, after, at }, index) => ({
    id: index + 1,
    actor_id: accounts.get(by)?.id ?? null,
    actor_name: spelled(ask, by),
    before_sha: before,
    after_sha: after,
    ref: `refs/heads/${branchName(ref)}`,
    repository_id: repository.id,
    repository_name: repository.name,
    pushed_at: at,
    result: 'bypass',
    evaluation_result: 'fail',
  }))
}

function listSuites(ask: Ask) {
  const [ref, actor, result] = ['ref', 'actor_name', 'rule_suite_result'].map((name) =>
    query(ask, name),
  )
  const period = query(ask, 'time_period') ?? 'day'
  const asked = suites(ask).filter(
    (suite) =>
      (!ref || branchName(ref) === branchName(suite.ref)) &&
      (!actor || actor === suite.actor_name) &&
      (!result || result === 'all' || result === suite.result) &&
      isWithin(ask, suite.pushed_at, period),
  )
  return page(ask, asked.reverse(), (suite) => suite)
}

function oneSuite(ask: Ask) {
  const suite = found(suites(ask).find(({ id }) => String(id) === param(ask, 'rule_suite_id')))
  const rule_source = { type: 'ruleset', id: 1, name: 'protected' }
  const broken = { rule_source, enforcement: 'active', result: 'fail', rule_type: 'pull_request' }
  return ok({ ...suite, rule_evaluations: [broken] })
}

export const activityRoutes: Routes = {
  'GET /repos/{owner}/{repo}/activity': [read('contents'), activity],
}

export const ruleRoutes: Routes = {
  'GET /repos/{owner}/{repo}/rules/branches/{branch}': [
    read('metadata'),
    (ask) => page(ask, rulesOf(ask), (rule) => rule),
  ],
  'GET /repos/{owner}/{repo}/rulesets/rule-suites': [read('administration'), listSuites],
  'GET /repos/{owner}/{repo}/rulesets/rule-suites/{rule_suite_id}': [
    read('administration'),
    oneSuite,
  ],
}
