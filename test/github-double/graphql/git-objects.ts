// GraphQL: trees, blobs and whatever else an expression of git names.

import { nodeId } from '../git/node-id.ts'
import type { Oid } from '../git/oid.ts'
import {
  type Entry,
  isTree,
  type Leaf,
  lookup,
  modeOf,
  oidOf,
  type Tree,
  typeOf,
} from '../git/tree.ts'
import { fullName, type Repository, WEB } from '../world/github.ts'
import type { Viewer } from './viewer.ts'

const SHOWN_BYTES = 512_000

export function gitObject(viewer: Viewer, kind: 'Commit' | 'Tree' | 'Blob', oid: Oid) {
  const { repository } = viewer.github
  return {
    __typename: kind,
    id: nodeId(kind, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    repository: () => viewer.back.repository(viewer, repository),
    commitUrl: `${WEB}/${fullName(repository)}/commit/${oid}`,
    commitResourcePath: `/${fullName(repository)}/commit/${oid}`,
  }
}

export const treeView = (viewer: Viewer, tree: Tree, prefix = ''): object => ({
  ...gitObject(viewer, 'Tree', oidOf(tree)),
  entries: () => [...tree.entries].map(([name, entry]) => entryView(viewer, prefix + name, entry)),
})

/** A symlink is a blob whose text is the path that it points at. */
function blobView(viewer: Viewer, leaf: Leaf): object {
  const bytes = Buffer.from(leaf.text)
  const isBinary = bytes.includes(0)
  return {
    ...gitObject(viewer, 'Blob', leaf.oid),
    byteSize: bytes.length,
    isBinary,
    isTruncated: bytes.length > SHOWN_BYTES,
    text: isBinary ? null : bytes.subarray(0, SHOWN_BYTES).toString(),
  }
}

const entryObject = (viewer: Viewer, entry: Entry, prefix: string) => {
  if (isTree(entry)) return treeView(viewer, entry, prefix)
  return typeOf(entry) === 'blob' ? blobView(viewer, entry) : null
}

export function treeEntry(viewer: Viewer, tree: Tree, path: string) {
  const entry = lookup(tree, path)
  return entry === undefined || path === '' ? null : entryView(viewer, path, entry)
}

function entryView(viewer: Viewer, path: string, entry: Entry) {
  const name = path.split('/').at(-1) ?? path
  const dot = name.lastIndexOf('.')
  return {
    name,
    path,
    nameRaw: Buffer.from(name).toString('base64'),
    pathRaw: Buffer.from(path).toString('base64'),
    extension: dot < 0 ? '' : name.slice(dot),
    mode: Number.parseInt(modeOf(entry), 8),
    type: typeOf(entry),
    oid: oidOf(entry),
    size: isTree(entry) ? 0 : Buffer.byteLength(entry.text),
    lineCount: isTree(entry) ? null : entry.text.split('\n').length,
    isGenerated: false,
    object: () => entryObject(viewer, entry, `${path}/`),
    repository: () => viewer.back.repository(viewer, viewer.github.repository),
    submodule: () =>
      typeOf(entry) === 'commit' ? { name, path, subprojectCommitOid: oidOf(entry) } : null,
  }
}

/** `<oid>`, `<revision>` or `<revision>:<path>`. */
export function objectOf(
  viewer: Viewer,
  repository: Repository,
  { oid, expression }: { oid?: Oid | null; expression?: string | null },
): object | null {
  const { git } = viewer.github
  const asked = oid ?? expression ?? 'HEAD'
  const [revision = '', ...rest] = asked.split(':')
  const commit = viewer.github.resolve(repository, revision)
  if (rest.length > 0 && oid == null) {
    const entry = commit === null ? undefined : lookup(git.tree(commit.oid), rest.join(':'))
    return entry === undefined ? null : entryObject(viewer, entry, `${rest.join(':')}/`)
  }
  if (commit !== null) return viewer.back.commit(viewer, commit.oid)
  const entry = git.object(revision)
  return entry === undefined ? null : entryObject(viewer, entry, '')
}
