// A break-glass from its request to its end: where each stands under a policy, and what is owed for it.

import {
  advised,
  belongs,
  named,
  namesBarred,
  namesOf,
  othersOf,
  type Person,
  runAgain,
  writers,
} from '../duties/roster.ts'
import type { Actor, BreakGlassIssue, Fact, Facts } from '../facts/facts.ts'
import { loginNamed, neverWaived, type Policy } from '../policy/policy.ts'
import { approvalsOf, type BreakGlassApproval } from './approval.ts'
import type { BreakGlassState, Obstacle, Owed } from './break-glass.ts'
import { type Reconciliation, reconciliationOf, reconciling } from './reconciliation.ts'
import {
  type BreakGlassRequest,
  type Circumstances,
  doubtAdvice,
  doubtReasons,
  isValid,
  type Party,
  type People,
  readRequest,
  rightProblems,
  type Terms,
} from './request.ts'
import { type PastUse, useOf } from './use.ts'

export interface Lifecycle {
  readonly request: BreakGlassRequest
  /** Why it counts for nothing as of now: whole sentences. */
  readonly flaws: readonly string[]
  /** The approval that stands, as far as it does not depend on what is judged; the latest. */
  readonly approval: BreakGlassApproval | null
  readonly use: PastUse | null
  /** Null: it was not used. */
  readonly reconciliation: Reconciliation | null
  readonly state: BreakGlassState
}

/** All requests, as a policy sees them. */
export interface Requests {
  readonly circumstances: Circumstances
  /** Newest first. */
  readonly all: readonly Lifecycle[]
  readonly owed: Owed
}

/** Null: the policy has no break-glass, and no issue opens anything. */
export function requestsUnder(
  policy: Policy,
  { breakGlassIssues, directory, readAt: now }: Facts,
  people: People,
): Fact<Requests> | null {
  const terms = termsOf(policy, directory)
  if (terms === null) return null
  if (!breakGlassIssues.known) return breakGlassIssues
  const circumstances = { terms, people, now }
  const all = breakGlassIssues.value.map((one) => lifecycleOf(one, circumstances))
  const owed = {
    overdue: all.map((one) => overdueBy(one, circumstances)).filter((one) => one !== null),
    awaited: all.flatMap((one) => awaiting(one, now)),
  }
  return { ...breakGlassIssues, value: { circumstances, all, owed } }
}

function termsOf(
  { 'break-glass': breakGlass, conflicts, rules, people, agents }: Policy,
  directory: Facts['directory'],
): Terms | null {
  if (breakGlass === undefined) return null
  const known = [...Object.keys(conflicts), ...Object.keys(rules)]
  const barredBy = (accounts: readonly Actor[]): readonly string[] =>
    namesBarred(accounts, { people, agents }).map(loginNamed)
  const party = (members: Parameters<typeof namesOf>[0]): Party => ({
    names: namesOf(members),
    besides: (barred) => {
      const others = othersOf(members, barred, { people, agents, teams: directory.teams })
      return others && named(others, barredBy(barred))
    },
    includes: (account) => belongs(directory, members, account),
  })
  return {
    responders: party(breakGlass.responders),
    approvers: party(breakGlass.approvers),
    uninvolved: (barred) => writers(barredBy(barred), 'uninvolved person'),
    maxDuration: breakGlass['max-duration'],
    reconcileWithin: breakGlass['reconcile-within'],
    rules: { known, never: [...neverWaived.keys()], allowed: breakGlass.rules ?? known },
  }
}

export function lifecycleOf(issue: BreakGlassIssue, circumstances: Circumstances): Lifecycle {
  const request = readRequest(issue, circumstances)
  const rightOf = (by: Person | null) => rightProblems(by, circumstances.people, false)
  const flaws = [...request.flaws, ...rightOf(request.requester).flaws]
  const approvals = approvalsOf(request, circumstances).filter(isValid)
  const approval = approvals.findLast(({ by }) => isValid(rightOf(by))) ?? null
  const use = useOf(request, circumstances)
  const reconciliation = use && reconciliationOf(request, use, circumstances)
  const stages = { request, flaws, approval, use, reconciliation }
  return { ...stages, state: stateOf(stages, circumstances.now) }
}

function stateOf(
  { request, flaws, approval, use, reconciliation }: Omit<Lifecycle, 'state'>,
  now: string,
): BreakGlassState {
  if (use !== null && reconciliation !== null) {
    if (reconciliation.done !== null) return 'reconciled'
    const isOwing = reconciliation.doubts.length === 0 && isPast(reconciliation.due, now)
    if (use.doubts.length === 0) return isOwing ? 'overdue' : 'used'
  }
  if (request.issue.closedAt !== null) return 'closed'
  if (flaws.length > 0) return 'rejected'
  if (isPast(approval?.until ?? request.longest, now)) return 'expired'
  return approval === null ? 'requested' : 'approved'
}

/** Without a clock, everything has passed. */
const isPast = (end: string, now: string): boolean => now === '' || now > end

/** One that was not reconciled in time; null: it was, or there still is time. */
function overdueBy(
  { request, use, reconciliation }: Lifecycle,
  { now, terms }: Circumstances,
): Obstacle | null {
  if (use === null || reconciliation === null || reconciliation.done !== null) return null
  if (!isPast(reconciliation.due, now)) return null
  const { number } = request.issue
  const doubts = [...use.doubts, ...reconciliation.doubts]
  const people = request.requester === null ? [] : [request.requester.account.login]
  const about = { people, commits: use.commits }
  if (now === '' || doubts.length > 0) {
    const why = doubts.length > 0 ? doubtReasons(doubts) : 'GitHub did not say what time it is'
    const message = `Whether break-glass #${number} was reconciled in time is unknown: ${why}.`
    return {
      ...about,
      outcome: 'undetermined',
      message,
      ...(doubts.length > 0 ? doubtAdvice(doubts) : advised([runAgain])),
    }
  }
  // Anybody may comment, and as often as they like.
  const tries = reconciliation.flaws.slice(-3).map((flaw) => ` ${flaw}`)
  return {
    ...about,
    outcome: 'violated',
    message: `Break-glass #${number} was not reconciled by ${reconciliation.due}: ${use.text}.${tries.join('')}`,
    ...advised([reconciling(request, use, terms)]),
  }
}

/** One that there still is time to reconcile. */
function awaiting({ request, use, reconciliation }: Lifecycle, now: string): readonly string[] {
  if (use === null || reconciliation === null || use.doubts.length > 0) return []
  if (reconciliation.done !== null || isPast(reconciliation.due, now)) return []
  const { number } = request.issue
  return [
    `Break-glass #${number} was used and must be reconciled by ${reconciliation.due}: ${use.text}.`,
  ]
}
