// REST: issues, to which pull requests belong, with comments, labels and timeline.

import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { mayUse, type Need, read, write } from '../server/tokens.ts'
import { type Comment, fullName, WEB } from '../world/github.ts'
import { asShown, closedAt, findPull, timeline, updatedAt } from '../world/pulls.ts'
import type { Pull } from '../world/schema/pull-defaults.ts'
import type { Issue } from '../world/world.ts'
import { userOrGhost } from './accounts.ts'
import { type Ask, found, HttpError, ok, page, param, query, type Routes } from './answer.ts'
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
  const { number, title, labels, at, body } = pull
  const comments = ask.github.pullComments.get(number) ?? []
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

function commentView(ask: Ask, number: number, comment: Comment, index: number) {
  const id = commentId(number, index)
  const html = `${WEB}/${fullName(ask.github.repository)}/issues/${number}#issuecomment-${id}`
  return {
    id,
    node_id: nodeId('IssueComment', `${number}:${index}`),
    url: `${repoApi(ask)}/issues/comments/${id}`,
    html_url: html,
    issue_url: `${repoApi(ask)}/issues/${number}`,
    body: comment.body,
    user: userOrGhost(ask.github, comment.by),
    created_at: comment.at,
    updated_at: comment.edited_at ?? comment.at,
    author_association: 'CONTRIBUTOR',
  }
}

export const commentId = (number: number, index: number): number =>
  stableId(`comment ${number} ${index}`)

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

function comments(ask: Ask) {
  const { number, comments } = asIssue(ask, find(ask))
  const since = query(ask, 'since')
  const asked = comments
    .map((comment, index) => ({ comment, index }))
    .filter(({ comment }) => since === null || (comment.edited_at ?? comment.at) >= since)
  return page(ask, asked, ({ comment, index }) => commentView(ask, number, comment, index))
}

/** What a token of the double writes is written by the bot behind GITHUB_TOKEN. */
function addComment(ask: Ask) {
  const numbered = find(ask, write('issues'))
  const { body } = ask.body as { body: string }
  const at = ask.github.world.now
  const comment = { by: 'github-actions', at, body, edited_at: null, editor: null }
  const number = Number(param(ask, 'issue_number'))
  const written =
    'issue' in numbered ? numbered.issue.comments : (ask.github.pullComments.get(number) ?? [])
  written.push(comment)
  if ('pull' in numbered) ask.github.pullComments.set(number, written)
  return ok(commentView(ask, number, comment, written.length - 1), 201)
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
  if ('issue' in numbered) return comments(ask)
  const { pull } = numbered
  return page(ask, timeline(ask.github, pull), (item) => timelineView(ask, pull, item))
}

const need = read('issues', 'pull-requests')
const change = write('issues', 'pull-requests')
const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}'

export const issueRoutes: Routes = {
  'GET /repos/{owner}/{repo}/issues': [read('issues'), list],
  [`GET ${ISSUE}`]: [need, (ask) => ok(issueView(ask, find(ask)))],
  [`GET ${ISSUE}/comments`]: [need, comments],
  [`GET ${ISSUE}/timeline`]: [need, listTimeline],
  [`GET ${ISSUE}/labels`]: [
    need,
    (ask) => page(ask, asIssue(ask, find(ask)).labels, (name) => labelView(ask, name)),
  ],
  [`POST ${ISSUE}/comments`]: [change, addComment],
  [`POST ${ISSUE}/labels`]: [change, addLabels],
}
