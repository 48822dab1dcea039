// REST: commits and branches.
import { type ChangedFile, commitFiles, lineCounts } from '../git/diff.ts'
import { nodeId } from '../git/node-id.ts'
import type { Oid } from '../git/oid.ts'
import { oidOf } from '../git/tree.ts'
import { read } from '../server/tokens.ts'
import { fullName, type GitHub, WEB } from '../world/github.ts'
import type { Commit } from '../world/world.ts'
import { simpleUser } from './accounts.ts'
import { type Ask, found, HttpError, ok, page, param, query, type Routes } from './answer.ts'

/** The most files that GitHub lists beside a commit or a comparison. */
export const LISTED_FILES = 300

export const repoApi = ({ github, repository }: Ask): string =>
  `${github.api}/repos/${fullName(repository)}`

const unsigned = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
}

function verification({ signature, at }: Commit) {
  if (signature === null) return unsigned
  const state = signature.state ?? (signature.valid ? 'VALID' : 'INVALID')
  return {
    verified: signature.valid,
    reason: state.toLowerCase(),
    signature: '-----BEGIN PGP SIGNATURE-----',
    payload: 'tree',
    verified_at: signature.valid ? at : null,
  }
}

export function gitCommit(ask: Ask, commit: Commit) {
  const tree = oidOf(ask.github.git.tree(commit.oid))
  return {
    author: { ...commit.author, date: commit.authored_at },
    committer: { ...commit.committer, date: commit.at },
    message: commit.message,
    tree: { sha: tree, url: `${repoApi(ask)}/git/trees/${tree}` },
    url: `${repoApi(ask)}/git/commits/${commit.oid}`,
    verification: verification(commit),
  }
}

/** As events and runs tell a commit: git's names alone. */
export const plainCommit = (ask: Ask, commit: Commit) => ({
  id: commit.oid,
  tree_id: oidOf(ask.github.git.tree(commit.oid)),
  message: commit.message,
  timestamp: commit.at,
  author: commit.author,
  committer: commit.committer,
})

const web = (ask: Ask, oid: Oid) => `${WEB}/${fullName(ask.repository)}/commit/${oid}`

/** Null for an address without an account, and an object without anything in it where there is no address. */
const linked = (github: GitHub, email: string) =>
  email === '' ? {} : simpleUser(github, github.accounts.byEmail(email))

export function commitView(ask: Ask, commit: Commit) {
  const { github } = ask
  const url = `${repoApi(ask)}/commits/${commit.oid}`
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', commit.oid),
    commit: { ...gitCommit(ask, commit), comment_count: 0 },
    url,
    html_url: web(ask, commit.oid),
    comments_url: `${url}/comments`,
    author: linked(github, commit.author.email),
    committer: linked(github, commit.committer.email),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${repoApi(ask)}/commits/${sha}`,
      html_url: web(ask, sha),
    })),
  }
}

export function fileView(ask: Ask, file: ChangedFile, head: Oid) {
  const { additions, deletions } = lineCounts(file)
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  return {
    sha: (file.after ?? file.before)?.oid ?? null,
    filename: file.path,
    status: file.status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${WEB}/${fullName(ask.repository)}/blob/${head}/${path}`,
    raw_url: `${WEB}/${fullName(ask.repository)}/raw/${head}/${path}`,
    contents_url: `${repoApi(ask)}/contents/${path}?ref=${head}`,
    ...(file.previous === null ? {} : { previous_filename: file.previous }),
  }
}

/** The commit that a path names; GitHub calls one that it does not have unprocessable. */
export function commitOf(ask: Ask, name: string): Commit {
  const commit = ask.github.resolve(ask.repository, name)
  if (commit === null) throw new HttpError(422, `No commit found for SHA: ${name}`)
  return commit
}

function oneCommit(ask: Ask) {
  const commit = commitOf(ask, param(ask, 'ref'))
  const files = commitFiles(ask.github.git, commit.oid)
  const counts = files.map(lineCounts)
  const additions = counts.reduce((sum, file) => sum + file.additions, 0)
  const deletions = counts.reduce((sum, file) => sum + file.deletions, 0)
  const stats = { additions, deletions, total: additions + deletions }
  const shown = page(ask, files, (file) => fileView(ask, file, commit.oid))
  const whole = query(ask, 'page') === null && query(ask, 'per_page') === null
  const first = files.slice(0, LISTED_FILES).map((file) => fileView(ask, file, commit.oid))
  return {
    ...shown,
    body: { ...commitView(ask, commit), stats, files: whole ? first : shown.body },
  }
}

function commits(ask: Ask) {
  const from = ask.github.resolve(ask.repository, query(ask, 'sha') ?? 'HEAD')
  const path = query(ask, 'path')
  const { git } = ask.github
  const touches = ({ oid }: Commit) =>
    path === null ||
    commitFiles(git, oid).some((f) => f.path === path || f.path.startsWith(`${path}/`))
  const reachable = git.range(null, found(from).oid).filter(touches)
  return page(ask, reachable.toReversed(), (commit) => commitView(ask, commit))
}

function branch(ask: Ask) {
  const name = param(ask, 'branch')
  const oid = ask.github.branch(ask.repository, name)
  const commit = ask.github.git.commit(oid)
  if (commit === null) throw new HttpError(404, 'Branch not found')
  const self = `${repoApi(ask)}/branches/${name}`
  const isProtected = (ask.github.world.branch_rules.get(name)?.length ?? 0) > 0
  return ok({
    name,
    commit: commitView(ask, commit),
    _links: { self, html: `${WEB}/${fullName(ask.repository)}/tree/${name}` },
    protected: isProtected,
    protection: {
      enabled: false,
      required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
    },
    protection_url: `${self}/protection`,
  })
}

export const commitRoutes: Routes = {
  'GET /repos/{owner}/{repo}/commits': [read('contents'), commits],
  'GET /repos/{owner}/{repo}/commits/{ref}': [read('contents'), oneCommit],
  'GET /repos/{owner}/{repo}/branches/{branch}': [read('contents'), branch],
}
