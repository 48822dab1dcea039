// The clauses that a verdict gives evidence relevant to, in lines for the log and a terminal. Whether one is met is for an auditor to say.
import { clausesFor } from '../judge/controls.ts'
import type { Verdict } from '../judge/verdict.ts'

/** Empty where the policy selects no standard; a rule and outcome once, however many changes were judged by it. */
export function controlLines(verdict: Verdict): readonly string[] {
  const lines = verdict.findings.flatMap((finding) => {
    const clauses = clausesFor(finding, verdict)
    return clauses.length === 0
      ? []
      : [`${finding.rule} (${finding.outcome}): ${clauses.join(', ')}`]
  })
  return [...new Set(lines)]
}

export const controlTitle = 'Gives evidence relevant to'
