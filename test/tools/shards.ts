// The core in pieces that can each be mutated within ten minutes.
import { createHash } from 'node:crypto'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface Shard {
  /** "duties-1" of "duties"; the sample is of itself. */
  readonly name: string
  readonly folder: string
  /** From the repository's root. */
  readonly files: readonly string[]
}

const root = join(import.meta.dirname, '..', '..')

/** Whatever decides: the folders whose score counts. */
const folders = ['duties', 'break-glass', 'findings', 'rules', 'policy'] as const

/** Bytes of source; a mutation is born of about 33, and two cores try three of them a second. */
const most = 32_000
/** One file in so many is of the sample. */
const every = 10

const filesOf = (folder: string): string[] =>
  globSync(`src/${folder}/**/*.ts`, { cwd: root, exclude: (name) => name.endsWith('.d.ts') }).sort()

const sizeOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0)

/** As few shards as the bound allows, each of about the same size, files in their order. */
function shardsOf(folder: string): Shard[] {
  const files = filesOf(folder)
  const count = Math.ceil(sizeOf(files) / most)
  const share = sizeOf(files) / count
  const pieces = Map.groupBy(files, (file) =>
    Math.min(count, 1 + Math.floor(sizeOf(files.slice(0, files.indexOf(file))) / share)),
  )
  return [...pieces.values()].map((piece, index) => ({
    name: `${folder}-${index + 1}`,
    folder,
    files: piece,
  }))
}

export const shards: readonly Shard[] = folders.flatMap(shardsOf)

/** The same files as long as they bear the same names, whatever comes beside them. */
export const sample: Shard = {
  name: 'sample',
  folder: 'sample',
  files: folders
    .flatMap(filesOf)
    .filter((file) => (createHash('sha256').update(file).digest()[0] ?? 0) % every === 0),
}
