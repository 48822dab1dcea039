// Break-glass for what is judged: what each case knows of the requests under its policy, and what the verdict tells of them.

import type {
  BreakGlassCase,
  BreakGlassRequest,
  BreakGlassSubject,
  Lifecycle,
  People,
  Requests,
  WeighedRequest,
} from '../break-glass/break-glass.ts'
import { weighRequests } from '../break-glass/coverage.ts'
import { requestsUnder } from '../break-glass/lifecycle.ts'
import { mergeOf, type Shipping, shippedChange, wholeShipment } from '../break-glass/subject.ts'
import { assign } from '../duties/assign.ts'
import { assignDeployment } from '../duties/deployers.ts'
import { identifier } from '../duties/people.ts'
import type { AssignedChange } from '../duties/roster.ts'
import type { Actor } from '../facts/actor.ts'
import type { Change } from '../facts/change.ts'
import type { Deployment } from '../facts/deployment.ts'
import { type Fact, unknown, valueOr } from '../facts/fact.ts'
import type { Facts } from '../facts/facts.ts'
import type { Policy } from '../policy/schema.ts'
import type { RecordedRequest } from './verdict.ts'

interface BreakGlassUnderPolicy {
  readonly ofChange: (one: AssignedChange) => BreakGlassCase
  /** Of the deployment as a whole. */
  readonly ofAll: BreakGlassCase
  readonly recorded: readonly RecordedRequest[]
}

/** Without a policy, as without break-glass in it, no issue opens anything. */
export function breakGlassOfMerge(
  policy: Policy | null,
  facts: Facts,
): Omit<BreakGlassUnderPolicy, 'ofAll'> {
  const requests = requestsBy(policy, facts)
  return {
    recorded: recordedIn(requests),
    ofChange: (one) => caseOf(requests, () => [mergeOf(one, facts.readAt)], true),
  }
}

export function breakGlassOfDeployment(
  policy: Policy | null,
  facts: Facts,
  deployment: Deployment,
): BreakGlassUnderPolicy {
  const requests = requestsBy(policy, facts)
  const recorded = recordedIn(requests)
  if (policy === null || !requests?.known || recorded.length === 0) {
    return {
      recorded,
      ofAll: caseOf(requests, () => [], true),
      ofChange: () => caseOf(requests, () => [], false),
    }
  }
  const shipping = shippingOf(policy, facts, deployment, requests.value.people)
  const whole = wholeShipment(shipping)
  // Asked once: it is looked for among all changes, and each of them asks.
  const meant = new Set(requests.value.all.map(({ request }) => request).filter(whole.isMeant))
  const shipment = { ...whole, isMeant: (request: BreakGlassRequest) => meant.has(request) }
  const ofPull = (pull: number | null) => {
    const one = shipping.changes.find(({ change }) => change.pull.number === pull)
    return one === undefined ? [shipment] : [shippedChange(shipping, one), shipment]
  }
  return {
    recorded,
    ofAll: caseOf(requests, ofPull, true),
    // What was approved for its merge holds for good; what is approved for the deployment, while that lasts.
    ofChange: (one) => {
      const subjects = [mergeOf(one, facts.readAt), shippedChange(shipping, one), shipment]
      return caseOf(requests, () => subjects, false)
    },
  }
}

function requestsBy(policy: Policy | null, facts: Facts): Fact<Requests> | null {
  if (policy === null) return null
  const { directory } = facts
  const identify = identifier(policy.people, policy.agents)
  const mayPush = ({ id, login }: Actor): Fact<boolean> =>
    directory.writers[id] ?? unknown(`nobody asked whether ${login} may push`, 'gate')
  const rosterOf = (change: Change) => assign(change, identify, directory).roster
  return requestsUnder(policy, facts, { identify, mayPush, rosterOf })
}

function shippingOf(
  { deployment: { deployer } }: Policy,
  facts: Facts,
  deployment: Deployment,
  { identify }: People,
): Shipping {
  const changes = valueOr(facts.changes, [])
  return {
    deployment,
    roster: assignDeployment(deployment, changes, deployer, identify),
    changes: changes.map((change) => ({ change, ...assign(change, identify, facts.directory) })),
    changesRead: facts.changes,
    isByRelease: deployer === 'release',
    now: facts.readAt,
  }
}

/** `tellsEarlier` is for one case alone: what somebody owes is owed once, not by every change of a deployment. */
function caseOf(
  requests: Fact<Requests> | null,
  subjects: (pull: number | null) => readonly BreakGlassSubject[],
  tellsEarlier: boolean,
): BreakGlassCase {
  const known = new Map<number | null, readonly WeighedRequest[]>()
  const weighed = (pull: number | null): readonly WeighedRequest[] => {
    const done = known.get(pull)
    if (done !== undefined || !requests?.known) return done ?? []
    const found = weighRequests(requests.value, subjects(pull))
    known.set(pull, found)
    return found
  }
  return { requests, weighed, tellsEarlier }
}

const recordedIn = (requests: Fact<Requests> | null): readonly RecordedRequest[] =>
  requests?.known ? requests.value.all.map(recordedRequest) : []

function recordedRequest(lifecycle: Lifecycle): RecordedRequest {
  const { request, approval, use, reconciliation, state } = lifecycle
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
