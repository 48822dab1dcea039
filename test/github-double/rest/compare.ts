// REST: what one commit has that another lacks.
import { changedFiles } from '../git/diff.ts'
import { read } from '../server/tokens.ts'
import { fullName, WEB } from '../world/github.ts'
import type { Commit } from '../world/world.ts'
import { type Ask, found, HttpError, page, param, perPage, query, type Routes } from './answer.ts'
import { commitView, fileView, LISTED_FILES, repoApi } from './commits.ts'

/** The most commits in an answer that was not asked for page by page. */
const UNPAGED_COMMITS = 250

/** One end of a comparison may name its repository: `owner:branch` or `owner:repo:branch`. */
function end(ask: Ask, name: string): Commit {
  const { github, repository } = ask
  const revision = name.slice(name.lastIndexOf(':') + 1)
  const owner = name.includes(':') ? name.split(':')[0] : repository.owner
  const place =
    owner === repository.owner
      ? repository
      : github.forks().find((fork) => fork.owner === owner && !fork.isPrivate)
  return found(place && github.resolve(place, revision))
}

function compare(ask: Ask) {
  const [from = '', to = ''] = param(ask, 'basehead').split('...')
  const { git } = ask.github
  const [base, head] = [end(ask, from), end(ask, to)]
  const { status, ahead, behind, mergeBase } = git.compare(base.oid, head.oid)
  const merged = git.commit(mergeBase)
  if (merged === null) throw new HttpError(404, `No common ancestor between ${from} and ${to}.`)
  const paged = query(ask, 'page') !== null || query(ask, 'per_page') !== null
  const first = Number(query(ask, 'page') ?? 1) <= 1
  const files = first ? changedFiles(git, base.oid, head.oid).slice(0, LISTED_FILES) : []
  const url = `${repoApi(ask)}/compare/${from}...${to}`
  const shown = page(ask, ahead, (commit) => commitView(ask, commit))
  const unpaged = () => ahead.slice(0, UNPAGED_COMMITS).map((commit) => commitView(ask, commit))
  return {
    status: 200,
    headers: paged || ahead.length > perPage(ask) ? (shown.headers ?? {}) : {},
    body: {
      url,
      html_url: `${WEB}/${fullName(ask.repository)}/compare/${from}...${to}`,
      permalink_url: `${WEB}/${fullName(ask.repository)}/compare/${base.oid}...${head.oid}`,
      diff_url: `${url}.diff`,
      patch_url: `${url}.patch`,
      base_commit: commitView(ask, base),
      merge_base_commit: commitView(ask, merged),
      status,
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      commits: paged ? shown.body : unpaged(),
      files: files.map((file) => fileView(ask, file, head.oid)),
    },
  }
}

export const compareRoutes: Routes = {
  'GET /repos/{owner}/{repo}/compare/{basehead}': [read('contents'), compare],
}
