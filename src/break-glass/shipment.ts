// What a break-glass can be for where something is deployed: the shipment as a whole, or one change that it holds.

import { type AssignedChange, listed, type Roster, short } from '../duties/roster.ts'
import {
  type Deployment,
  type Fact,
  type PastDeployment,
  type Unknown,
  unknown,
} from '../facts/facts.ts'
import {
  type BreakGlassSubject,
  byWithin,
  doubtsAboutContributors,
  elsewhere,
  involvementIn,
  isNamedBy,
  isThere,
  presentIn,
} from './approval.ts'

/** What is known of a deployment when requests are weighed. */
export interface Shipping {
  readonly deployment: Deployment
  readonly roster: Roster
  readonly changes: readonly AssignedChange[]
  readonly changesRead: Fact<unknown>
  readonly isByRelease: boolean
  readonly now: string
}

/** Only who names the commit deployed asks for all that it ships: a change that it holds stands for no other. */
export function wholeShipment(shipping: Shipping): BreakGlassSubject {
  const { deployment, changes, roster, changesRead } = shipping
  const { sha } = deployment
  return {
    ...ofDeployment(shipping),
    oids: [sha],
    what: `${short(sha)} is deployed`,
    isMeant: ({ form }) => form.oid === sha,
    involvement: involvementIn([...changes.map((one) => one.roster), roster], [roster]),
    present: presentIn([...changes.map((one) => one.roster), roster]),
    doubts: [
      ...[changesRead, deployment.range].filter((fact): fact is Unknown => !fact.known),
      ...doubtsAboutContributors(changes),
      ...doubtsAboutDeployers(shipping),
    ],
  }
}

export function shippedChange(shipping: Shipping, one: AssignedChange): BreakGlassSubject {
  const { number, head, mergeCommit } = one.change.pull
  const oids = mergeCommit === null ? [head.oid] : [mergeCommit, head.oid]
  return {
    ...ofDeployment(shipping),
    // Who approves what is deployed has seen the change as well.
    oids: [...new Set([...oids, shipping.deployment.sha])],
    what: `#${number} is ${listed(oids.map(short))}`,
    isMeant: ({ form }) => isNamedBy(form, one),
    involvement: involvementIn([one.roster], [shipping.roster]),
    present: presentIn([one.roster, shipping.roster]),
    doubts: [...doubtsAboutContributors([one]), ...doubtsAboutDeployers(shipping)],
  }
}

type OfDeployment = Omit<
  BreakGlassSubject,
  'oids' | 'what' | 'isMeant' | 'involvement' | 'present' | 'doubts'
>

function ofDeployment({ deployment, now }: Shipping): OfDeployment {
  const { environment, run } = deployment
  return {
    ...{ gate: 'deployment', at: now, pull: null, environment, run },
    against: ({ form }) =>
      form.environment === null
        ? [`It names no environment, and this deploys to ${environment}.`]
        : elsewhere(form, environment),
    againstApproval: againstReuse(deployment),
    reconcile: ({ reconcileWithin }) => byWithin(now, reconcileWithin),
  }
}

/** An approval serves one deployment; what this run did itself is no other. */
const againstReuse =
  ({ environment, run, sha }: Deployment): BreakGlassSubject['againstApproval'] =>
  ({ issue: { usage }, logged }, { oid, at }) => {
    const used = logged
      .filter((use) => use.gate === 'deployment' && (run === null || use.run !== run))
      .map((use) => `${use.run === null ? 'A deployment' : `Run ${use.run}`} used it at ${use.at}`)
    const shipped = (usage.known ? usage.value.deployed : [])
      .filter((one) => isThere(one, environment) && one.at >= at)
      .filter((one) => one.sha === oid || one.sha === sha)
      .filter(({ runs }) => runs.every((one) => one !== run))
      .map(shippedBefore)
    const spent = [...used, ...shipped]
    return {
      flaws: spent.length === 0 ? [] : [`${listed(spent)}; it serves one deployment.`],
      doubts: usage.known ? [] : [usage],
    }
  }

function shippedBefore({ sha, environment, at, runs }: PastDeployment): string {
  const ofRuns = runs.length === 0 ? '' : ` in run ${listed(runs.map(String))}`
  return `${short(sha)} was deployed to ${environment}${ofRuns} at ${at}`
}

function doubtsAboutDeployers({ deployment, roster, isByRelease }: Shipping): readonly Unknown[] {
  const { releases, attempts, triggers } = deployment
  const facts = isByRelease ? [releases] : [attempts, triggers]
  const nameless = roster.unattributed.filter(({ duty }) => duty === 'deployer')
  return [
    ...facts.filter((fact): fact is Unknown => !fact.known),
    ...nameless.map(({ evidence }) =>
      unknown('somebody whom GitHub does not name deploys', evidence.source),
    ),
  ]
}
