// Reads a policy, or says in sentences why it cannot be one.
import { idleNegations } from './pattern-flaws.ts'
import { type Place, type Problem, remarks } from './problem.ts'
import { type Policy, policySchema } from './schema.ts'
import { readYaml, type Source, unread } from './source.ts'
import { nameOf, quote } from './wording.ts'

export interface ParsedPolicy {
  /** Null: there are errors, and half a policy is none. */
  readonly policy: Policy | null
  /** All of them, in the order of the file. */
  readonly problems: readonly Problem[]
}

export function parsePolicy(text: string): ParsedPolicy {
  const source = readYaml(text)
  const parsed = policySchema.safeParse(source.value, { reportInput: true })
  const errors = (parsed.error?.issues ?? [])
    .filter(({ input }) => input !== unread)
    .flatMap(remarks)
    .map(({ message, path, at }): Problem => {
      return { severity: 'error', ...source.placeOf(path, at), message }
    })
  const warnings = parsed.success ? idle(parsed.data, source) : []
  const isSound = parsed.success && source.problems.length === 0
  return {
    policy: isSound ? parsed.data : null,
    problems: inOrder([...source.problems, ...errors, ...warnings]),
  }
}

/** As the file has them. One mistake in YAML may be told many times over: once is enough. */
const inOrder = (problems: readonly Problem[]): Problem[] =>
  [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  )

/** Exclusions that exclude nothing: harmless, but not what somebody believes. */
const idle = (policy: Policy, source: Source): Problem[] =>
  policy['protected-paths'].flatMap(({ paths }, entry) =>
    idleNegations(paths).map(({ pattern, directory }) => {
      const path = ['protected-paths', entry, 'paths', pattern]
      const whole = `${quote(directory)}, which other patterns take in whole`
      const remedy = `as in .gitignore, put ${quote(`!${directory}`)} before it`
      return {
        severity: 'warning',
        ...source.placeOf(path, 'value'),
        message: `${nameOf(path)} takes nothing out of ${whole}; ${remedy}`,
      }
    }),
  )

/** Where a value of the policy stands, for messages about what only GitHub can tell, such as teams. */
export function locate(text: string, path: readonly (string | number)[]): Place | null {
  const source = readYaml(text)
  return source.has(path) ? source.placeOf(path, 'value') : null
}
