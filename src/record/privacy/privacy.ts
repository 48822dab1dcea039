// `privacy: ids` of the policy: the record keeps the ids of accounts alone, and judged again it leads to the same verdict.
import { EvidenceError } from '../../errors.ts'
import type { Facts } from '../../facts/facts.ts'
import type { Verdict } from '../../judge/verdict.ts'
import { factsWithoutNames } from './without-names.ts'

/** One of the policies that judge may ask for it. */
export const hidesNames = ({ judged, deployment }: Verdict): boolean =>
  [...judged, ...(deployment === null ? [] : [deployment])].some(
    ({ policy }) => policy.policy?.privacy === 'ids',
  )

/** What a record says of a verdict. */
export interface Told {
  readonly facts: Facts
  readonly verdict: Verdict
  readonly uses: readonly (Verdict['uses'][number] & { readonly unlogged: string | null })[]
}

/** @throws EvidenceError where another verdict follows without the names: no record is better than one that says less. */
export function withoutNames(
  { facts, verdict, uses }: Told,
  judge: (facts: Facts) => Verdict,
): Told {
  const bare = factsWithoutNames(facts)
  const again = judge(bare)
  if (outcomesOf(again) !== outcomesOf(verdict)) {
    throw new EvidenceError('Without names the record would lead to another verdict.', {
      remedy: 'Leave `privacy` out of the policy, and report this.',
    })
  }
  const unlogged = uses.map((one) => one.unlogged)
  const same = again.uses.map((use, at) => ({ ...use, unlogged: unlogged[at] ?? null }))
  return { facts: bare, verdict: again, uses: same }
}

const outcomesOf = ({ word, findings }: Verdict): string =>
  [word, ...findings.map(({ rule, pull, outcome }) => `${rule} ${pull} ${outcome}`)].join('\n')
