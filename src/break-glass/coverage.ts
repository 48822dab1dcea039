// Whether a request covers what is judged: weighed for each thing that it could be for, and why it is not valid there.

import { namesOf } from '../duties/membership.ts'
import { listed, short } from '../duties/sentence.ts'
import { approvalsOf } from './approval.ts'
import type {
  BreakGlassApproval,
  BreakGlassRequest,
  BreakGlassSubject,
  Problems,
  Requests,
  WeighedRequest,
} from './break-glass.ts'
import { commandsIn } from './commands.ts'

/** One for each request that is about one of the subjects: where it holds, and else where least is against it. */
export function weighRequests(
  requests: Requests,
  subjects: readonly BreakGlassSubject[],
): readonly WeighedRequest[] {
  return requests.all.flatMap(({ request }) => {
    const weighed = subjects
      .filter((subject) => subject.isMeant(request))
      .map((subject) => weighRequest(request, subject, requests))
    const [nearest] = weighed.toSorted(nearestFirst)
    return nearest === undefined ? [] : [nearest]
  })
}

/** An approval for the one tells more than none for the other. */
const nearestFirst = (one: WeighedRequest, other: WeighedRequest): number =>
  one.flaws.length - other.flaws.length ||
  Number(one.approval === null) - Number(other.approval === null) ||
  leastFirst(one, other)

const leastFirst = (one: Problems, other: Problems): number =>
  one.flaws.length - other.flaws.length || one.doubts.length - other.doubts.length

function weighRequest(
  request: BreakGlassRequest,
  subject: BreakGlassSubject,
  requests: Requests,
): WeighedRequest {
  const { terms, people, now } = requests
  const { closedAt } = request.issue
  const isClosed = closedAt !== null && closedAt <= subject.at
  const flaws = [
    ...request.flaws,
    ...(isClosed ? [`It was closed at ${closedAt}.`] : []),
    ...subject.against(request),
  ]
  const approvals = approvalsOf(request, terms, people, now, subject.involvement)
  const [best] = approvals
    .filter(({ oid }) => subject.oids.includes(oid))
    .map((approval) => ({ approval, ...approvalForSubject(request, approval, subject) }))
    .toSorted(leastFirst)
  const given = best ?? {
    approval: null,
    flaws: withoutApproval(request, approvals, subject),
    doubts: [],
  }
  const isOngoing = subject.at === now && now <= request.longest
  const lacksApproval = given.approval === null || given.approval.flaws.length > 0
  return {
    ...{ request, subject, approval: given.approval },
    flaws: [...flaws, ...given.flaws],
    doubts: [...request.doubts, ...given.doubts, ...subject.doubts],
    isApprovable: flaws.length === 0 && isOngoing && lacksApproval,
  }
}

function approvalForSubject(
  request: BreakGlassRequest,
  approval: BreakGlassApproval,
  subject: BreakGlassSubject,
): Problems {
  const own = subject.againstApproval(request, approval)
  const isOver = subject.at === '' || approval.until < subject.at
  const flaws = [
    ...approval.flaws,
    ...own.flaws,
    ...(isOver ? [`It ended at ${approval.until}.`] : []),
  ]
  return { flaws, doubts: [...approval.doubts, ...own.doubts] }
}

function withoutApproval(
  { issue }: BreakGlassRequest,
  approvals: readonly BreakGlassApproval[],
  { what }: BreakGlassSubject,
): readonly string[] {
  // Anybody may comment, and as often as they like.
  const malformed = commandsIn(issue).flaws.filter((flaw) => flaw.includes('/approve'))
  const sound = approvals.filter((approval) => approval.flaws.length === 0)
  const others = listed([...new Set(sound.map(({ oid }) => short(oid)))])
  const none = 'Nobody has approved it.'
  // A new push voids what was approved: somebody could have pushed anything since.
  const elsewhere = `It was approved for ${others}, and ${what}.`
  return [sound.length === 0 ? none : elsewhere, ...malformed.slice(-3)]
}

/** What to do so that it holds; where the approval alone is missing, that. */
export function remedyOf(
  { request, subject, isApprovable }: WeighedRequest,
  { terms }: Requests,
): string {
  const { number } = request.issue
  const [oid] = subject.oids
  return isApprovable
    ? `Let one of the approvers (${namesOf(terms.approvers)}) who had no part in it comment "/approve ${oid}" on #${number}.`
    : `Go the ordinary way, or ask for a new break-glass and close #${number}.`
}
