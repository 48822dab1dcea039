// GraphQL: issues and comments, with who edited them and when.

import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { commentId, keptComments, tokensAccount } from '../rest/comments.ts'
import { type Comment, fullName, WEB } from '../world/github.ts'
import type { Issue } from '../world/world.ts'
import { actor } from './accounts.ts'
import { connection } from './execution/connection.ts'
import type { Viewer } from './viewer.ts'

export const labelView = (name: string) => ({
  __typename: 'Label',
  id: nodeId('Label', name),
  name,
  color: 'ededed',
  description: null,
  isDefault: false,
})

type Written = {
  by: string
  at: string
  body: string
  edited_at: string | null
  editor: string | null
}

const written = (viewer: Viewer, { by, at, body, edited_at, editor }: Written) => ({
  author: () => actor(viewer, by),
  authorAssociation: 'CONTRIBUTOR',
  body,
  bodyText: body,
  createdAt: at,
  publishedAt: at,
  updatedAt: edited_at ?? at,
  lastEditedAt: edited_at,
  includesCreatedEdit: edited_at !== null,
  editor: () => actor(viewer, editor),
  repository: () => viewer.back.repository(viewer, viewer.github.repository),
})

export function issueView(viewer: Viewer, issue: Issue): object {
  const url = `${WEB}/${fullName(viewer.github.repository)}/issues/${issue.number}`
  const isClosed = issue.state === 'closed'
  return {
    __typename: 'Issue',
    ...written(viewer, issue),
    id: nodeId('Issue', issue.number),
    databaseId: stableId(`issue ${issue.number}`),
    fullDatabaseId: String(stableId(`issue ${issue.number}`)),
    number: issue.number,
    title: issue.title,
    state: issue.state.toUpperCase(),
    stateReason: null,
    closed: isClosed,
    closedAt: isClosed ? (issue.comments.at(-1)?.at ?? issue.at) : null,
    locked: false,
    url,
    resourcePath: new URL(url).pathname,
    labels: connection(issue.labels, labelView),
    assignees: connection([], () => null),
    comments: connection(keptComments(issue.comments), ({ comment, index }) =>
      commentView(viewer, issue.number, comment, index),
    ),
  }
}

export function commentView(viewer: Viewer, number: number, comment: Comment, index: number) {
  const id = commentId(number, index)
  return {
    __typename: 'IssueComment',
    ...written(viewer, comment),
    id: nodeId('IssueComment', `${number}:${index}`),
    databaseId: id,
    fullDatabaseId: String(id),
    isMinimized: false,
    viewerDidAuthor: comment.by === tokensAccount,
    minimizedReason: null,
    url: `${WEB}/${fullName(viewer.github.repository)}/issues/${number}#issuecomment-${id}`,
  }
}
