// A policy in one line: which file was used, each problem of it or of CODEOWNERS, and what a policy contains.
import { counting, listed } from '../duties/evidence.ts'
import type { JudgedChange, Verdict } from '../judge/verdict.ts'
import { conflictsOf } from '../policy/conflicts.ts'
import type { ParsedPolicy, PolicyReading } from '../policy/in-force.ts'
import type { Policy } from '../policy/schema.ts'

export interface FileProblem {
  readonly severity: 'error' | 'warning'
  readonly subject: 'policy' | 'CODEOWNERS'
  readonly path: string
  readonly line: number
  readonly column: number | null
  readonly message: string
}

/** Path, commit and blob: enough to fetch the same text again. */
export function policyUsed({ path, commit, blob, policy }: PolicyReading): string {
  const file = commit === null ? path : `${path} at ${commit}`
  if (policy === null) return `${file}: could not be used`
  return blob === null ? `none: the built-in defaults (no ${file})` : `${file} (blob ${blob})`
}

/** The problems for one change. GitHub skips a line of CODEOWNERS that it cannot read, so an owner may never be asked. */
export function fileProblems({ policy, doubts, change }: JudgedChange): FileProblem[] {
  const { codeowners } = change
  const owners = codeowners.known ? codeowners.value : null
  const skipped = (owners?.errors ?? []).map(({ line, message }) => ({
    severity: 'warning' as const,
    subject: 'CODEOWNERS' as const,
    path: owners?.file.path ?? 'CODEOWNERS',
    line,
    column: null,
    message: `GitHub skips this line, so an owner may never be asked: ${message}`,
  }))
  const proposed = { ...policy, problems: doubts }
  return [...policyProblems(policy), ...policyProblems(proposed), ...skipped]
}

const policyProblems = ({ path, problems }: PolicyReading): FileProblem[] =>
  problems.map((problem) => ({ ...problem, subject: 'policy', path }))

/** Those of all changes and of the deployment, each once: most changes share one policy. */
export function allFileProblems({ judged, deployment }: Verdict): readonly FileProblem[] {
  const problems = [
    ...(deployment === null ? [] : policyProblems(deployment.policy)),
    ...judged.flatMap(fileProblems),
  ]
  const byText = new Map(
    problems.map((problem) => [JSON.stringify(Object.values(problem)), problem]),
  )
  return [...byText.values()]
}

/** "policy.yml:3:5: error: unknown key". */
export const problemLine = ({ path, line, column, severity, message }: FileProblem): string =>
  `${path}:${line}${column === null ? '' : `:${column}`}: ${severity}: ${message}`

/** Whether a file is a policy, and what it contains. */
export function policyLine(file: string, { policy, problems }: ParsedPolicy): string {
  const warnings = problems.filter(({ severity }) => severity === 'warning').length
  const errors = problems.length - warnings
  const warned = warnings === 0 ? [] : [counting(warnings, 'warning')]
  if (policy === null || errors > 0) {
    return `${file} is no valid policy: ${listed([counting(errors, 'error'), ...warned])}.`
  }
  const withWarnings = warned.map((count) => ` with ${count}`).join('')
  return `${file} is a valid policy${withWarnings}: ${listed(holdings(policy), 20)}.`
}

function holdings(policy: Policy): readonly string[] {
  const entries: readonly (readonly [readonly unknown[], string])[] = [
    [conflictsOf(policy), 'conflict'],
    [policy['protected-paths'], 'protected path'],
    [policy['required-checks'], 'required check'],
    [policy.agents, 'agent'],
    [policy.exceptions, 'exception'],
  ]
  const counts = entries.flatMap(([all, noun]) =>
    all.length > 0 ? [counting(all.length, noun)] : [],
  )
  const people = policy.people.length
  return [
    ...counts,
    ...(people > 0
      ? [`${people === 1 ? '1 person' : `${people} people`} with several accounts`]
      : []),
    ...(policy['break-glass'] ? ['a break-glass'] : []),
  ]
}
