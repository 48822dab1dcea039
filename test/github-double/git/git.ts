// The object graph of a world: which commit holds what, and which commits lie between two others.

import type { Commit } from '../world/world.ts'
import type { Oid } from './oid.ts'
import {
  change,
  EMPTY,
  type Entry,
  isTree,
  type Leaf,
  leaf,
  lookup,
  oidOf,
  type Tree,
} from './tree.ts'

export class Git {
  readonly #commits: Map<Oid, Commit>
  readonly #trees = new Map<Oid, Tree>()
  readonly #ranges = new Map<string, readonly Commit[]>()
  readonly #reachable = new Map<Oid, ReadonlySet<Oid>>()

  constructor(commits: ReadonlyMap<Oid, Commit>) {
    this.#commits = new Map(commits)
  }

  commit(oid: Oid | null | undefined): Commit | null {
    return (oid && this.#commits.get(oid)) || null
  }

  has(oid: Oid): boolean {
    return this.#commits.has(oid)
  }

  /** One that GitHub makes itself. */
  add(commit: Commit): void {
    this.#commits.set(commit.oid, commit)
  }

  reaches(from: Oid, oid: Oid): boolean {
    const known = this.#reachable.get(from) ?? new Set(this.range(null, from).map((c) => c.oid))
    this.#reachable.set(from, known)
    return known.has(oid)
  }

  /** Walks down to the nearest ancestor whose tree is known, then builds upwards. */
  tree(oid: Oid): Tree {
    const pending: Commit[] = []
    let commit = this.commit(oid)
    while (commit !== null && !this.#trees.has(commit.oid)) {
      pending.push(commit)
      commit = this.commit(commit.parents[0])
    }
    let tree = (commit !== null && this.#trees.get(commit.oid)) || EMPTY
    for (const next of pending.reverse()) {
      tree = this.#grow(tree, next)
      this.#trees.set(next.oid, tree)
    }
    return tree
  }

  #grow(before: Tree, { files }: Commit): Tree {
    const changes = new Map<string, Leaf | null>()
    for (const file of Object.values(files)) {
      if (file?.from !== undefined) changes.set(file.from, null)
    }
    for (const [path, file] of Object.entries(files)) {
      const old = lookup(before, file?.from ?? path)
      const kept = old === undefined || isTree(old) ? undefined : old
      const after = file && leaf(file.text ?? kept?.text ?? '', file.mode ?? kept?.mode ?? '100644')
      changes.set(path, after)
    }
    return change(before, changes)
  }

  /** A tree or blob by its name, among all that the commits hold. */
  object(oid: Oid): Entry | undefined {
    const seen = new Set<Tree>()
    for (const commit of this.#commits.keys()) {
      const found = search(this.tree(commit), oid, seen)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Reachable from head and not from base: parents before children, first parents first. */
  range(base: Oid | null, head: Oid): readonly Commit[] {
    const name = `${base}..${head}`
    const known = this.#ranges.get(name) ?? this.#between(base, head)
    this.#ranges.set(name, known)
    return known
  }

  #between(base: Oid | null, head: Oid): Commit[] {
    const seen = new Set(base === null ? [] : this.range(null, base).map(({ oid }) => oid))
    const ordered: Commit[] = []
    const stack: { oid: Oid; left: boolean }[] = [{ oid: head, left: false }]
    for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
      const commit = this.commit(step.oid)
      if (commit === null) continue
      if (step.left) ordered.push(commit)
      else if (!seen.has(step.oid)) {
        seen.add(step.oid)
        stack.push({ oid: step.oid, left: true })
        for (const parent of commit.parents.toReversed()) stack.push({ oid: parent, left: false })
      }
    }
    return ordered
  }

  /** Of several the one with the newest committer's date, as git does. */
  mergeBase(a: Oid, b: Oid): Oid | null {
    const reachable = new Set(this.range(null, b).map(({ oid }) => oid))
    const common = this.range(null, a).filter(({ oid }) => reachable.has(oid))
    const below = new Set(common.flatMap(({ parents }) => parents))
    const best = common.filter(({ oid }) => !below.has(oid))
    return best.toSorted((one, other) => one.at.localeCompare(other.at)).at(-1)?.oid ?? null
  }

  compare(base: Oid, head: Oid) {
    const ahead = this.range(base, head)
    const behind = this.range(head, base)
    const status =
      ahead.length > 0
        ? behind.length > 0
          ? 'diverged'
          : 'ahead'
        : behind.length > 0
          ? 'behind'
          : 'identical'
    return { status, ahead, behind: behind.length, mergeBase: this.mergeBase(base, head) } as const
  }
}

function search(tree: Tree, oid: Oid, seen: Set<Tree>): Entry | undefined {
  if (seen.has(tree)) return undefined
  seen.add(tree)
  if (oidOf(tree) === oid) return tree
  for (const entry of tree.entries.values()) {
    if (isTree(entry)) {
      const found = search(entry, oid, seen)
      if (found !== undefined) return found
    } else if (entry.oid === oid && entry.mode !== '160000') return entry
  }
  return undefined
}
