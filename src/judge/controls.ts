// The clauses that a finding gives evidence relevant to: of the standards that the policies select, for rules that were judged.
import { clausesOf, frameworkIds } from '../policy/controls/frameworks.ts'
import type { Finding, Verdict } from './verdict.ts'

/** What was not judged is evidence of nothing: not applicable, undetermined, or switched off. */
export function clausesFor(
  { rule, outcome, enforcement }: Finding,
  verdict: Verdict,
): readonly string[] {
  const isOpen = outcome === 'not-applicable' || outcome === 'undetermined'
  return isOpen || enforcement === 'off' ? [] : clausesOf(rule, selectedBy(verdict))
}

/** By any policy that judged. */
function selectedBy({ judged, deployment }: Verdict): typeof frameworkIds {
  const readings = [...judged, ...(deployment === null ? [] : [deployment])]
  const selected = new Set(readings.flatMap(({ policy }) => policy.policy?.controls ?? []))
  return frameworkIds.filter((id) => selected.has(id))
}
