// REST: comments under issues and pull requests, read, written and edited.

import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { mayUse, read, write } from '../server/tokens.ts'
import { type Comment, fullName, WEB } from '../world/github.ts'
import { findPull } from '../world/pulls.ts'
import { userOrGhost } from './accounts.ts'
import { type Ask, found, HttpError, ok, page, param, query, type Routes } from './answer.ts'
import { repoApi } from './commits.ts'

/** What a token of the double writes is written by the bot behind GITHUB_TOKEN. */
export const tokensAccount = 'github-actions'

type Commented = { readonly number: number; readonly comments: Comment[] }

export const commentId = (number: number, index: number): number =>
  stableId(`comment ${number} ${index}`)

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

/** An issue proper takes the scope of its own, where a pull request would do with either. */
function refuseUnlessOfPull(ask: Ask, number: number, access: 'read' | 'write'): void {
  const need = access === 'read' ? read('issues') : write('issues')
  if (findPull(ask.github, number) || mayUse(ask.github, ask.scopes, need)) return
  throw new HttpError(403, 'Resource not accessible by integration')
}

function commented(ask: Ask, access: 'read' | 'write'): Commented {
  const number = Number(param(ask, 'issue_number'))
  const issue = ask.github.world.issues.find((one) => one.number === number)
  const numbered = found(issue ?? findPull(ask.github, number))
  refuseUnlessOfPull(ask, number, access)
  return numbered
}

const deleted = new WeakSet<Comment>()

/** Those that are not deleted: each keeps the place, and so the id, that it was written at. */
export const keptComments = (comments: readonly Comment[]) =>
  comments
    .map((comment, index) => ({ comment, index }))
    .filter(({ comment }) => !deleted.has(comment))

export function listComments(ask: Ask, { number, comments }: Commented) {
  const since = query(ask, 'since')
  const asked = keptComments(comments).filter(
    ({ comment }) => since === null || (comment.edited_at ?? comment.at) >= since,
  )
  return page(ask, asked, ({ comment, index }) => commentView(ask, number, comment, index))
}

function addComment(ask: Ask) {
  const { number, comments } = commented(ask, 'write')
  const { body } = ask.body as { body: string }
  const at = ask.github.world.now
  const comment = { by: tokensAccount, at, body, edited_at: null, editor: null }
  comments.push(comment)
  return ok(commentView(ask, number, comment, comments.length - 1), 201)
}

/** Of any issue or pull request, by its own id. */
function findComment(ask: Ask, access: 'read' | 'write') {
  const id = Number(param(ask, 'comment_id'))
  const { issues, pulls } = ask.github.world
  const all = [...issues, ...pulls].flatMap(({ number, comments }) =>
    keptComments(comments).map((one) => ({ number, ...one })),
  )
  const one = found(all.find(({ number, index }) => commentId(number, index) === id))
  refuseUnlessOfPull(ask, one.number, access)
  return one
}

function getComment(ask: Ask) {
  const { number, comment, index } = findComment(ask, 'read')
  return ok(commentView(ask, number, comment, index))
}

/** A token that may write may edit what others wrote. */
function editComment(ask: Ask) {
  const { number, comment, index } = findComment(ask, 'write')
  const { body } = ask.body as { body: string }
  Object.assign(comment, { body, edited_at: ask.github.world.now, editor: tokensAccount })
  return ok(commentView(ask, number, comment, index))
}

function deleteComment(ask: Ask) {
  deleted.add(findComment(ask, 'write').comment)
  return ok(null, 204)
}

const need = read('issues', 'pull-requests')
const change = write('issues', 'pull-requests')
const COMMENTS = '/repos/{owner}/{repo}/issues/{issue_number}/comments'
const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}'

export const commentRoutes: Routes = {
  [`GET ${COMMENTS}`]: [need, (ask) => listComments(ask, commented(ask, 'read'))],
  [`POST ${COMMENTS}`]: [change, addComment],
  [`GET ${COMMENT}`]: [need, getComment],
  [`PATCH ${COMMENT}`]: [change, editComment],
  [`DELETE ${COMMENT}`]: [change, deleteComment],
}
