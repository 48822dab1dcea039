// A policy in one line: whether it is one, and what it holds.
import { counting, listed } from '../duties/sentence.ts'
import { conflictsOf } from '../policy/conflicts.ts'
import type { ParsedPolicy } from '../policy/reading.ts'
import type { Policy } from '../policy/schema.ts'

export function policyLine(file: string, { policy, problems }: ParsedPolicy): string {
  const warnings = problems.filter(({ severity }) => severity === 'warning').length
  const errors = problems.length - warnings
  const warned = warnings === 0 ? [] : [counting(warnings, 'warning')]
  if (policy === null || errors > 0) {
    return `${file} is no valid policy: ${listed([counting(errors, 'error'), ...warned])}.`
  }
  const beside = warned.map((told) => ` with ${told}`).join('')
  return `${file} is a valid policy${beside}: ${listed(holdings(policy), 20)}.`
}

function holdings(policy: Policy): readonly string[] {
  const entries: readonly (readonly [readonly unknown[], string])[] = [
    [conflictsOf(policy), 'conflict'],
    [policy['protected-paths'], 'protected path'],
    [policy['required-checks'], 'required check'],
    [policy.agents, 'agent'],
    [policy.exceptions, 'exception'],
  ]
  const told = entries.flatMap(([all, noun]) =>
    all.length > 0 ? [counting(all.length, noun)] : [],
  )
  const people = policy.people.length
  return [
    ...told,
    ...(people > 0
      ? [`${people === 1 ? '1 person' : `${people} people`} with several accounts`]
      : []),
    ...(policy['break-glass'] ? ['a break-glass'] : []),
  ]
}
