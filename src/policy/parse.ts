// Reads a policy, or says in sentences why it cannot be one.

import { expiredExceptions } from './lint/expired-exceptions.ts'
import { contradictions } from './lint/lint.ts'
import { misnamed } from './names.ts'
import { type Place, type Problem, remarks } from './problem.ts'
import { type Policy, policySchema } from './schema.ts'
import { readYaml, unread } from './source.ts'

export interface ParsedPolicy {
  /** Null: there are errors, and half a policy is none. */
  readonly policy: Policy | null
  /** All of them, in the order of the file. */
  readonly problems: readonly Problem[]
}

/** `now` is the clock by which exceptions end, RFC 3339 in UTC; null: nobody asks whether one has. */
export function parsePolicy(text: string, now: string | null = null): ParsedPolicy {
  const source = readYaml(text)
  const parsed = policySchema.safeParse(source.value, { reportInput: true })
  const issues = (parsed.error?.issues ?? []).filter(({ input }) => input !== unread)
  const errors = [...issues.flatMap(remarks), ...misnamed(source.value)].map(
    ({ message, path, at }): Problem => {
      return { severity: 'error', ...source.placeOf(path, at), message }
    },
  )
  const flaws = parsed.success ? contradictions(parsed.data, source) : []
  const expired =
    parsed.success && now !== null ? expiredExceptions(parsed.data, source, now.slice(0, 10)) : []
  const problems = inOrder([...source.problems, ...errors, ...flaws, ...expired])
  const isSound = parsed.success && problems.every(({ severity }) => severity !== 'error')
  return { policy: isSound ? parsed.data : null, problems }
}

/** As the file has them. One mistake in YAML may be told many times over: once is enough. */
const inOrder = (problems: readonly Problem[]): Problem[] =>
  [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  )

/** Where a value of the policy stands, for messages about what only GitHub can tell, such as teams. */
export function locate(text: string, path: readonly (string | number)[]): Place | null {
  const source = readYaml(text)
  return source.has(path) ? source.placeOf(path, 'value') : null
}
