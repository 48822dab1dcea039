// Trees as git keeps them: commits share the directories that they did not touch.
import { gitObject, type Oid, toOid } from './oid.ts'

export type Mode = '100644' | '100755' | '120000' | '160000'
export type Leaf = { mode: Mode; text: string; oid: Oid }
export type Tree = { entries: ReadonlyMap<string, Leaf | Tree>; oid?: Oid }
export type Entry = Leaf | Tree
type Change = { path: readonly string[]; leaf: Leaf | null }

export const EMPTY: Tree = { entries: new Map() }

export const isTree = (entry: Entry): entry is Tree => 'entries' in entry

export const modeOf = (entry: Entry): string => (isTree(entry) ? '040000' : entry.mode)

export const typeOf = (entry: Entry): 'tree' | 'commit' | 'blob' =>
  isTree(entry) ? 'tree' : entry.mode === '160000' ? 'commit' : 'blob'

export function leaf(text: string, mode: Mode): Leaf {
  const oid = mode === '160000' ? toOid(text) : gitObject('blob', Buffer.from(text))
  return { mode, text, oid }
}

export function lookup(tree: Tree, path: string): Entry | undefined {
  let entry: Entry | undefined = tree
  for (const name of path.split('/').filter(Boolean)) {
    entry = entry !== undefined && isTree(entry) ? entry.entries.get(name) : undefined
  }
  return entry
}

/** The tree with some files put in place or (null) taken out. */
export function change(tree: Tree, files: ReadonlyMap<string, Leaf | null>): Tree {
  return apply(
    tree,
    [...files].map(([path, leaf]) => ({ path: path.split('/'), leaf })),
  )
}

function apply(tree: Tree, changes: readonly Change[]): Tree {
  const entries = new Map(tree.entries)
  let isInOrder = true
  for (const [name, group] of Map.groupBy(changes, ({ path }) => path[0] ?? '')) {
    const old = entries.get(name)
    const entry = replaced(old, group)
    if (entry === null) entries.delete(name)
    else entries.set(name, entry)
    isInOrder &&= entry === null || (old !== undefined && isTree(old) === isTree(entry))
  }
  return { entries: isInOrder ? entries : inOrder(entries) }
}

/** What stands under a name afterwards: a file, a directory, or nothing. */
function replaced(old: Entry | undefined, group: readonly Change[]): Entry | null {
  const whole = group.findLast(({ path }) => path.length === 1)
  const kept = whole === undefined ? old : whole.leaf
  const inner = group
    .filter(({ path }) => path.length > 1)
    .map(({ path, leaf }) => ({ path: path.slice(1), leaf }))
  const directory = apply(kept && isTree(kept) ? kept : EMPTY, inner)
  if (directory.entries.size > 0) return directory
  return kept && !isTree(kept) ? kept : null
}

/** Git sorts a directory as though its name ended in a slash. */
function inOrder(entries: Map<string, Entry>): Map<string, Entry> {
  const keyed = [...entries].map(([name, entry]) => ({
    key: Buffer.from(isTree(entry) ? `${name}/` : name),
    item: [name, entry] as const,
  }))
  return new Map(keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ item }) => item))
}

/** Every entry below a tree with its path, in git's order; directories before what they hold. */
export function* walk(tree: Tree, prefix = ''): Generator<[path: string, entry: Entry]> {
  for (const [name, entry] of tree.entries) {
    yield [prefix + name, entry]
    if (isTree(entry)) yield* walk(entry, `${prefix}${name}/`)
  }
}

export function oidOf(entry: Entry): Oid {
  if (!isTree(entry)) return entry.oid
  entry.oid ??= gitObject(
    'tree',
    Buffer.concat(
      [...entry.entries].flatMap(([name, child]) => [
        Buffer.from(`${modeOf(child).replace(/^0/, '')} ${name}\0`),
        Buffer.from(oidOf(child), 'hex'),
      ]),
    ),
  )
  return entry.oid
}
