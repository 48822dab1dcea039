// GraphQL: reviews, and the lists that GitHub makes of them.

import { nodeId } from '../git/node-id.ts'
import { reviewId } from '../rest/reviews.ts'
import { canPush } from '../world/accounts.ts'
import { fullName, WEB } from '../world/github.ts'
import type { Pull, Review } from '../world/schema/pull-defaults.ts'
import { actor } from './accounts.ts'
import { commitAt } from './commits.ts'
import { connection } from './execution/connection.ts'
import type { Viewer } from './viewer.ts'

type Filter = { states?: readonly string[] | null; author?: string | null; writersOnly?: boolean }

/** As of now, not of the time of the review. */
function mayPush({ github }: Viewer, { by, can_push }: Review): boolean {
  const account = github.accounts.get(by)
  return can_push ?? (account !== null && canPush(account))
}

const latestOfEach = (reviews: readonly Review[]): Review[] => [
  ...new Map(reviews.map((review) => [review.by, review])).values(),
]

const opinionated = ({ reviews }: Pull): Review[] =>
  latestOfEach(reviews.filter(({ state }) => state !== 'COMMENTED'))

export function reviewConnections(viewer: Viewer, pull: Pull) {
  const view = (review: Review) => reviewView(viewer, pull, review)
  return {
    reviews: connection<Review, Filter>(
      ({ states, author }) =>
        pull.reviews.filter(
          ({ state, by }) =>
            (states == null || states.includes(state)) && (author == null || author === by),
        ),
      view,
    ),
    latestReviews: connection(latestOfEach(pull.reviews), view),
    latestOpinionatedReviews: connection<Review, Filter>(
      ({ writersOnly }) => opinionated(pull).filter((one) => !writersOnly || mayPush(viewer, one)),
      view,
    ),
  }
}

export function reviewView(viewer: Viewer, pull: Pull, review: Review): object {
  const index = pull.reviews.indexOf(review)
  const id = reviewId(pull, index)
  const url = `${WEB}/${fullName(viewer.github.repository)}/pull/${pull.number}#pullrequestreview-${id}`
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PullRequestReview', `${pull.number}:${index}`),
    databaseId: id,
    fullDatabaseId: String(id),
    state: review.state,
    body: review.body,
    bodyText: review.body,
    createdAt: review.at,
    submittedAt: review.at,
    publishedAt: review.at,
    updatedAt: review.edited_at ?? review.at,
    lastEditedAt: review.edited_at,
    includesCreatedEdit: review.edited_at !== null,
    editor: () => actor(viewer, review.editor),
    author: () => actor(viewer, review.by),
    authorAssociation: 'CONTRIBUTOR',
    authorCanPushToRepository: mayPush(viewer, review),
    commit: () => commitAt(viewer, review.commit),
    comments: connection([], () => null),
    onBehalfOf: connection([], () => null),
    isMinimized: false,
    minimizedReason: null,
    pullRequest: () => viewer.back.pull(viewer, pull),
    repository: () => viewer.back.repository(viewer, viewer.github.repository),
    url,
    resourcePath: new URL(url).pathname,
  }
}

/** GitHub decides only where a rule of the base branch asks for reviews. */
export function reviewDecision(viewer: Viewer, pull: Pull) {
  const rule = viewer.github.world.branch_rules
    .get(pull.base)
    ?.find(({ type }) => type === 'pull_request')
  const parameters = rule?.parameters as { required_approving_review_count?: number } | undefined
  const required = parameters?.required_approving_review_count ?? 0
  if (required === 0) return null
  const counted = opinionated(pull).filter((review) => mayPush(viewer, review))
  if (counted.some(({ state }) => state === 'CHANGES_REQUESTED')) return 'CHANGES_REQUESTED'
  const approvals = counted.filter(({ state }) => state === 'APPROVED').length
  return approvals >= required ? 'APPROVED' : 'REVIEW_REQUIRED'
}
