// Which files a list of path patterns takes in: as .gitignore reads them, and wider where in doubt.
import ignore, { type Ignore } from 'ignore'
import type { ChangedFile } from '../../facts/facts.ts'

/** No checkout can hold a longer path, and it could be nested more deeply than the matcher can follow. */
export const longestPath = 4096

/** As a file system spells it that ignores case and the composition of accents. */
export const folded = (text: string): string => text.toUpperCase().toLowerCase().normalize('NFC')

/** What of a file patterns are compared with. */
export type Named = Pick<ChangedFile, 'path' | 'previous' | 'kind'>

type Of<T> = (patterns: readonly string[]) => (file: Named) => T

/** By the list itself: an entry of a policy is compared with every file of every change, by many rules. */
function once<T>(compile: Of<T>): Of<T> {
  const compiled = new WeakMap<readonly string[], ReturnType<Of<T>>>()
  return (patterns) => {
    const known = compiled.get(patterns) ?? compile(patterns)
    compiled.set(patterns, known)
    return known
  }
}

/** How often the same rules are used: they remember every path, and there may be hundreds of entries. */
const mostUses = 100

/** Without regard to case, unless that is asked for. */
export function rulesOf(patterns: readonly string[], ignorecase = true): () => Ignore {
  // Paths come from strangers: one like "../x" must be judged, not refused.
  const fresh = (): Ignore => ignore({ allowRelativePaths: true, ignorecase }).add(patterns)
  let rules = fresh()
  let uses = 0
  return () => {
    if (uses === mostUses) [rules, uses] = [fresh(), 0]
    uses += 1
    return rules
  }
}

/**
 * The names of a file that the patterns take in, the one before a rename included, or a protected
 * file could be moved first and changed then. What is no plain file may stand for a directory: a
 * symlink or submodule at `dir`, or above it, replaces all that `dir/**` protects.
 */
export const matches = once<string[]>((patterns) => {
  const composed = patterns.map((pattern) => pattern.normalize('NFC'))
  const rules = rulesOf(composed)
  const starts = composed.map((pattern) => folded(pattern.replace(/^\//, '')))
  const mayTakeIn = beginsLike(composed)

  const isWithin = (path: string): boolean =>
    path.length > longestPath || (mayTakeIn(path) && rules().ignores(path))
  const isAbove = (path: string): boolean =>
    (mayTakeIn(`${path}/`) && rules().checkIgnore(`${path}/`).ignored) ||
    starts.some((start) => start.startsWith(`${path}/`))

  return ({ path, previous, kind }) =>
    [path, previous].filter(
      (name): name is string =>
        name !== null &&
        [name.normalize('NFC'), folded(name)].some(
          (spelled) => isWithin(spelled) || (kind !== 'file' && isAbove(spelled)),
        ),
    )
})

/**
 * Whether the patterns take in every name of a plain file, for what they loosen: here doubt must not widen them. Case counts,
 * what any pattern with `!` names is outside, also where .gitignore would not let it take out a part of a directory, and a
 * pattern takes in what is below a directory only where it says so: `*.md` means no code in a directory called `pay.md`.
 */
export const within = once<boolean>((patterns) => {
  const [excluding, including] = [
    patterns.filter(isExclusion),
    patterns.filter((one) => !isExclusion(one)),
  ]
  const isExcluded = matches(excluding.map((one) => one.slice(1)))
  const rules = rulesOf(ofFiles(including), false)
  return (file) =>
    file.kind === 'file' &&
    isExcluded(file).length === 0 &&
    [file.path, file.previous].every(
      (name) => name === null || (name.length <= longestPath && rules().ignores(name)),
    )
})

/** Only what ends in a slash reaches below directories; `/**` takes in each file there itself. */
function ofFiles(patterns: readonly string[]): readonly string[] {
  const trimmed = patterns.map((pattern) => pattern.trimEnd())
  const whole = trimmed.filter((pattern) => pattern.endsWith('/'))
  const exact = trimmed.filter((pattern) => !pattern.endsWith('/'))
  return [...exact, ...exact.map((pattern) => `!${pattern}/`), ...whole]
}

/** Whether they may: where nobody tells what a file is, it may be a plain one. */
export const perhapsWithin = (patterns: readonly string[]): ReturnType<typeof within> => {
  const isWithin = within(patterns)
  return (file) => isWithin({ ...file, kind: file.kind ?? 'file' })
}

const isExclusion = (pattern: string): boolean => pattern.startsWith('!')

/** False where a comparison shows that no pattern can take the path in: true of nearly all of hundreds of entries. */
export function beginsLike(patterns: readonly string[]): (path: string) => boolean {
  const beginnings = patterns.filter((one) => !isExclusion(one)).map(beginningOf)
  return (path) => {
    // On Windows a backslash means a slash.
    if (path.includes('\\')) return true
    const upper = path.toUpperCase()
    return beginnings.some((beginning) => upper.startsWith(beginning))
  }
}

/** The plain characters with which every path begins that the pattern takes in, in upper case; empty: it may be any. */
function beginningOf(pattern: string): string {
  // Only a slash before its end ties a pattern to the root; spaces at the end are none of it.
  if (!/\/./.test(pattern.trimEnd())) return ''
  return (/^[\w./-]*/.exec(pattern.replace(/^\//, ''))?.[0] ?? '').toUpperCase()
}

/**
 * Whether one of the patterns stands for the branch: as for paths, but case counts, and a pattern takes in whole names alone
 * and nothing that only lies below one.
 */
export const matchesBranch = (patterns: readonly string[], branch: string): boolean =>
  branch !== '' &&
  patterns.some((pattern) => rulesOf([`/${pattern}`, `!/${pattern}/`], false)().ignores(branch))
