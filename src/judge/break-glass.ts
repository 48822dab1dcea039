// Break-glass for what is judged: what each case knows of the requests under its policy, and what the verdict tells of them.

import { type BreakGlassSubject, mergeOf } from '../break-glass/approval.ts'
import type { BreakGlassCase, RecordedRequest, WeighedRequest } from '../break-glass/break-glass.ts'
import { weighRequests } from '../break-glass/coverage.ts'
import { type Lifecycle, type Requests, requestsUnder } from '../break-glass/lifecycle.ts'
import { type Shipping, shippedChange, wholeShipment } from '../break-glass/shipment.ts'
import { assign } from '../duties/assign.ts'
import { assignDeployment } from '../duties/deployers.ts'
import { type AssignedChange, identifier, lostLogins, type Person } from '../duties/roster.ts'
import {
  type Actor,
  type Change,
  type Deployment,
  type Fact,
  unknown,
  valueOr,
} from '../facts/facts.ts'
import type { Policy } from '../policy/schema.ts'
import type { FactsUnderPolicy } from './verdict.ts'

export interface BreakGlassUnderPolicy {
  readonly ofChange: (one: AssignedChange) => BreakGlassCase
  /** Of the deployment as a whole. */
  readonly ofAll: BreakGlassCase
  readonly recorded: readonly RecordedRequest[]
}

/** Without a policy, as without break-glass in it, no issue opens anything. */
export function breakGlassUnder(
  policy: Policy | null,
  facts: FactsUnderPolicy,
): BreakGlassUnderPolicy {
  const { deployment } = facts
  const requests = requestsBy(policy, facts)
  const recorded = recordedIn(requests)
  const none = caseOf(requests, () => [])
  if (deployment === null) {
    const ofChange = (one: AssignedChange) =>
      caseOf(requests, () => [mergeOf(one, facts.readAt, null)])
    return { recorded, ofAll: none, ofChange }
  }
  if (policy === null || !requests?.known || recorded.length === 0) {
    return { recorded, ofAll: none, ofChange: () => owingNothing(none) }
  }
  const shipping = shippingOf(policy, facts, deployment)
  const whole = wholeShipment(shipping)
  // Asked once: it is looked for among all changes, and each of them asks.
  const meant = new Set(requests.value.all.map(({ request }) => request).filter(whole.isMeant))
  const shipment: BreakGlassSubject = { ...whole, isMeant: (request) => meant.has(request) }
  const ofPull = (pull: number | null) => {
    const one = shipping.changes.find(({ change }) => change.pull.number === pull)
    return one === undefined ? [shipment] : [shippedChange(shipping, one), shipment]
  }
  return {
    recorded,
    ofAll: caseOf(requests, ofPull),
    // What was approved for its merge holds for good; what is approved for the deployment, while that lasts.
    ofChange: (one) => {
      const ofMerge = mergeOf(one, facts.readAt, deployment.environment)
      const subjects = [ofMerge, shippedChange(shipping, one), shipment]
      return owingNothing(caseOf(requests, () => subjects))
    },
  }
}

function requestsBy(policy: Policy | null, facts: FactsUnderPolicy): Fact<Requests> | null {
  if (policy === null) return null
  const { directory } = facts
  const identify = identifier(policy.people, policy.agents)
  const mayPush = ({ id, login }: Actor): Fact<boolean> =>
    directory.writers[id] ?? unknown(`nobody asked whether ${login} may push`, 'gate')
  const rosterOf = (change: Change) => assign(change, identify, directory).roster
  const unclear = (present: readonly Person[]) => lostLogins(policy.people, present, directory)
  return requestsUnder(policy, facts, { identify, mayPush, unclear, rosterOf })
}

function shippingOf(
  { people, agents, deployment: { deployer } }: Policy,
  { changes: changesRead, directory, readAt: now }: FactsUnderPolicy,
  deployment: Deployment,
): Shipping {
  const identify = identifier(people, agents)
  const changes = valueOr(changesRead, [])
  return {
    ...{ deployment, changesRead, isByRelease: deployer === 'release', now },
    roster: assignDeployment(deployment, changes, deployer, identify, directory),
    changes: changes.map((change) => ({ change, ...assign(change, identify, directory) })),
  }
}

function caseOf(
  requests: Fact<Requests> | null,
  subjects: (pull: number | null) => readonly BreakGlassSubject[],
): BreakGlassCase {
  const done = new Map<number | null, readonly WeighedRequest[]>()
  const weighed = (pull: number | null): readonly WeighedRequest[] => {
    const before = done.get(pull)
    if (before !== undefined || !requests?.known) return before ?? []
    const { all, circumstances } = requests.value
    const asked = all.map(({ request }) => request)
    const found = weighRequests(asked, circumstances, subjects(pull))
    done.set(pull, found)
    return found
  }
  return { owed: requests?.known ? { ...requests, value: requests.value.owed } : requests, weighed }
}

/** What somebody owes is told of the deployment as a whole, not by every change of it. */
const owingNothing = ({ owed, weighed }: BreakGlassCase): BreakGlassCase => ({
  owed: owed?.known ? { ...owed, value: { overdue: [], awaited: [] } } : owed,
  weighed,
})

const recordedIn = (requests: Fact<Requests> | null): readonly RecordedRequest[] =>
  requests?.known ? requests.value.all.map(recordedRequest) : []

function recordedRequest(lifecycle: Lifecycle): RecordedRequest {
  const { request, flaws, approval, use, reconciliation, state } = lifecycle
  const { issue, form, requester } = request
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
