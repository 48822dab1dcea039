// What can still help where what was found is done: the exception, the break-glass or the baseline that would cover it.
import { neverExcepted, neverWaived } from '../policy/rule-ids.ts'
import type { Policy } from '../policy/schema.ts'
import { isSteeredByAnybody } from './coverage.ts'
import type { Beneficiaries, Place } from './finding.ts'

/** One sentence, its entry ready to be pasted into the policy. No approval can be given after the merge. */
export function coverToAdd(
  policy: Policy,
  rule: string,
  { environment, changes }: Place,
  favoured: Beneficiaries,
): string {
  if (!neverExcepted.has(rule) && favoured?.length && !favoured.some(isSteeredByAnybody)) {
    const people = favoured.map(({ account }) => account.login).join(', ')
    return `Add to \`exceptions\`: {rules: [${rule}], people: [${people}], reason: "...", granted-by: ..., until: "..."}.`
  }
  const breakGlass = policy['break-glass']
  const isWaivable = !neverWaived.has(rule) && (breakGlass?.rules?.includes(rule) ?? true)
  if (breakGlass !== undefined && isWaivable) {
    return `Request break-glass for this ${environment === null ? 'change' : 'deployment'}.`
  }
  if (environment === null) return 'Revert it, and bring it through a reviewed pull request.'
  const last = changes.at(-1)?.change.pull.mergeCommit ?? '...'
  return `Add to \`baselines\`: {environment: ${environment}, commit: ${last}, reason: "...", granted-by: ...}.`
}
