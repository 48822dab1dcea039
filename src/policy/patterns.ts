// Which files a list of path patterns takes in: as .gitignore reads them, and wider where in doubt.
import ignore from 'ignore'
import type { ChangedFile } from '../facts/git.ts'

/** Longer ones fit into no checkout, and could be nested deeper than can be looked into. */
const longestPath = 4096

/** As a checkout may spell it that ignores case and how accents are composed. */
const folded = (text: string): string => text.toUpperCase().toLowerCase().normalize('NFC')

/**
 * The names of a file that the patterns take in, the one before a rename included, or a protected
 * file could be moved first and changed then. What is no plain file may stand for a directory: a
 * symlink or submodule at `dir`, or above it, replaces all that `dir/**` protects.
 */
export function matches(patterns: readonly string[]): (file: ChangedFile) => string[] {
  const composed = patterns.map((pattern) => pattern.normalize('NFC'))
  // Paths come from strangers: one like "../x" must be judged, not refused.
  const rules = ignore({ allowRelativePaths: true }).add(composed)
  const starts = composed.map((pattern) => folded(pattern.replace(/^\//, '')))

  const isWithin = (path: string): boolean => path.length > longestPath || rules.ignores(path)
  const isAbove = (path: string): boolean =>
    rules.checkIgnore(`${path}/`).ignored || starts.some((start) => start.startsWith(`${path}/`))

  return ({ path, previous, kind }) =>
    [path, previous].filter(
      (name): name is string =>
        name !== null &&
        [name.normalize('NFC'), folded(name)].some(
          (spelled) => isWithin(spelled) || (kind !== 'file' && isAbove(spelled)),
        ),
    )
}

/**
 * Whether the patterns take in every name of a file, for what they loosen: here doubt must not widen them, so a path that
 * only stands above what they name is outside.
 */
export function within(patterns: readonly string[]): (file: ChangedFile) => boolean {
  const rules = ignore({ allowRelativePaths: true }).add(
    patterns.map((pattern) => pattern.normalize('NFC')),
  )
  return ({ path, previous }) =>
    [path, previous].every(
      (name) =>
        name === null || (name.length <= longestPath && rules.ignores(name.normalize('NFC'))),
    )
}
