// The policy that was applied, and what is wrong with it or with CODEOWNERS.
import { valueOr } from '../change/fact.ts'
import type { JudgedChange, Verdict } from '../rules/verdict.ts'

export interface FileProblem {
  readonly severity: 'error' | 'warning'
  readonly subject: 'policy' | 'CODEOWNERS'
  readonly path: string
  readonly line: number
  readonly column: number | null
  readonly message: string
}

/** Path, commit and blob: enough to fetch the very text again. */
export function policyUsed({ policy: { path, commit, blob, policy } }: JudgedChange): string {
  const file = commit === null ? path : `${path} at ${commit}`
  if (policy === null) return `${file}: could not be used`
  return blob === null ? `none: the built-in defaults (no ${file})` : `${file} (blob ${blob})`
}

/** Of one change. A line of CODEOWNERS that GitHub skips is an owner who may never be asked. */
export function fileProblems({ policy, change }: JudgedChange): readonly FileProblem[] {
  const ofPolicy = policy.problems.map(
    (problem): FileProblem => ({ ...problem, subject: 'policy', path: policy.path }),
  )
  const owners = valueOr(change.codeowners, null)
  if (owners === null) return ofPolicy
  const skipped = owners.errors.map(
    ({ line, message }): FileProblem => ({
      severity: 'warning',
      subject: 'CODEOWNERS',
      path: owners.file.path,
      line,
      column: null,
      message: `GitHub skips this line, so an owner may never be asked: ${message}`,
    }),
  )
  return [...ofPolicy, ...skipped]
}

/** Of all changes, each once: they mostly share one policy. */
export function allFileProblems({ judged }: Verdict): readonly FileProblem[] {
  const problems = judged.flatMap(fileProblems)
  const byText = new Map(
    problems.map((problem) => [JSON.stringify(Object.values(problem)), problem]),
  )
  return [...byText.values()]
}

/** "policy.yml:3:5: error: unknown key". */
export const problemLine = ({ path, line, column, severity, message }: FileProblem): string =>
  `${path}:${line}${column === null ? '' : `:${column}`}: ${severity}: ${message}`
