// What a break-glass means for findings: the violations that a valid request covers, and the uses that are to be logged.

import type { BreakGlassCase, Use, Waiver } from '../break-glass/break-glass.ts'
import type { Coverage, Finding } from './finding.ts'

/** Covers the rules that a request names, where it is valid; `pull` as in the case: null is about all of it. */
export const coverageBy =
  ({ weighed }: BreakGlassCase, pull: number | null): Coverage =>
  (rule) => {
    const valid = weighed(pull).filter((one) => one.isValid)
    const covering = valid.find(({ rules }) => rules.includes(rule))
    if (covering === undefined) return null
    const { text, remedy, waiver } = covering
    return { text, remedy, waiver }
  }

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
