// How firmly a rule stands: as the policy says, where the entry holds; else as it stands unnamed.
import { defaultPolicy, type Policy } from '../policy/schema.ts'
import type { Enforcement } from './finding.ts'

/** Every rule that a policy can speak of: all there are. */
export type RuleName = keyof Policy['conflicts'] | keyof Policy['rules']

/** `environment` is null for the merge gate: an entry that is limited to environments does not hold there. */
export function enforcementOf(
  policy: Policy,
  rule: RuleName,
  environment: string | null,
): Enforcement {
  const entryOf = ({ conflicts, rules }: Policy) => ({ ...conflicts, ...rules })[rule]
  const entry = entryOf(policy)
  const environments = 'environments' in entry ? entry.environments : undefined
  const holds = (name: string): boolean => name.toLowerCase() === environment?.toLowerCase()
  return environments === undefined || environments.some(holds)
    ? entry.enforcement
    : entryOf(defaultPolicy).enforcement
}
