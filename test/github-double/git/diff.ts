// What changed between two commits, as GitHub lists it: three dots, with the renames a world states.

import type { Commit } from '../world/world.ts'
import type { Git } from './git.ts'
import type { Oid } from './oid.ts'
import { EMPTY, isTree, type Leaf, type Tree } from './tree.ts'

export type ChangedFile = {
  path: string
  status: 'added' | 'removed' | 'modified' | 'changed' | 'renamed'
  previous: string | null
  before: Leaf | null
  after: Leaf | null
}

const compared = new WeakMap<Git, Map<string, ChangedFile[]>>()

/** The files that a head changed since it parted from a base; kept, for they are asked page by page. */
export function changedFiles(git: Git, base: Oid, head: Oid): readonly ChangedFile[] {
  const known = compared.get(git) ?? new Map<string, ChangedFile[]>()
  compared.set(git, known)
  const name = `${base}...${head}`
  const files = known.get(name) ?? sinceParting(git, git.mergeBase(base, head), head)
  known.set(name, files)
  return files
}

function sinceParting(git: Git, from: Oid | null, head: Oid): ChangedFile[] {
  const before = from === null ? EMPTY : git.tree(from)
  return fold(twoTrees(before, git.tree(head)), renames(git.range(from, head)))
}

/** What one commit changed against its first parent. */
export function commitFiles(git: Git, oid: Oid): ChangedFile[] {
  const commit = git.commit(oid)
  const parent = commit?.parents[0]
  const before = parent === undefined ? EMPTY : git.tree(parent)
  return fold(twoTrees(before, git.tree(oid)), renames(commit === null ? [] : [commit]))
}

/** New name -> first name, through every rename that the commits state. */
function renames(commits: readonly Commit[]): Map<string, string> {
  const first = new Map<string, string>()
  for (const { files } of commits) {
    for (const [path, file] of Object.entries(files)) {
      if (file?.from !== undefined) first.set(path, first.get(file.from) ?? file.from)
    }
  }
  return first
}

function* twoTrees(before: Tree, after: Tree, prefix = ''): Generator<ChangedFile> {
  if (before === after) return
  for (const name of new Set([...before.entries.keys(), ...after.entries.keys()])) {
    const old = before.entries.get(name)
    const now = after.entries.get(name)
    if (old === now) continue
    const path = prefix + name
    const oldTree = old && isTree(old) ? old : EMPTY
    const nowTree = now && isTree(now) ? now : EMPTY
    yield* twoTrees(oldTree, nowTree, `${path}/`)
    const oldLeaf = old && !isTree(old) ? old : null
    const nowLeaf = now && !isTree(now) ? now : null
    if (oldLeaf?.oid === nowLeaf?.oid && oldLeaf?.mode === nowLeaf?.mode) continue
    yield {
      path,
      status: statusOf(oldLeaf, nowLeaf),
      previous: null,
      before: oldLeaf,
      after: nowLeaf,
    }
  }
}

function statusOf(before: Leaf | null, after: Leaf | null): ChangedFile['status'] {
  if (before === null) return 'added'
  if (after === null) return 'removed'
  return before.mode.slice(0, 3) === after.mode.slice(0, 3) ? 'modified' : 'changed'
}

/** Joins what was removed and what was added where the world says it is one file. */
function fold(files: Iterable<ChangedFile>, first: ReadonlyMap<string, string>): ChangedFile[] {
  const all = [...files]
  const removed = new Map(all.filter((f) => f.status === 'removed').map((f) => [f.path, f]))
  const renamed = all.map((file) => {
    const origin = file.status === 'added' ? removed.get(first.get(file.path) ?? '') : undefined
    if (origin === undefined) return file
    removed.delete(origin.path)
    return { ...file, status: 'renamed' as const, previous: origin.path, before: origin.before }
  })
  return renamed
    .filter((file) => file.status !== 'removed' || removed.has(file.path))
    .sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
}

/** Lines added and deleted, moves within a file not counted; a binary file has none. */
export function lineCounts({ before, after }: ChangedFile) {
  if ([before, after].some((leaf) => leaf?.text.includes('\0')))
    return { additions: 0, deletions: 0 }
  const left = new Map<string, number>()
  const lines = (leaf: Leaf | null) =>
    leaf === null || leaf.text === '' ? [] : leaf.text.split('\n')
  for (const line of lines(before)) left.set(line, (left.get(line) ?? 0) + 1)
  let additions = 0
  for (const line of lines(after)) {
    const count = left.get(line) ?? 0
    if (count > 0) left.set(line, count - 1)
    else additions += 1
  }
  const deletions = [...left.values()].reduce((sum, count) => sum + count, 0)
  return { additions, deletions }
}
