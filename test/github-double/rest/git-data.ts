// REST: git's own objects, and files by path.
import { codeownersErrors } from '../git/codeowners.ts'
import { nodeId } from '../git/node-id.ts'
import {
  type Entry,
  isTree,
  type Leaf,
  lookup,
  modeOf,
  oidOf,
  type Tree,
  typeOf,
  walk,
} from '../git/tree.ts'
import { read } from '../server/tokens.ts'
import { fullName, WEB } from '../world/github.ts'
import type { Ref } from '../world/refs.ts'
import { type Ask, found, notFound, ok, param, query, type Routes } from './answer.ts'
import { gitCommit, repoApi } from './commits.ts'

const LISTED_ENTRIES = 100_000
const SHOWN_BYTES = 1024 * 1024

const bytes = ({ text }: Leaf) => Buffer.from(text)

function treeEntry(ask: Ask, path: string, entry: Entry) {
  const type = typeOf(entry)
  const url = `${repoApi(ask)}/git/${type}s/${oidOf(entry)}`
  const shared = { path, mode: modeOf(entry), type, sha: oidOf(entry) }
  if (type === 'blob') return { ...shared, size: bytes(entry as Leaf).length, url }
  return type === 'tree' ? { ...shared, url } : shared
}

function tree(ask: Ask) {
  const name = param(ask, 'tree_sha')
  const { git } = ask.github
  const commit = ask.github.resolve(ask.repository, name)
  const entry = commit === null ? git.object(name) : git.tree(commit.oid)
  const root = found(entry && isTree(entry) ? entry : null)
  const recursive = query(ask, 'recursive') !== null
  const entries = recursive ? [...walk(root)] : [...root.entries]
  const sha = oidOf(root)
  return ok({
    sha,
    url: `${repoApi(ask)}/git/trees/${sha}`,
    tree: entries.slice(0, LISTED_ENTRIES).map(([path, item]) => treeEntry(ask, path, item)),
    truncated: entries.length > LISTED_ENTRIES,
  })
}

function blob(ask: Ask) {
  const sha = param(ask, 'file_sha')
  const entry = ask.github.git.object(sha)
  const leaf = found(entry && !isTree(entry) ? entry : null)
  return ok({
    sha,
    node_id: nodeId('Blob', sha),
    size: bytes(leaf).length,
    url: `${repoApi(ask)}/git/blobs/${sha}`,
    content: bytes(leaf).toString('base64'),
    encoding: 'base64',
  })
}

function commit(ask: Ask) {
  const one = found(ask.github.git.commit(param(ask, 'commit_sha')))
  const parents = one.parents.map((sha) => ({
    sha,
    url: `${repoApi(ask)}/git/commits/${sha}`,
    html_url: `${WEB}/${fullName(ask.repository)}/commit/${sha}`,
  }))
  const html_url = `${WEB}/${fullName(ask.repository)}/commit/${one.oid}`
  const node_id = nodeId('Commit', one.oid)
  return ok({ sha: one.oid, node_id, ...gitCommit(ask, one), parents, html_url })
}

function refView(ask: Ask, { prefix, name, oid }: Ref) {
  const ref = prefix + name
  return {
    ref,
    node_id: nodeId('Ref', ref),
    url: `${repoApi(ask)}/git/${ref}`,
    object: { sha: oid, type: 'commit', url: `${repoApi(ask)}/git/commits/${oid}` },
  }
}

/** By its full name without `refs/`: nothing is guessed. */
function ref(ask: Ask) {
  const asked = found(ask.github.ref(ask.repository, `refs/${param(ask, 'ref')}`))
  if (asked.prefix + asked.name !== `refs/${param(ask, 'ref')}`) throw notFound()
  return ok(refView(ask, asked))
}

/** All whose names begin so, in one answer. */
function matchingRefs(ask: Ask) {
  const wanted = `refs/${param(ask, 'ref')}`
  const all = ask.github.refs(ask.repository)
  const matching = all.filter(({ prefix, name }) => (prefix + name).startsWith(wanted))
  return ok(matching.map((one) => refView(ask, one)))
}

/** A symlink is answered with the file that it points at, as long as that lies in the repository. */
function follow(root: Tree, path: string, entry: Entry): Entry {
  if (isTree(entry) || entry.mode !== '120000') return entry
  const target = new URL(entry.text, `file:///${path}`).pathname.slice(1)
  const there = entry.text.startsWith('/') ? undefined : lookup(root, decodeURIComponent(target))
  return there !== undefined && typeOf(there) === 'blob' ? there : entry
}

function contents(ask: Ask) {
  const path = param(ask, 'path').replace(/\/$/, '')
  const at = found(ask.github.resolve(ask.repository, query(ask, 'ref') ?? 'HEAD'))
  const root = ask.github.git.tree(at.oid)
  const entry = follow(root, path, found(lookup(root, path)))
  const isRaw = /\.raw(\+json)?$/.test(ask.headers.accept?.split(';')[0] ?? '')
  if (isRaw && !isTree(entry)) return { status: 200, body: bytes(entry) }
  if (!isTree(entry)) return ok({ ...described(ask, path, entry), ...content(entry) })
  return ok([...entry.entries].map(([name, item]) => described(ask, `${path}/${name}`, item)))
}

function content(leaf: Leaf) {
  if (leaf.mode === '160000') return { submodule_git_url: null }
  if (leaf.mode === '120000') return { target: leaf.text }
  const isLarge = bytes(leaf).length > SHOWN_BYTES
  return {
    content: isLarge ? '' : bytes(leaf).toString('base64').replace(/.{60}/g, '$&\n'),
    encoding: isLarge ? 'none' : 'base64',
  }
}

const KINDS: Record<string, string> = {
  '040000': 'dir',
  '120000': 'symlink',
  '160000': 'submodule',
}

function described(ask: Ask, path: string, entry: Entry) {
  const self = `${repoApi(ask)}/contents/${path.split('/').map(encodeURIComponent).join('/')}`
  const git = `${repoApi(ask)}/git/${typeOf(entry)}s/${oidOf(entry)}`
  const html = `${WEB}/${fullName(ask.repository)}/blob/HEAD/${path}`
  return {
    type: KINDS[modeOf(entry)] ?? 'file',
    name: path.split('/').at(-1),
    path,
    sha: oidOf(entry),
    size: isTree(entry) ? 0 : bytes(entry).length,
    url: self,
    html_url: html,
    git_url: git,
    download_url: isTree(entry) ? null : html,
    _links: { self, git, html },
  }
}

function codeowners(ask: Ask) {
  const at = found(ask.github.resolve(ask.repository, query(ask, 'ref') ?? 'HEAD'))
  const errors = codeownersErrors(ask.github, at.oid)
  if (errors === null) throw notFound()
  return ok({ errors })
}

const need = read('contents')

export const gitDataRoutes: Routes = {
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': [need, tree],
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': [need, blob],
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': [need, commit],
  'GET /repos/{owner}/{repo}/git/ref/{ref}': [need, ref],
  'GET /repos/{owner}/{repo}/git/matching-refs/{ref}': [need, matchingRefs],
  'GET /repos/{owner}/{repo}/contents/{path}': [need, contents],
  'GET /repos/{owner}/{repo}/codeowners/errors': [need, codeowners],
}
