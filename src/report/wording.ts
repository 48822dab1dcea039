// What a verdict means, which commits it is about, and what to do now: the sentences that every report shares.
import { listed, short } from '../duties/sentence.ts'
import type { VerdictWord } from '../rules/finding.ts'
import type { Verdict } from '../rules/verdict.ts'
import { isBlocking, worstFirst } from './ranking.ts'

export const meaning: Readonly<Record<VerdictWord, string>> = {
  pass: 'No conflict of duties was found.',
  'pass-with-exception': 'A recorded exception covers what would otherwise stop this change.',
  fail: 'The duties are not separated as the policy demands.',
  undetermined: 'The gate could not tell; it stops when in doubt. This accuses nobody.',
}

/** "#7 at 4aadfff": every head that was judged. A verdict about another commit says nothing of this one. */
export function judgedHeads({ judged }: Verdict): string {
  if (judged.length === 0) return 'no change'
  return listed(judged.map(({ change: { pull } }) => `#${pull.number} at ${short(pull.head.oid)}`))
}

export interface Step {
  /** The rules that ask for it, of which changes. */
  readonly why: string
  readonly what: string
}

/** What would turn the verdict, said once where several rules ask for the same. */
export function nextSteps({ word, judged, findings }: Verdict): readonly Step[] {
  const deciding = worstFirst(findings).filter(
    (finding) =>
      isBlocking(finding) ||
      (word === 'pass-with-exception' && finding.outcome === 'excepted' && finding.remedy !== null),
  )
  const steps = Map.groupBy(deciding, ({ remedy, message }) => remedy ?? message)
  return [...steps].map(([what, asking]) => {
    const rules = listed([...new Set(asking.map(({ rule }) => rule))])
    const pulls = listed([...new Set(asking.map(({ pull }) => `#${pull}`))])
    return { why: judged.length > 1 ? `${rules} of ${pulls}` : rules, what }
  })
}

/** The first of many, the rest counted: a list that was shortened says so, and never for a single one. */
export function firstOf(items: readonly string[], most: number, noun: string): readonly string[] {
  if (items.length <= most + 1) return items
  return [...items.slice(0, most), `and ${items.length - most} more ${noun}`]
}
