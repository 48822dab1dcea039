// Whether a request covers what is judged: weighed for each thing that it could be for, and why it is not valid there.

import { advised, listed, nothingHelps, type Person, type Remedy, short } from '../duties/roster.ts'
import { approvalsOf, type BreakGlassApproval, type BreakGlassSubject } from './approval.ts'
import type { Obstacle, WeighedRequest } from './break-glass.ts'
import {
  type BreakGlassRequest,
  type Circumstances,
  doubtAdvice,
  doubtReasons,
  isValid,
  type Problems,
  rightProblems,
  type Terms,
} from './request.ts'

interface Weighing extends Problems {
  readonly request: BreakGlassRequest
  readonly subject: BreakGlassSubject
  /** The approval that it rests on, or the one that comes nearest; null: none is for it. */
  readonly approval: BreakGlassApproval | null
  /** Nothing but an approval is missing, and one could still be given. */
  readonly isApprovable: boolean
}

/** One for each request that is about one of the subjects: where it holds, and else where least is against it. */
export function weighRequests(
  requests: readonly BreakGlassRequest[],
  circumstances: Circumstances,
  subjects: readonly BreakGlassSubject[],
): readonly WeighedRequest[] {
  return requests.flatMap((request) => {
    const [nearest] = subjects
      .filter((subject) => subject.isMeant(request))
      .map((subject) => weighFor(subject, request, circumstances))
      .toSorted(nearestFirst)
    return nearest === undefined ? [] : [weighed(nearest, circumstances.terms)]
  })
}

/** An approval for the one tells more than none for the other. */
const nearestFirst = (one: Weighing, other: Weighing): number =>
  one.flaws.length - other.flaws.length ||
  Number(one.approval === null) - Number(other.approval === null) ||
  leastFirst(one, other)

const leastFirst = (one: Problems, other: Problems): number =>
  one.flaws.length - other.flaws.length || one.doubts.length - other.doubts.length

function weighFor(
  subject: BreakGlassSubject,
  request: BreakGlassRequest,
  circumstances: Circumstances,
): Weighing {
  const { closedAt } = request.issue
  const isClosed = closedAt !== null && closedAt <= subject.at
  const isPast = subject.at < circumstances.now
  const rightOf = (person: Person | null) => rightProblems(person, circumstances.people, isPast)
  const asking = rightOf(request.requester)
  const flaws = [
    ...request.flaws,
    ...asking.flaws,
    ...(isClosed ? [`It was closed at ${closedAt}.`] : []),
    ...subject.against(request),
  ]
  const approvals = approvalsOf(request, circumstances, subject.involvement)
  const [best] = approvals
    .filter(({ oid }) => subject.oids.includes(oid))
    .map((approval) => {
      const own = [approvalForSubject(request, approval, subject), rightOf(approval.by)]
      return { approval, ...together(own) }
    })
    .toSorted(leastFirst)
  const given = best ?? {
    approval: null,
    flaws: withoutApproval(request, approvals, subject),
    doubts: [],
  }
  const present = [...subject.present, request.requester, given.approval?.by ?? null]
  const unclear = circumstances.people.unclear(present.filter((one) => one !== null))
  const isOngoing = subject.at === circumstances.now && subject.at <= request.longest
  const lacksApproval = given.approval === null || given.approval.flaws.length > 0
  return {
    ...{ request, subject, approval: given.approval },
    flaws: [...flaws, ...given.flaws],
    doubts: [...request.doubts, ...asking.doubts, ...given.doubts, ...subject.doubts, ...unclear],
    isApprovable: flaws.length === 0 && isOngoing && lacksApproval,
  }
}

const together = (all: readonly Problems[]): Problems => ({
  flaws: all.flatMap(({ flaws }) => flaws),
  doubts: all.flatMap(({ doubts }) => doubts),
})

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

function weighed(one: Weighing, terms: Terms): WeighedRequest {
  const { issue, form } = one.request
  const about = {
    ...{ issue: issue.number, isOpen: issue.closedAt === null, rules: form.rules },
    areRulesKnown:
      form.rules.length > 0 && form.rules.every((id) => terms.rules.known.includes(id)),
  }
  const { requester } = one.request
  const approver = one.approval?.by ?? null
  if (!isValid(one) || requester === null || one.approval === null || approver === null) {
    return { ...about, isValid: false, obstacle: obstacleOf(one, terms) }
  }
  const { gate, pull, environment, run } = one.subject
  const { oid, until } = one.approval
  const reconcile = one.subject.reconcile(terms)
  return {
    ...{ ...about, isValid: true },
    text: `Waived until ${until} by break-glass #${issue.number}, which ${requester.name} asked for and ${approver.name} approved.`,
    remedy: `Have break-glass #${issue.number} reconciled ${reconcile}.`,
    waiver: {
      ...{ issue: issue.number, url: issue.url, gate, oid, pull, environment, run, until },
      ...{ requester: requester.account.login, approver: approver.account.login, reconcile },
    },
  }
}

function obstacleOf(one: Weighing, terms: Terms): Obstacle {
  const { request, approval, subject, flaws, doubts } = one
  const { requester, issue } = request
  const people = [requester, approval?.by ?? null].flatMap((person) => person?.account.login ?? [])
  const about = { people, commits: subject.oids.slice(0, 1) }
  const which = requester === null ? `#${issue.number}` : `#${issue.number} by ${requester.name}`
  if (flaws.length > 0) {
    const message = `Break-glass ${which} is not valid: ${flawsIn(flaws)}`
    return { ...about, outcome: 'violated', message, ...advised([remedyOf(one, terms)]) }
  }
  const message = `It is unknown whether break-glass ${which} is valid: ${doubtReasons(doubts)}.`
  return { ...about, outcome: 'undetermined', message, ...doubtAdvice(doubts) }
}

/** Each is a sentence; of more than two, the first is said. */
const flawsIn = (flaws: readonly string[]): string =>
  flaws.length > 2 ? `${flaws[0]} (And ${flaws.length - 1} more.)` : flaws.join(' ')

/** What to do so that it holds; where the approval alone is missing, that. */
function remedyOf(
  { request, subject, isApprovable }: Weighing,
  { approvers, uninvolved }: Terms,
): Remedy {
  const { number } = request.issue
  const [oid] = subject.oids
  if (oid === undefined || !isApprovable) {
    return { kind: 'break-glass', who: uninvolved([]), what: { act: 'close', issue: number } }
  }
  const involved = [...subject.present, ...(request.requester === null ? [] : [request.requester])]
  const others = approvers.besides(involved.map(({ account }) => account))
  return others === null
    ? nothingHelps('Nobody else may approve it: add an approver to the policy.')
    : { kind: 'break-glass', who: others, what: { act: 'approve', issue: number, commit: oid } }
}
