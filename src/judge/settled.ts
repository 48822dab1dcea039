// What is told of several changes together: each sentence says which one it is about, and what is settled is told once.
import { counting } from '../duties/evidence.ts'
import type { Finding } from '../findings/finding.ts'

export const naming = (finding: Finding): Finding =>
  finding.pull === null ? finding : { ...finding, message: `#${finding.pull}: ${finding.message}` }

/** What is settled of a rule is told once for all changes; what is not, change by change. */
export function settledTogether(findings: readonly Finding[]): readonly Finding[] {
  const isSettled = ({ outcome }: Finding): boolean =>
    outcome === 'satisfied' || outcome === 'not-applicable'
  const open = findings.filter((one) => !isSettled(one)).map(naming)
  const settled = [...Map.groupBy(findings.filter(isSettled), ({ rule }) => rule).values()]
  return [...open, ...settled.flatMap(together)]
}

function together(alike: readonly Finding[]): readonly Finding[] {
  const [first, ...others] = alike.toSorted(
    (a, b) => Number(b.outcome === 'satisfied') - Number(a.outcome === 'satisfied'),
  )
  if (first === undefined) return []
  if (others.length === 0) return [naming(first)]
  const like = alike.filter(({ outcome }) => outcome === first.outcome)
  const own = first.pull === null ? first.message : `So in ${counting(like.length, 'change')}.`
  return [{ ...first, message: own, pull: null, people: [], paths: [], commits: [] }]
}
