// REST: pull requests with their files, commits and reviews, each list cut where GitHub cuts it.

import { lineCounts } from '../git/diff.ts'
import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { read } from '../server/tokens.ts'
import { associated } from '../world/associations.ts'
import { fullName, type Repository, WEB } from '../world/github.ts'
import {
  asShown,
  closedAt,
  findPull,
  headRepository,
  pullCommits,
  pullFiles,
  updatedAt,
} from '../world/pulls.ts'
import type { Pull } from '../world/schema/pull-defaults.ts'
import { testMergeOid } from '../world/test-merge.ts'
import { simpleRepository, simpleUser, userOrGhost } from './accounts.ts'
import { type Ask, found, notFound, ok, page, param, query, type Routes } from './answer.ts'
import { commitOf, commitView, fileView, repoApi } from './commits.ts'
import { labelView } from './labels.ts'

const LISTED_COMMITS = 250
const LISTED_FILES = 3000

/** The version of the API that no longer tells a pull request's merge commit. */
const WITHOUT_MERGE_COMMIT = '2026-03-10'

function side(ask: Ask, repository: Repository | null, ref: string, sha: string, owner: string) {
  return {
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: userOrGhost(ask.github, owner),
    repo: repository === null ? null : simpleRepository(ask.github, repository),
  }
}

/** What a list shows; who merged it, and how much it holds, GitHub tells only one by one. */
function pullSummary(ask: Ask, listed: Pull) {
  const { github } = ask
  const pull = asShown(github, listed)
  const url = `${repoApi(ask)}/pulls/${pull.number}`
  const issue = `${repoApi(ask)}/issues/${pull.number}`
  const html = `${WEB}/${fullName(github.repository)}/pull/${pull.number}`
  const isOpen = pull.state === 'open'
  const mergeCommit = pull.merged?.commit ?? (isOpen ? testMergeOid(github.world, pull) : null)
  const hasMergeCommit = ask.headers['x-github-api-version'] !== WITHOUT_MERGE_COMMIT
  return {
    url,
    id: stableId(`pull ${pull.number}`),
    node_id: nodeId('PullRequest', pull.number),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    comments_url: `${issue}/comments`,
    statuses_url: `${repoApi(ask)}/statuses/${pull.head_commit}`,
    number: pull.number,
    state: isOpen ? 'open' : 'closed',
    locked: false,
    title: pull.title,
    user: userOrGhost(github, pull.author),
    body: pull.body,
    labels: pull.labels.map((label) => labelView(ask, label)),
    created_at: pull.at,
    updated_at: updatedAt(pull),
    closed_at: closedAt(pull),
    merged_at: pull.merged?.at ?? null,
    ...(hasMergeCommit ? { merge_commit_sha: mergeCommit } : {}),
    assignees: pull.assignees.map((login) => simpleUser(github, login)).filter(Boolean),
    requested_reviewers: [],
    requested_teams: [],
    draft: pull.draft,
    head: side(
      ask,
      headRepository(github, pull),
      pull.head,
      pull.head_commit,
      pull.fork?.split('/')[0] ?? github.repository.owner,
    ),
    base: side(ask, github.repository, pull.base, pull.base_commit, github.repository.owner),
    author_association: 'CONTRIBUTOR',
    auto_merge:
      pull.auto_merge === null || !isOpen
        ? null
        : {
            enabled_by: simpleUser(github, pull.auto_merge.by),
            merge_method: 'merge',
            commit_title: '',
            commit_message: '',
          },
  }
}

export function pullView(ask: Ask, listed: Pull) {
  const pull = asShown(ask.github, listed)
  const files = pullFiles(ask.github, pull)
  const counts = files.map(lineCounts)
  return {
    ...pullSummary(ask, pull),
    merged: pull.merged !== null,
    mergeable: pull.state === 'open' ? true : null,
    rebaseable: pull.state === 'open' ? true : null,
    mergeable_state: pull.state === 'open' ? 'clean' : 'unknown',
    merged_by: simpleUser(ask.github, pull.merged?.by ?? null),
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pullCommits(ask.github, pull).length,
    additions: counts.reduce((sum, { additions }) => sum + additions, 0),
    deletions: counts.reduce((sum, { deletions }) => sum + deletions, 0),
    changed_files: files.length,
  }
}

export const asked = (ask: Ask): Pull => {
  if (ask.repository.isFork) throw notFound()
  return found(findPull(ask.github, Number(param(ask, 'pull_number'))))
}

function list(ask: Ask) {
  const state = query(ask, 'state') ?? 'open'
  const head = query(ask, 'head')
  const base = query(ask, 'base')
  const { owner } = ask.github.repository
  const isAsked = (pull: Pull) =>
    (state === 'all' || (state === 'open') === (pull.state === 'open')) &&
    (base === null || base === pull.base) &&
    (head === null || head === `${pull.fork?.split('/')[0] ?? owner}:${pull.head}`)
  const pulls = ask.repository.isFork
    ? []
    : ask.github.world.pulls.map((pull) => asShown(ask.github, pull)).filter(isAsked)
  const time = query(ask, 'sort') === 'updated' ? updatedAt : ({ at }: Pull) => at
  const newest = pulls.toSorted((a, b) => time(b).localeCompare(time(a)))
  const ordered = query(ask, 'direction') === 'asc' ? newest.reverse() : newest
  return page(ask, ordered, (pull) => pullSummary(ask, pull))
}

function files(ask: Ask) {
  const pull = asked(ask)
  const shown = pullFiles(ask.github, pull).slice(0, LISTED_FILES)
  return page(ask, shown, (file) => fileView(ask, file, pull.head_commit))
}

function commits(ask: Ask) {
  const shown = pullCommits(ask.github, asked(ask)).slice(0, LISTED_COMMITS)
  return page(ask, shown, (commit) => commitView(ask, commit))
}

function ofCommit(ask: Ask) {
  const { oid } = commitOf(ask, param(ask, 'commit_sha'))
  return page(ask, associated(ask.github, oid), (pull) => pullSummary(ask, pull))
}

/** World files name no requests for review. */
function requestedReviewers(ask: Ask) {
  asked(ask)
  return ok({ users: [], teams: [] })
}

const need = read('pull-requests')

export const pullRoutes: Routes = {
  'GET /repos/{owner}/{repo}/pulls': [need, list],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': [need, (ask) => ok(pullView(ask, asked(ask)))],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': [need, files],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits': [need, commits],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers': [need, requestedReviewers],
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls': [need, ofCommit],
}
