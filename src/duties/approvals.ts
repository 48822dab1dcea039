// Which approvals count, and why the others do not.
import { type Change, type Review, valueOr } from '../facts/facts.ts'
import {
  type Approval,
  type Approvals,
  type CountedApproval,
  contributions,
  type Demanded,
  type Identify,
  type Person,
  proofsOf,
  type Reason,
  type Roster,
  type SetAside,
  short,
} from './roster.ts'
import { differenceSince } from './same-change.ts'

const decisive = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'])

/** Folds the reviews into one decision a person and weighs each approval. A comment decides nothing. */
export function assessApprovals(
  change: Change,
  roster: Roster,
  identify: Identify,
  demanded: Demanded,
): Approvals {
  const counted: CountedApproval[] = []
  const setAside: SetAside[] = []
  for (const { person, review } of latestDecisions(change, identify)) {
    if (review.state !== 'APPROVED') continue
    const reasons = [
      ...contributionReasons(roster, person),
      ...outdatedReasons(change, review, demanded),
      ...baseReasons(change, review),
      ...entitlementReasons(change, person, review),
      ...lateReasons(change, review),
    ]
    if (person !== null && reasons.length === 0) counted.push({ person, review })
    else setAside.push({ person, review, reasons })
  }
  return { demanded, counted, setAside }
}

/**
 * A later decision of the same person replaces an earlier one; a dismissed one revives nothing. A merged change is taken
 * as it stood at its merge: what came after it neither adds an approval nor takes one away.
 */
function latestDecisions(change: Change, identify: Identify): readonly Approval[] {
  const reviews = valueOr(change.reviews, []).map((review) => asAtMerge(change, review))
  const { mergedAt } = change.pull
  const latest = new Map<string, Approval>()
  for (const review of reviews.filter(({ state }) => decisive.has(state)).sort(inOrder)) {
    const person = review.by === null ? null : identify(review.by)
    const key = person?.key ?? `deleted ${review.id}`
    const isLate = mergedAt !== null && review.at >= mergedAt
    if (isLate && latest.get(key)?.review.state === 'APPROVED') continue
    latest.set(key, { person, review })
  }
  return [...latest.values()]
}

function asAtMerge({ pull: { mergedAt }, dismissals }: Change, review: Review): Review {
  if (mergedAt === null || review.state !== 'DISMISSED') return review
  const dismissal = valueOr(dismissals, []).find((one) => one.review === review.id)
  return dismissal !== undefined && dismissal.at >= mergedAt
    ? { ...review, state: dismissal.was }
    : review
}

/** By GitHub's own time; in the same second the approval is taken for the earlier one, so that doubt bars. */
const inOrder = (a: Review, b: Review): number =>
  a.at.localeCompare(b.at) ||
  Number(b.state === 'APPROVED') - Number(a.state === 'APPROVED') ||
  a.id.localeCompare(b.id)

function contributionReasons(roster: Roster, person: Person | null): readonly Reason[] {
  if (person === null) return []
  return proofsOf(contributions(roster, person)).map(({ text: told, commits }) => ({
    kind: 'contribution',
    why: told,
    commits,
  }))
}

const stale = (review: Review, why: string): Reason => ({
  ...{ kind: 'stale', why, commits: reviewed(review) },
})

function outdatedReasons(
  change: Change,
  review: Review,
  { freshness }: Demanded,
): readonly Reason[] {
  const { oid } = change.pull.head
  if (review.commit === null) return [stale(review, 'is for a commit that GitHub no longer has')]
  if (review.commit === oid) return []
  const given = `is for ${short(review.commit)}, the latest commit is ${short(oid)}`
  if (freshness === 'head') return [stale(review, given)]
  const difference = differenceSince(change, review.commit)
  return difference === null ? [] : [stale(review, `${given}; ${difference}`)]
}

/** What it was given for could mean something else on another base. */
function baseReasons({ pull, baseChanges }: Change, review: Review): readonly Reason[] {
  const change = valueOr(baseChanges, []).find(
    ({ at }) => at >= review.at && (pull.mergedAt === null || at < pull.mergedAt),
  )
  if (change === undefined) return []
  const how = change.how === 'force-pushed' ? 'was force-pushed' : 'became another branch'
  return [stale(review, `is older than ${change.at}, when the base ${how}`)]
}

function entitlementReasons(
  { pull }: Change,
  person: Person | null,
  review: Review,
): readonly Reason[] {
  const notEntitled = (why: string): Reason => ({
    kind: 'not-entitled',
    why,
    commits: reviewed(review),
  })
  if (person === null) {
    return [notEntitled('is by an account that is deleted')]
  }
  const reasons: Reason[] = []
  if (person.agent !== null) {
    reasons.push(notEntitled(`is by ${person.agent.what}: only people can approve`))
  } else if (review.canPush === null) {
    const why = 'is by somebody whose write access is unknown'
    reasons.push({ kind: 'rights-then', why, commits: reviewed(review) })
  } else if (!review.canPush && pull.mergedAt === null) {
    reasons.push(notEntitled('is by somebody without write access'))
  } else if (!review.canPush) {
    // GitHub tells the rights of now: what somebody could do at the merge, nobody can look up later.
    const why = 'is by somebody without write access now'
    reasons.push({ kind: 'rights-then', why, commits: reviewed(review) })
  }
  if (review.edited !== null) {
    const { by } = review.edited
    if (by === null) reasons.push(notEntitled('was edited by an account that is deleted'))
    else if (by.id !== person.account.id) {
      reasons.push(notEntitled(`was edited by somebody else, ${by.login}`))
    }
  }
  return reasons
}

function lateReasons({ pull }: Change, review: Review): readonly Reason[] {
  if (pull.mergedAt === null || review.at < pull.mergedAt) return []
  const why = `came at ${review.at}, after the merge at ${pull.mergedAt}`
  return [{ kind: 'after-merge', why, commits: reviewed(review) }]
}

const reviewed = ({ commit }: Review): readonly string[] => (commit === null ? [] : [commit])
