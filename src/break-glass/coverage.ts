// Whether a request covers what is judged: weighed for each thing that it could be for, and why it is not valid there.

import { listed, short } from '../duties/sentence.ts'
import { approvalsOf } from './approval.ts'
import {
  type BreakGlassApproval,
  type BreakGlassRequest,
  type BreakGlassSubject,
  doubtReasons,
  doubtRemedies,
  isValid,
  type Obstacle,
  type Problems,
  type Requests,
  type WeighedRequest,
} from './break-glass.ts'

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
  const weighed = {
    ...{ request, subject, approval: given.approval },
    flaws: [...flaws, ...given.flaws],
    doubts: [...request.doubts, ...given.doubts, ...subject.doubts],
  }
  const isOngoing = subject.at === now && now <= request.longest
  const lacksApproval = given.approval === null || given.approval.flaws.length > 0
  const isApprovable = flaws.length === 0 && isOngoing && lacksApproval
  const remedy = isApprovable ? approvingRemedy(weighed, terms) : otherRemedy(request)
  return { ...weighed, obstacle: isValid(weighed) ? null : obstacleOf(weighed, remedy) }
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
  { commands }: BreakGlassRequest,
  approvals: readonly BreakGlassApproval[],
  { what }: BreakGlassSubject,
): readonly string[] {
  // Anybody may comment, and as often as they like.
  const malformed = commands.flaws.filter((flaw) => flaw.includes('/approve'))
  const sound = approvals.filter((approval) => approval.flaws.length === 0)
  const others = listed([...new Set(sound.map(({ oid }) => short(oid)))])
  const none = 'Nobody has approved it.'
  // A new push voids what was approved: somebody could have pushed anything since.
  const elsewhere = `It was approved for ${others}, and ${what}.`
  return [sound.length === 0 ? none : elsewhere, ...malformed.slice(-3)]
}

function obstacleOf(
  { request, approval, subject, flaws, doubts }: Omit<WeighedRequest, 'obstacle'>,
  remedy: string,
): Obstacle {
  const { requester, issue } = request
  const people = [requester, approval?.by ?? null].flatMap((person) => person?.account.login ?? [])
  const about = { people, commits: subject.oids.slice(0, 1) }
  const asker = requester === null ? '' : `, which ${requester.name} asked for,`
  const which = `reak-glass #${issue.number}${asker}`
  if (flaws.length > 0) {
    const message = `B${which} does not hold: ${flaws.join(' ')}`
    return { ...about, outcome: 'violated', message, remedy }
  }
  const message = `Whether b${which} holds is unknown: ${doubtReasons(doubts)}.`
  return { ...about, outcome: 'undetermined', message, remedy: doubtRemedies(doubts) }
}

/** Where nothing but an approval is missing, and one could still be given. */
const approvingRemedy = (
  { request, subject }: Omit<WeighedRequest, 'obstacle'>,
  { approvers }: Requests['terms'],
): string =>
  `Let one of the approvers (${approvers.names}) who had no part in it comment "/approve ${subject.oids[0]}" on #${request.issue.number}.`

const otherRemedy = ({ issue }: BreakGlassRequest): string =>
  `Go the ordinary way, or ask for a new break-glass and close #${issue.number}.`
