// The order of findings: those that decided, then warnings, then what is settled; and how long lists are shortened.
import type { Enforcement, Finding, Outcome } from '../findings/finding.ts'

const outcomes: readonly Outcome[] = [
  'violated',
  'undetermined',
  'excepted',
  'satisfied',
  'not-applicable',
]
const enforcements: readonly Enforcement[] = ['enforce', 'warn', 'off']

/** The finding is not against the change. */
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

/** The rank of a change without findings. */
const spotless = outcomes.length * 4

export function worstChangeFirst<T extends { readonly findings: readonly Finding[] }>(
  judged: readonly T[],
): readonly T[] {
  const worst = ({ findings }: T) => Math.min(spotless, ...findings.map(rank))
  return judged.toSorted((a, b) => worst(a) - worst(b))
}

/** The message without the change's number, for a report that names the change above it. */
export function messageWithin({ message, pull }: Finding): string {
  const name = `#${pull}: `
  return message.startsWith(name) ? message.slice(name.length) : message
}

/** The first `most` items and the number of the others; a single further item is shown instead. */
export function firstOf(items: readonly string[], most: number, noun: string): readonly string[] {
  if (items.length <= most + 1) return items
  return [...items.slice(0, most), `and ${items.length - most} more ${noun}`]
}
