// REST: the reviews of a pull request, a dismissed one in the place where it was given.
import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { read } from '../server/tokens.ts'
import { fullName, WEB } from '../world/github.ts'
import type { Pull, Review } from '../world/schema/pull-defaults.ts'
import { userOrGhost } from './accounts.ts'
import { type Ask, page, type Routes } from './answer.ts'
import { repoApi } from './commits.ts'
import { asked } from './pulls.ts'

export function reviewView(ask: Ask, pull: Pull, review: Review) {
  const index = pull.reviews.indexOf(review)
  const html = `${WEB}/${fullName(ask.github.repository)}/pull/${pull.number}`
  const id = reviewId(pull, index)
  const api = `${repoApi(ask)}/pulls/${pull.number}`
  return {
    id,
    node_id: nodeId('PullRequestReview', `${pull.number}:${index}`),
    user: userOrGhost(ask.github, review.by),
    body: review.body,
    state: review.state,
    html_url: `${html}#pullrequestreview-${id}`,
    pull_request_url: api,
    author_association: 'CONTRIBUTOR',
    _links: { html: { href: `${html}#pullrequestreview-${id}` }, pull_request: { href: api } },
    submitted_at: review.at,
    commit_id: ask.github.git.commit(review.commit)?.oid ?? null,
  }
}

export const reviewId = (pull: Pull, index: number): number =>
  stableId(`review ${pull.number} ${index}`)

function reviews(ask: Ask) {
  const pull = asked(ask)
  return page(ask, pull.reviews, (review) => reviewView(ask, pull, review))
}

export const reviewRoutes: Routes = {
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews': [read('pull-requests'), reviews],
}
