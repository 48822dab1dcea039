// What of the findings is read first: those that decided, then those that warn, then all that is well; and how they are shortened.
import type { Enforcement, Finding, Outcome } from '../findings/finding.ts'

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

/** It stops the change: enforced, and violated or undetermined. */
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

export function worstChangeFirst<T extends { readonly findings: readonly Finding[] }>(
  judged: readonly T[],
): readonly T[] {
  const worst = ({ findings }: T) => Math.min(spotless, ...findings.map(rank))
  return judged.toSorted((a, b) => worst(a) - worst(b))
}

/** Judged with others a finding names its change, which a report about one change has named already. */
export function messageWithin({ message, pull }: Finding): string {
  const name = `#${pull}: `
  return message.startsWith(name) ? message.slice(name.length) : message
}

/** The first of many, the rest counted: a list that was shortened says so, and never for a single one. */
export function firstOf(items: readonly string[], most: number, noun: string): readonly string[] {
  if (items.length <= most + 1) return items
  return [...items.slice(0, most), `and ${items.length - most} more ${noun}`]
}
