// GraphQL: the timeline of a pull request, a union of all that may happen to one.
import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { type TimelineItem, timeline } from '../world/pulls.ts'
import type { Pull, PullEvent } from '../world/schema/pull-defaults.ts'
import { actor, user } from './accounts.ts'
import { commitAt, commitView, refView } from './commits.ts'
import { connection } from './execution/connection.ts'
import { queueView } from './merge-queues.ts'
import { reviewView } from './reviews.ts'
import type { Viewer } from './viewer.ts'

type Filter = { itemTypes?: readonly string[] | null; since?: string | null; skip?: number | null }

/** Only REST tells when an agent of GitHub began to work. */
const UNTOLD = 'copilot_work_started'

/** As GitHub counts it, `totalCount` is of the whole timeline, whatever types are asked for. */
export function timelineItems(viewer: Viewer, pull: Pull) {
  return connection<TimelineItem, Filter>(
    ({ itemTypes, since, skip }) =>
      told(viewer, pull)
        .filter((item) => itemTypes == null || itemTypes.includes(snake(typeOf(item))))
        .filter(({ at }) => since == null || at >= since)
        .slice(skip ?? 0),
    (item) => view(viewer, pull, item),
    { total: () => told(viewer, pull).length },
  )
}

const told = (viewer: Viewer, pull: Pull) =>
  timeline(viewer.github, pull).filter(
    (item) => item.kind !== 'event' || item.event.type !== UNTOLD,
  )

/** HeadRefForcePushedEvent is asked for as HEAD_REF_FORCE_PUSHED_EVENT. */
const snake = (type: string): string => type.replace(/(?<!^)[A-Z]/g, '_$&').toUpperCase()

const camel = (type: string): string =>
  `${type.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Event`

function typeOf(item: TimelineItem): string {
  if (item.kind === 'commit') return 'PullRequestCommit'
  if (item.kind === 'review') return 'PullRequestReview'
  return item.kind === 'merged' ? 'MergedEvent' : camel(item.event.type)
}

function view(viewer: Viewer, pull: Pull, item: TimelineItem): object {
  const id = nodeId('TimelineItem', `${pull.number}:${item.index}`)
  const shared = { __typename: typeOf(item), id, createdAt: item.at }
  const by = (login: string | null) => ({
    ...shared,
    databaseId: stableId(`timeline ${pull.number} ${item.index}`),
    actor: () => actor(viewer, login),
    pullRequest: () => viewer.back.pull(viewer, pull),
  })
  switch (item.kind) {
    case 'commit':
      return { ...shared, commit: () => commitView(viewer, item.commit) }
    case 'review':
      return reviewView(viewer, pull, item.review)
    case 'merged':
      return {
        ...by(item.by),
        commit: () => commitAt(viewer, item.commit),
        mergeRefName: pull.base,
        mergeRef: () => baseRef(viewer, pull),
      }
    case 'event':
      return { ...by(item.event.by), ...details(viewer, pull, item.event) }
  }
}

const baseRef = (viewer: Viewer, pull: Pull) => {
  const { github } = viewer
  const ref = github.ref(github.repository, `heads/${pull.base}`)
  return ref === null ? null : refView(viewer, github.repository, ref)
}

function details(viewer: Viewer, pull: Pull, event: PullEvent): object {
  switch (event.type) {
    case 'head_ref_force_pushed':
    case 'base_ref_force_pushed':
      return {
        beforeCommit: () => commitAt(viewer, event.before),
        afterCommit: () => commitAt(viewer, event.after),
        ref: () => (event.type === 'base_ref_force_pushed' ? baseRef(viewer, pull) : null),
      }
    case 'base_ref_changed':
      return { previousRefName: event.from, currentRefName: event.to }
    case 'automatic_base_change_succeeded':
      return { oldBase: event.from, newBase: event.to }
    case 'review_dismissed': {
      const review = pull.reviews[event.review]
      return {
        previousReviewState: event.was,
        dismissalMessage: event.message,
        review: () => (review === undefined ? null : reviewView(viewer, pull, review)),
        pullRequestCommit: null,
      }
    }
    case 'assigned':
      return {
        assignee: () => actor(viewer, event.assignee),
        assignable: () => viewer.back.pull(viewer, pull),
        user: () => user(viewer, event.assignee),
      }
    case 'added_to_merge_queue':
      return {
        enqueuer: () => user(viewer, event.by),
        mergeQueue: () => queueView(viewer, pull.base),
      }
    case 'removed_from_merge_queue':
      return {
        enqueuer: () => user(viewer, event.by),
        mergeQueue: () => queueView(viewer, pull.base),
        beforeCommit: null,
        reason: null,
      }
    case 'auto_merge_enabled':
      return { enabler: () => user(viewer, event.by) }
    case 'auto_merge_disabled':
      return { disabler: () => user(viewer, event.by), reason: null, reasonCode: null }
    case 'head_ref_restored':
    case 'copilot_work_started':
      return {}
  }
}
