// The uses of a break-glass that findings rest on: each must be logged under its request.

import type { Use } from '../judge/verdict.ts'
import type { Finding, Waiver } from './finding.ts'

interface Lifted {
  readonly rule: string
  readonly waiver: Waiver
}

/** What would have stopped without a break-glass; what merely warns would have passed all the same. */
export const liftedIn = (findings: readonly Finding[]): readonly Lifted[] =>
  findings.flatMap(({ rule, waiver, outcome, enforcement }) =>
    waiver !== undefined && outcome === 'excepted' && enforcement === 'enforce'
      ? [{ rule, waiver }]
      : [],
  )

/** `gate` is the one that asks: what was granted for a merge is no use of the deployment that ships it. */
export function usesIn(findings: readonly Finding[], gate: Use['gate']): readonly Use[] {
  const lifted = liftedIn(findings).filter(({ waiver }) => waiver.gate === gate)
  const alike = Map.groupBy(lifted, ({ waiver }) => `${waiver.issue} ${waiver.pull} ${waiver.oid}`)
  return [...alike.values()].flatMap((group) => {
    const [first] = group
    const rules = [...new Set(group.map(({ rule }) => rule))].sort()
    return first === undefined ? [] : [{ ...first.waiver, rules }]
  })
}
