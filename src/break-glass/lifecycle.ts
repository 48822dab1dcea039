// An emergency from its request to its end: what it was, where it stands now, and what the record keeps of it.
import type { BreakGlassIssue } from '../facts/break-glass.ts'
import { approvalsOf, type BreakGlassApproval, isValid } from './approval.ts'
import type { Result } from './commands.ts'
import { type Reconciliation, reconciliationOf } from './reconciliation.ts'
import { type BreakGlassRequest, type People, readRequest, type Terms } from './request.ts'
import { type PastUse, useOf } from './use.ts'

type BreakGlassState =
  | 'requested'
  | 'approved'
  | 'used'
  | 'expired'
  | 'closed'
  | 'reconciled'
  | 'overdue'
  | 'rejected'

export interface Lifecycle {
  readonly request: BreakGlassRequest
  /** The approval that stands, as far as it does not depend on what is judged; the latest. */
  readonly approval: BreakGlassApproval | null
  readonly use: PastUse | null
  /** Null: it was not used. */
  readonly reconciliation: Reconciliation | null
  readonly state: BreakGlassState
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

/** Without a clock, everything has passed. */
export const isPast = (end: string, now: string): boolean => now === '' || now > end

/** An emergency as the record and the reports tell it. */
export interface RecordedRequest {
  /** The issue. */
  readonly issue: number
  readonly url: string
  readonly state: BreakGlassState
  /** Logins; null: a deleted account, or nobody. */
  readonly requester: string | null
  readonly approver: string | null
  readonly asked: string
  readonly approved: string | null
  readonly expires: string | null
  readonly closed: string | null
  /** The commit approved. Full oid. */
  readonly oid: string | null
  readonly pull: number | null
  readonly environment: string | null
  readonly rules: readonly string[]
  readonly reason: string | null
  readonly ticket: string | null
  /** Why the request counts for nothing. */
  readonly flaws: readonly string[]
  readonly use: { readonly at: string; readonly text: string; readonly due: string } | null
  readonly reconciliation: {
    readonly by: string
    readonly at: string
    readonly result: Result
  } | null
}

export function recordedRequest(assessed: Lifecycle): RecordedRequest {
  const { request, approval, use, reconciliation, state } = assessed
  const { issue, form, requester, flaws } = request
  const done = reconciliation?.done ?? null
  return {
    ...{ issue: issue.number, url: issue.url, state },
    ...{
      requester: requester?.account.login ?? null,
      approver: approval?.by?.account.login ?? null,
    },
    ...{ asked: issue.at, approved: approval?.at ?? null, expires: approval?.until ?? null },
    ...{ closed: issue.closedAt, oid: approval?.oid ?? form.oid, pull: form.pull },
    ...{ environment: form.environment, rules: form.rules, reason: form.reason },
    ...{ ticket: form.ticket, flaws },
    use: use && { at: use.at, text: use.text, due: reconciliation?.due ?? '' },
    reconciliation: done && { by: done.by.account.login, at: done.at, result: done.result },
  }
}
