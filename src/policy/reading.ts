// Reads a policy: from its text, or as GitHub holds it, where no file means the defaults and an unreadable one no policy.
import type { Fact, TextFile } from '../facts/facts.ts'
import type { ParsedPolicy, PolicyReading, Read } from './in-force.ts'
import { lint } from './lint/lint.ts'
import { problemsWithNames } from './names.ts'
import {
  defaultPolicy,
  type LineOf,
  type Path,
  type Position,
  type Problem,
  policySchema,
} from './policy.ts'
import { remarksOn } from './schema-problems.ts'
import { readYaml, unread } from './yaml.ts'

/** `now` is the clock by which exceptions end, RFC 3339 in UTC; null: ended ones are not reported. */
export function parsePolicy(text: string, now: string | null = null): ParsedPolicy {
  const file = readYaml(text)
  const parsed = policySchema.safeParse(file.value, { reportInput: true })
  const issues = (parsed.error?.issues ?? []).filter(({ input }) => input !== unread)
  const lineOf: LineOf = (path) =>
    file.positionOf(path, typeof path.at(-1) === 'number' ? 'value' : 'key').line
  const remarks = [
    ...issues.flatMap(remarksOn),
    ...problemsWithNames(file.value),
    ...(parsed.success ? lint(parsed.data, lineOf, now) : []),
  ]
  const located = remarks.map(({ severity, message, path, at }): Problem => {
    return { severity, ...file.positionOf(path, at), message }
  })
  const problems = inFileOrder([...file.problems, ...located])
  const isSound = parsed.success && problems.every(({ severity }) => severity !== 'error')
  return { policy: isSound ? parsed.data : null, problems }
}

/** In the order of the file. The parser may report one mistake several times: it is kept once. */
const inFileOrder = (problems: readonly Problem[]): Problem[] =>
  [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  )

/** The position of a value, for problems that only GitHub can know, such as a team that does not exist. */
export function locate(text: string, path: Path): Position | null {
  const file = readYaml(text)
  return file.has(path) ? file.positionOf(path, 'value') : null
}

const unusableAs: Readonly<Record<NonNullable<TextFile['flaw']>, string>> = {
  // It could lead to a file that the owners of the policy do not watch.
  symlink: 'the policy must be a file of its own, not a symlink',
  directory: 'the policy must be a file, not a directory',
  binary: 'the policy must be a text, not a binary file',
  // The part that is cut off could forbid the change.
  truncated: 'the policy must be shorter than 512 KiB; GitHub cuts this one off',
}

/**
 * Never the defaults for a file that is there: they could be weaker than what it demands. `now` is the clock by which its
 * exceptions end; null: ended ones are not reported.
 */
export function readPolicy(
  file: Fact<TextFile | null>,
  path: string,
  now: string | null = null,
): PolicyReading {
  const nowhere = { path, commit: null, blob: null }
  if (!file.known) return { ...nowhere, ...unusable(`the policy cannot be read: ${file.reason}`) }
  if (file.value === null) return { ...nowhere, policy: defaultPolicy, problems: [] }
  const { text, flaw, commit, blob } = file.value
  const parsed = flaw ? unusable(unusableAs[flaw]) : parsePolicy(text, now)
  return { path: file.value.path, commit, blob, ...parsed }
}

const unusable = (message: string): ParsedPolicy => ({
  policy: null,
  problems: [{ severity: 'error', line: 1, column: 1, message }],
})

/** Each text is read once, however many commits hold it. `now` as for `readPolicy`. */
export function policyReader(path: string, now: string | null): Read {
  const readings = new Map<string, { readonly text: string; readonly reading: PolicyReading }>()
  return (file) => {
    if (!file.known || file.value === null) return readPolicy(file, path, now)
    const { blob, text, flaw, path: at, commit } = file.value
    const earlier = readings.get(blob)
    // Git gives a blob one text, but facts may come from elsewhere.
    if (earlier !== undefined && earlier.text === text && flaw === null) {
      return { ...earlier.reading, path: at, commit }
    }
    const reading = readPolicy(file, path, now)
    if (flaw === null) readings.set(blob, { text, reading })
    return reading
  }
}
