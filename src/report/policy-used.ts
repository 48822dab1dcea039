// The policy that was applied, and what is wrong with it or with CODEOWNERS.

import type { JudgedChange, Verdict } from '../judge/verdict.ts'
import type { PolicyReading } from '../policy/reading.ts'

export interface FileProblem {
  readonly severity: 'error' | 'warning'
  readonly subject: 'policy' | 'CODEOWNERS'
  readonly path: string
  readonly line: number
  readonly column: number | null
  readonly message: string
}

/** Path, commit and blob: enough to fetch the very text again. */
export function policyUsed({ path, commit, blob, policy }: PolicyReading): string {
  const file = commit === null ? path : `${path} at ${commit}`
  if (policy === null) return `${file}: could not be used`
  return blob === null ? `none: the built-in defaults (no ${file})` : `${file} (blob ${blob})`
}

/** Of one change. GitHub skips a line of CODEOWNERS that it cannot read, so an owner may never be asked. */
export function fileProblems({ policy, change: { codeowners } }: JudgedChange): FileProblem[] {
  const owners = codeowners.known ? codeowners.value : null
  const skipped = (owners?.errors ?? []).map(({ line, message }) => ({
    severity: 'warning' as const,
    subject: 'CODEOWNERS' as const,
    path: owners?.file.path ?? 'CODEOWNERS',
    line,
    column: null,
    message: `GitHub skips this line, so an owner may never be asked: ${message}`,
  }))
  return [...policyProblems(policy), ...skipped]
}

const policyProblems = ({ path, problems }: PolicyReading): FileProblem[] =>
  problems.map((problem) => ({ ...problem, subject: 'policy', path }))

/** Of all changes and of what ships them, each once: they mostly share one policy. */
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
