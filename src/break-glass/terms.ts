// What a policy says of break-glass, and the requests for one as it sees them.

import { identifier } from '../duties/people.ts'
import type { Fact } from '../facts/fact.ts'
import type { Facts } from '../facts/facts.ts'
import type { Policy } from '../policy/schema.ts'
import { unwaivable } from '../policy/unwaivable.ts'
import { type Lifecycle, lifecycleOf } from './lifecycle.ts'
import type { People, Terms } from './request.ts'

export interface Requests {
  readonly terms: Terms
  readonly people: People
  /** GitHub's clock; empty: there is none. */
  readonly now: string
  /** Newest first. */
  readonly all: readonly Lifecycle[]
}

/** Null: the policy has no break-glass, and no issue opens anything. */
export function requestsUnder(policy: Policy, facts: Facts): Fact<Requests> | null {
  const terms = termsOf(policy)
  if (terms === null) return null
  const { breakGlassIssues, directory, readAt: now } = facts
  if (!breakGlassIssues.known) return breakGlassIssues
  const people = { identify: identifier(policy.people, policy.agents), directory }
  const all = breakGlassIssues.value.map((one) => lifecycleOf(one, terms, people, now))
  return { ...breakGlassIssues, value: { terms, people, now, all } }
}

function termsOf({ 'break-glass': breakGlass, conflicts, rules }: Policy): Terms | null {
  if (breakGlass === undefined) return null
  const known = [...Object.keys(conflicts), ...Object.keys(rules)]
  return {
    responders: breakGlass.responders,
    approvers: breakGlass.approvers,
    maxDuration: breakGlass['max-duration'],
    reconcileWithin: breakGlass['reconcile-within'],
    rules: { known, never: unwaivable, allowed: breakGlass.rules ?? known },
  }
}
