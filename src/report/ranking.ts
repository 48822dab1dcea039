// What comes first: the findings that decided, then those that warn, then all that is well.
import type { Enforcement, Finding, Outcome } from '../findings/finding.ts'
import type { JudgedChange } from '../judge/verdict.ts'

const outcomes: readonly Outcome[] = [
  'violated',
  'undetermined',
  'excepted',
  'satisfied',
  'not-applicable',
]
const enforcements: readonly Enforcement[] = ['enforce', 'warn', 'off']

/** Nothing is to be said against the change. */
export const isSettled = ({ outcome }: Finding): boolean =>
  outcome === 'satisfied' || outcome === 'not-applicable'

/** It stops the change: enforced, and violated or not to be told. */
export const isBlocking = ({ outcome, enforcement }: Finding): boolean =>
  enforcement === 'enforce' && (outcome === 'violated' || outcome === 'undetermined')

function rank(finding: Finding): number {
  const outcome = outcomes.indexOf(finding.outcome)
  return (
    outcome + outcomes.length * (isSettled(finding) ? 3 : enforcements.indexOf(finding.enforcement))
  )
}

export const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => rank(a) - rank(b))

/** Nothing is against it, not even something settled. */
const spotless = outcomes.length * 4

export function worstChangeFirst(judged: readonly JudgedChange[]): readonly JudgedChange[] {
  const worst = ({ findings }: JudgedChange) => Math.min(spotless, ...findings.map(rank))
  return judged.toSorted((a, b) => worst(a) - worst(b))
}
