// A break-glass weighed for what is judged: whether it lifts a violation there, and why not.

import { namesOf } from '../duties/membership.ts'
import { listed, short } from '../duties/sentence.ts'
import type { Cover, Coverage } from '../findings/effect.ts'
import { approvalsOf, type BreakGlassApproval, isValid } from './approval.ts'
import { commandsIn } from './commands.ts'
import type { BreakGlassRequest, Problems } from './request.ts'
import type { BreakGlassSubject } from './subject.ts'
import type { Requests } from './terms.ts'

export interface WeighedRequest extends Problems {
  readonly request: BreakGlassRequest
  readonly subject: BreakGlassSubject
  /** The approval that it rests on, or the one that comes nearest; null: none is for it. */
  readonly grant: BreakGlassApproval | null
  /** Nothing but an approval is missing, and one could still be given. */
  readonly isApprovable: boolean
}

/** One for each request that is about one of the subjects: where it holds, and else where least is against it. */
export function weighRequests(
  requests: Requests,
  subjects: readonly BreakGlassSubject[],
): readonly WeighedRequest[] {
  return requests.all.flatMap(({ request }) => {
    const permits = subjects
      .filter((subject) => subject.isMeant(request))
      .map((subject) => weighRequest(request, subject, requests))
    const [nearest] = permits.toSorted(nearestFirst)
    return nearest === undefined ? [] : [nearest]
  })
}

/** An approval for the one tells more than none for the other. */
const nearestFirst = (one: WeighedRequest, other: WeighedRequest): number =>
  one.flaws.length - other.flaws.length ||
  Number(one.grant === null) - Number(other.grant === null) ||
  leastFirst(one, other)

const leastFirst = (one: Problems, other: Problems): number =>
  one.flaws.length - other.flaws.length || one.doubts.length - other.doubts.length

function weighRequest(
  request: BreakGlassRequest,
  subject: BreakGlassSubject,
  requests: Requests,
): WeighedRequest {
  const { terms, circle, now } = requests
  const { closedAt } = request.emergency
  const isClosed = closedAt !== null && closedAt <= subject.at
  const flaws = [
    ...request.flaws,
    ...(isClosed ? [`It was closed at ${closedAt}.`] : []),
    ...subject.against(request),
  ]
  const grants = approvalsOf(request, terms, circle, now, subject.hands)
  const [best] = grants
    .filter(({ oid }) => subject.oids.includes(oid))
    .map((grant) => ({ grant, ...approvalForSubject(request, grant, subject) }))
    .toSorted(leastFirst)
  const given = best ?? {
    grant: null,
    flaws: withoutApproval(request, grants, subject),
    doubts: [],
  }
  const isOngoing = subject.at === now && now <= request.longest
  const lacksApproval = given.grant === null || given.grant.flaws.length > 0
  return {
    ...{ request, subject, grant: given.grant },
    flaws: [...flaws, ...given.flaws],
    doubts: [...request.doubts, ...given.doubts, ...subject.doubts],
    isApprovable: flaws.length === 0 && isOngoing && lacksApproval,
  }
}

function approvalForSubject(
  request: BreakGlassRequest,
  grant: BreakGlassApproval,
  subject: BreakGlassSubject,
): Problems {
  const own = subject.againstGrant(request, grant)
  const isOver = subject.at === '' || grant.until < subject.at
  const flaws = [...grant.flaws, ...own.flaws, ...(isOver ? [`It ended at ${grant.until}.`] : [])]
  return { flaws, doubts: [...grant.doubts, ...own.doubts] }
}

function withoutApproval(
  { emergency }: BreakGlassRequest,
  grants: readonly BreakGlassApproval[],
  { what }: BreakGlassSubject,
): readonly string[] {
  // Anybody may comment, and as often as they like.
  const malformed = commandsIn(emergency).flaws.filter((flaw) => flaw.includes('/approve'))
  const sound = grants.filter((grant) => grant.flaws.length === 0)
  const others = listed([...new Set(sound.map(({ oid }) => short(oid)))])
  const none = 'Nobody has approved it.'
  // A new push voids what was approved: somebody could have pushed anything since.
  const elsewhere = `It was approved for ${others}, and ${what}.`
  return [sound.length === 0 ? none : elsewhere, ...malformed.slice(-3)]
}

export const isOpen = ({ request }: WeighedRequest): boolean => request.emergency.closedAt === null

/** Those that hold, as what lifts the rules that they name. */
export const coverageBy =
  (permits: readonly WeighedRequest[], requests: Requests): Coverage =>
  (rule) => {
    const holding = permits.find((one) => isValid(one) && one.request.form.rules.includes(rule))
    return holding === undefined ? null : coverBy(holding, requests)
  }

function coverBy({ request, grant, subject }: WeighedRequest, { terms }: Requests): Cover | null {
  const { requester, emergency } = request
  const approver = grant?.by ?? null
  if (requester === null || approver === null || grant === null) return null
  const { number: issue, url } = emergency
  const { gate, pull, environment, run } = subject
  const reconcile = subject.reconcile(terms)
  return {
    text: `Waived until ${grant.until} by break-glass #${issue}, which ${requester.name} asked for and ${approver.name} approved.`,
    remedy: `Have break-glass #${issue} reconciled ${reconcile}.`,
    waiver: {
      ...{ issue, url, gate, oid: grant.oid, pull, environment, run, until: grant.until },
      ...{ requester: requester.account.login, approver: approver.account.login, reconcile },
    },
  }
}

/** What to do so that it holds; where the approval alone is missing, that. */
export function remedyOf(
  { request, subject, isApprovable }: WeighedRequest,
  { terms }: Requests,
): string {
  const { number } = request.emergency
  const [oid] = subject.oids
  return isApprovable
    ? `Let one of the approvers (${namesOf(terms.approvers)}) who had no part in it comment "/approve ${oid}" on #${number}.`
    : `Go the ordinary way, or ask for a new break-glass and close #${number}.`
}
