// A break-glass from its request to its end: where each that a policy knows stands now.

import type { BreakGlassIssue } from '../facts/break-glass.ts'
import type { Fact } from '../facts/fact.ts'
import type { Facts } from '../facts/facts.ts'
import type { Policy } from '../policy/schema.ts'
import { unwaivable } from '../policy/unwaivable.ts'
import { approvalsOf, isValid } from './approval.ts'
import type { BreakGlassState, Lifecycle, People, Requests, Terms } from './break-glass.ts'
import { isPast, reconciliationOf } from './reconciliation.ts'
import { readRequest } from './request.ts'
import { useOf } from './use.ts'

/** Null: the policy has no break-glass, and no issue opens anything. */
export function requestsUnder(
  policy: Policy,
  { breakGlassIssues, readAt: now }: Pick<Facts, 'breakGlassIssues' | 'readAt'>,
  people: People,
): Fact<Requests> | null {
  const terms = termsOf(policy)
  if (terms === null) return null
  if (!breakGlassIssues.known) return breakGlassIssues
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

/** `now` is GitHub's clock. */
export function lifecycleOf(
  issue: BreakGlassIssue,
  terms: Terms,
  people: People,
  now: string,
): Lifecycle {
  const request = readRequest(issue, terms, people)
  const approval = approvalsOf(request, terms, people, now).findLast(isValid) ?? null
  const use = useOf(request, terms, people)
  const reconciliation = use === null ? null : reconciliationOf(request, use, terms, people)
  const told = { request, approval, use, reconciliation }
  return { ...told, state: stateOf(told, now) }
}

function stateOf(
  { request, approval, use, reconciliation }: Omit<Lifecycle, 'state'>,
  now: string,
): BreakGlassState {
  if (use !== null && reconciliation !== null) {
    if (reconciliation.done !== null) return 'reconciled'
    const isOwing = reconciliation.doubts.length === 0 && isPast(reconciliation.due, now)
    if (use.doubts.length === 0) return isOwing ? 'overdue' : 'used'
  }
  if (request.issue.closedAt !== null) return 'closed'
  if (request.flaws.length > 0) return 'rejected'
  if (isPast(approval?.until ?? request.longest, now)) return 'expired'
  return approval === null ? 'requested' : 'approved'
}
