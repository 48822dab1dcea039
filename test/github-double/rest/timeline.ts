// REST: one thing that happened to a pull request.
import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import type { TimelineItem } from '../world/pulls.ts'
import type { Pull } from '../world/schema/pull-defaults.ts'
import { userOrGhost } from './accounts.ts'
import type { Ask } from './answer.ts'
import { commitView, repoApi } from './commits.ts'
import { reviewId, reviewView } from './reviews.ts'

export function timelineView(ask: Ask, pull: Pull, item: TimelineItem): object {
  const id = stableId(`timeline ${pull.number} ${item.index}`)
  const event = (name: string, by: string | null, commit: string | null = null) => ({
    id,
    node_id: nodeId('TimelineItem', `${pull.number}:${item.index}`),
    url: `${repoApi(ask)}/issues/events/${id}`,
    actor: by === null ? null : userOrGhost(ask.github, by),
    event: name,
    commit_id: ask.github.git.commit(commit)?.oid ?? null,
    commit_url: commit === null ? null : `${repoApi(ask)}/commits/${commit}`,
    created_at: item.at,
    performed_via_github_app: null,
  })
  switch (item.kind) {
    case 'commit': {
      const { commit, ...rest } = commitView(ask, item.commit)
      return { event: 'committed', ...rest, ...commit }
    }
    case 'review':
      return {
        event: 'reviewed',
        ...reviewView(ask, pull, item.review),
        state: item.review.state.toLowerCase(),
      }
    case 'merged':
      return event('merged', item.by, item.commit)
    case 'event': {
      const { event: happened } = item
      const after = 'after' in happened ? happened.after : null
      const shared = event(happened.type, happened.by, after)
      if (happened.type === 'assigned') {
        return { ...shared, assignee: userOrGhost(ask.github, happened.assignee) }
      }
      if (happened.type !== 'review_dismissed') return shared
      const dismissed_review = {
        state: happened.was.toLowerCase(),
        review_id: reviewId(pull, happened.review),
        dismissal_message: happened.message,
      }
      return { ...shared, dismissed_review }
    }
  }
}
