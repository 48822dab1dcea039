// What a verdict means, which heads it is about, what to do now: sentences that all reports share.
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

/** "#7 at 4aadfff": a verdict about one commit says nothing of the next one. */
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

/** The first of many, the rest counted, unless that is a single one: no list is cut silently. */
export function firstOf(items: readonly string[], most: number, noun: string): readonly string[] {
  if (items.length <= most + 1) return items
  return [...items.slice(0, most), `and ${items.length - most} more ${noun}`]
}
