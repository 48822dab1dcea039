// GraphQL: pull requests.

import { type ChangedFile, lineCounts } from '../git/diff.ts'
import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { keptComments } from '../rest/comments.ts'
import { read } from '../server/tokens.ts'
import { fullName, WEB } from '../world/github.ts'
import {
  asShown,
  closedAt,
  headRepository,
  pullCommits,
  pullFiles,
  updatedAt,
} from '../world/pulls.ts'
import type { Pull } from '../world/schema/pull-defaults.ts'
import { testMergeOid } from '../world/test-merge.ts'
import { actor, user } from './accounts.ts'
import { commitAt, commitView, refView } from './commits.ts'
import { connection } from './execution/connection.ts'
import { commentView, labelView } from './issues.ts'
import { entryOf, isQueued, queueView } from './merge-queues.ts'
import { reviewConnections, reviewDecision } from './reviews.ts'
import { rollup } from './statuses.ts'
import { timelineItems } from './timeline.ts'
import { guarded, type Viewer } from './viewer.ts'

/** No previous path: GitHub's GraphQL API does not tell under which name a file was before. */
const CHANGES: Record<ChangedFile['status'], string> = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  changed: 'CHANGED',
  renamed: 'RENAMED',
}

export const pullRequest = (viewer: Viewer, pull: Pull): object =>
  guarded(viewer, read('pull-requests'), () => pullView(viewer, pull))

function pullView(viewer: Viewer, listed: Pull): object {
  const { github } = viewer
  const pull = asShown(github, listed)
  const url = `${WEB}/${fullName(github.repository)}/pull/${pull.number}`
  const isOpen = pull.state === 'open'
  const files = () => pullFiles(github, pull)
  const sum = (kind: 'additions' | 'deletions') => () =>
    files().reduce((total, file) => total + lineCounts(file)[kind], 0)
  return {
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.number),
    databaseId: stableId(`pull ${pull.number}`),
    fullDatabaseId: String(stableId(`pull ${pull.number}`)),
    number: pull.number,
    url,
    permalink: url,
    resourcePath: new URL(url).pathname,
    title: pull.title,
    body: pull.body,
    bodyText: pull.body,
    state: pull.state.toUpperCase(),
    isDraft: pull.draft,
    closed: !isOpen,
    locked: false,
    merged: pull.merged !== null,
    createdAt: pull.at,
    publishedAt: pull.at,
    updatedAt: updatedAt(pull),
    closedAt: closedAt(pull),
    mergedAt: pull.merged?.at ?? null,
    mergedBy: () => actor(viewer, pull.merged?.by ?? null),
    mergeCommit: () => commitAt(viewer, pull.merged?.commit ?? null),
    potentialMergeCommit: () => commitAt(viewer, isOpen ? testMergeOid(github.world, pull) : null),
    mergeable: isOpen ? 'MERGEABLE' : 'UNKNOWN',
    mergeStateStatus: isOpen ? (pull.draft ? 'DRAFT' : 'CLEAN') : 'UNKNOWN',
    canBeRebased: isOpen,
    isCrossRepository: pull.fork !== null,
    maintainerCanModify: false,
    author: () => actor(viewer, pull.author),
    authorAssociation: 'CONTRIBUTOR',
    editor: null,
    lastEditedAt: null,
    includesCreatedEdit: false,
    createdViaEmail: false,
    ...ends(viewer, pull),
    additions: sum('additions'),
    deletions: sum('deletions'),
    changedFiles: () => files().length,
    files: connection(files, (file) => ({
      path: file.path,
      changeType: CHANGES[file.status],
      viewerViewedState: 'UNVIEWED',
      ...lineCounts(file),
    })),
    commits: connection(
      () => pullCommits(github, pull),
      (commit) => ({
        __typename: 'PullRequestCommit',
        id: nodeId('PullRequestCommit', `${pull.number}:${commit.oid}`),
        commit: () => commitView(viewer, commit),
        pullRequest: () => pullView(viewer, pull),
        url: `${url}/commits/${commit.oid}`,
        resourcePath: `${new URL(url).pathname}/commits/${commit.oid}`,
      }),
    ),
    autoMergeRequest: () => (isOpen ? autoMerge(viewer, pull) : null),
    isInMergeQueue: isQueued(viewer, pull.number),
    isMergeQueueEnabled: github.world.merge_queues.has(pull.base),
    mergeQueue: () => queueView(viewer, pull.base),
    mergeQueueEntry: () => entryOf(viewer, pull.number),
    ...reviewConnections(viewer, pull),
    reviewDecision: () => reviewDecision(viewer, pull),
    reviewRequests: connection([], () => null),
    timelineItems: timelineItems(viewer, listed),
    statusCheckRollup: () => rollup(viewer, pull.head_commit),
    labels: connection(pull.labels, (name) => labelView(name)),
    assignees: connection(pull.assignees, (login) => user(viewer, login)),
    comments: connection(keptComments(pull.comments), ({ comment, index }) =>
      commentView(viewer, pull.number, comment, index),
    ),
  }
}

/** Where the change comes from and where it goes; a private fork is shown to nobody outside. */
function ends(viewer: Viewer, pull: Pull) {
  const { github } = viewer
  const fork = headRepository(github, pull)
  const head = fork?.isFork && fork.isPrivate ? null : fork
  const owner = pull.fork?.split('/')[0] ?? github.repository.owner
  const tip = head === null ? null : github.ref(head, `heads/${pull.head}`)
  const base = github.ref(github.repository, `heads/${pull.base}`)
  return {
    baseRefName: pull.base,
    baseRefOid: pull.base_commit,
    baseRef: () => (base === null ? null : refView(viewer, github.repository, base)),
    baseRepository: () => viewer.back.repository(viewer, github.repository),
    repository: () => viewer.back.repository(viewer, github.repository),
    headRefName: pull.head,
    headRefOid: pull.head_commit,
    headRef: () => (head === null || tip === null ? null : refView(viewer, head, tip)),
    headRepository: () => (head === null ? null : viewer.back.repository(viewer, head)),
    headRepositoryOwner: () => (fork === null ? null : actor(viewer, owner)),
  }
}

function autoMerge(viewer: Viewer, pull: Pull) {
  if (pull.auto_merge === null) return null
  const { by, at } = pull.auto_merge
  return {
    enabledAt: at,
    enabledBy: () => actor(viewer, by),
    mergeMethod: 'MERGE',
    authorEmail: null,
    commitBody: null,
    commitHeadline: null,
    pullRequest: () => pullView(viewer, pull),
  }
}
