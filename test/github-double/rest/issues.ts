// REST: issues, to which pull requests belong, with comments, labels and timeline.

import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { mayUse, type Need, read, write } from '../server/tokens.ts'
import { fullName, WEB } from '../world/github.ts'
import { asShown, closedAt, findPull, timeline, updatedAt } from '../world/pulls.ts'
import type { Pull } from '../world/schema/pull-defaults.ts'
import type { Issue } from '../world/world.ts'
import { userOrGhost } from './accounts.ts'
import { type Ask, found, HttpError, ok, page, param, query, type Routes } from './answer.ts'
import { listComments } from './comments.ts'
import { repoApi } from './commits.ts'
import { labelView } from './labels.ts'
import { timelineView } from './timeline.ts'

type Numbered = { issue: Issue } | { pull: Pull }

/** A pull request as the issue that it also is. */
const asIssue = (
  ask: Ask,
  numbered: Numbered,
): Issue & { closed_at: string | null; updated: string } => {
  if ('issue' in numbered) {
    const { issue } = numbered
    const updated = [issue.at, issue.edited_at ?? '', ...issue.comments.map(({ at }) => at)]
      .sort()
      .at(-1)
    const closed_at = issue.state === 'closed' ? (updated ?? issue.at) : null
    return { ...issue, closed_at, updated: updated ?? issue.at }
  }
  const pull = asShown(ask.github, numbered.pull)
  const { number, title, labels, at, body, comments } = pull
  const state = pull.state === 'open' ? 'open' : 'closed'
  const times = {
    closed_at: closedAt(pull),
    updated: updatedAt(pull),
    edited_at: null,
    editor: null,
  }
  return { number, title, labels, at, body, comments, state, by: pull.author, ...times }
}

/** An issue proper takes the scope of its own, where a pull request would do with either. */
function find(ask: Ask, need: Need = read('issues')): Numbered {
  const number = Number(param(ask, 'issue_number'))
  const issue = ask.github.world.issues.find((one) => one.number === number)
  if (issue === undefined) return { pull: found(findPull(ask.github, number)) }
  refuseUnless(ask, need)
  return { issue }
}

function refuseUnless({ github, scopes }: Ask, need: Need): void {
  if (mayUse(github, scopes, need)) return
  throw new HttpError(403, 'Resource not accessible by integration')
}

function issueView(ask: Ask, numbered: Numbered) {
  const issue = asIssue(ask, numbered)
  const url = `${repoApi(ask)}/issues/${issue.number}`
  const html = `${WEB}/${fullName(ask.github.repository)}/issues/${issue.number}`
  return {
    id: stableId(`issue ${issue.number}`),
    node_id: nodeId('pull' in numbered ? 'PullRequest' : 'Issue', issue.number),
    url,
    repository_url: repoApi(ask),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    number: issue.number,
    state: issue.state,
    state_reason: null,
    title: issue.title,
    body: issue.body,
    user: userOrGhost(ask.github, issue.by),
    labels: issue.labels.map((label) => labelView(ask, label)),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    comments: issue.comments.length,
    created_at: issue.at,
    updated_at: issue.updated,
    closed_at: issue.closed_at,
    author_association: 'CONTRIBUTOR',
    ...('pull' in numbered
      ? { pull_request: { url: `${repoApi(ask)}/pulls/${issue.number}` } }
      : {}),
  }
}

function list(ask: Ask) {
  const { issues, pulls } = ask.github.world
  const all: Numbered[] = [
    ...issues.map((issue) => ({ issue })),
    ...pulls.map((pull) => ({ pull })),
  ]
  const state = query(ask, 'state') ?? 'open'
  const labels = query(ask, 'labels')?.split(',') ?? []
  const [creator, since] = [query(ask, 'creator'), query(ask, 'since')]
  const asked = all
    .map((numbered) => ({ numbered, issue: asIssue(ask, numbered) }))
    .filter(
      ({ issue }) =>
        (state === 'all' || state === issue.state) &&
        labels.every((label) => issue.labels.includes(label)) &&
        (creator === null || creator === issue.by) &&
        (since === null || issue.updated >= since),
    )
    .sort((a, b) => b.issue.at.localeCompare(a.issue.at))
  if (query(ask, 'direction') === 'asc') asked.reverse()
  return page(ask, asked, ({ numbered }) => issueView(ask, numbered))
}

/** A label that the repository does not have is made on the way, which takes the scope of issues. */
function addLabels(ask: Ask) {
  const numbered = find(ask, write('issues'))
  const { issues, pulls } = ask.github.world
  const body = ask.body as string[] | { labels?: string[] }
  const asked = Array.isArray(body) ? body : (body.labels ?? [])
  const known = [...issues, ...pulls].flatMap((one) => one.labels)
  if (asked.some((name) => !known.includes(name))) refuseUnless(ask, write('issues'))
  const labels = 'issue' in numbered ? numbered.issue.labels : numbered.pull.labels
  for (const name of asked) {
    if (!labels.includes(name)) labels.push(name)
  }
  return ok(labels.map((name) => labelView(ask, name)))
}

function listTimeline(ask: Ask) {
  const numbered = find(ask)
  if ('issue' in numbered) return listComments(ask, numbered.issue)
  const { pull } = numbered
  return page(ask, timeline(ask.github, pull), (item) => timelineView(ask, pull, item))
}

const need = read('issues', 'pull-requests')
const change = write('issues', 'pull-requests')
const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}'

export const issueRoutes: Routes = {
  'GET /repos/{owner}/{repo}/issues': [read('issues'), list],
  [`GET ${ISSUE}`]: [need, (ask) => ok(issueView(ask, find(ask)))],
  [`GET ${ISSUE}/timeline`]: [need, listTimeline],
  [`GET ${ISSUE}/labels`]: [
    need,
    (ask) => page(ask, asIssue(ask, find(ask)).labels, (name) => labelView(ask, name)),
  ],
  [`POST ${ISSUE}/labels`]: [change, addLabels],
}
