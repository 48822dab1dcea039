// The emergencies of a deployment under one policy: for the whole of it, and for each change that it ships.

import { assignDeployment } from '../duties/deployers.ts'
import { identifier } from '../duties/people.ts'
import type { AssignedChange } from '../duties/roster.ts'
import type { Deployment } from '../facts/deployment.ts'
import { valueOr } from '../facts/fact.ts'
import type { Facts } from '../facts/facts.ts'
import { assignedBy } from '../judge/judge-change.ts'
import type { Policy } from '../policy/schema.ts'
import type { BreakGlassRequest } from './request.ts'
import { type BreakGlassCase, breakGlassCase } from './requests.ts'
import { mergeOf, type Shipping, shippedChange, wholeShipment } from './subject.ts'
import { requestsUnder } from './terms.ts'

export interface BreakGlassOfDeployment {
  readonly ofAll: BreakGlassCase
  readonly ofChange: (one: AssignedChange) => BreakGlassCase
}

export function breakGlassOfDeployment(
  policy: Policy | null,
  facts: Facts,
  deployment: Deployment,
): BreakGlassOfDeployment {
  const requests = policy === null ? null : requestsUnder(policy, facts)
  if (policy === null || !requests?.known || requests.value.all.length === 0) {
    const none = (tellsEarlier: boolean) => breakGlassCase(requests, () => [], tellsEarlier)
    return { ofAll: none(true), ofChange: () => none(false) }
  }
  const shipping = shippingOf(policy, facts, deployment)
  const whole = wholeShipment(shipping)
  // Asked once: it is looked for among all changes, and each of them asks.
  const meant = new Set(requests.value.all.map(({ request }) => request).filter(whole.isMeant))
  const shipment = { ...whole, isMeant: (request: BreakGlassRequest) => meant.has(request) }
  const ofPull = (pull: number | null) => {
    const one = shipping.changes.find(({ change }) => change.pull.number === pull)
    return one === undefined ? [shipment] : [shippedChange(shipping, one), shipment]
  }
  return {
    ofAll: breakGlassCase(requests, ofPull, true),
    // What was granted for its merge holds for good; what is granted for the deployment, while that lasts.
    ofChange: (one) => {
      const subjects = [mergeOf(one, facts.readAt), shippedChange(shipping, one), shipment]
      return breakGlassCase(requests, () => subjects, false)
    },
  }
}

function shippingOf(policy: Policy, facts: Facts, deployment: Deployment): Shipping {
  const changes = valueOr(facts.changes, [])
  const identify = identifier(policy.people, policy.agents)
  const act = policy.deployment.deployer
  return {
    deployment,
    roster: assignDeployment(deployment, changes, act, identify),
    changes: changes.map((change) => assignedBy(change, facts, policy)),
    changesRead: facts.changes,
    isByRelease: act === 'release',
    now: facts.readAt,
  }
}
