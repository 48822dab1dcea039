// Who held which duty, one row a person; which approvals count, and why the others do not.
import { deedsOf, listed, short } from '../duties/evidence.ts'
import type { Approval, Duty, Holding, SetAside } from '../duties/roster.ts'
import { sameLogin } from '../facts/fact.ts'
import type { JudgedChange } from '../judge/verdict.ts'
import { firstOf, isBlocking } from './ranking.ts'

export interface PersonRow {
  /** Every name under which the person acted: the policy may join several accounts. */
  readonly who: string
  readonly duties: readonly Duty[]
  /** One line a duty. */
  readonly facts: readonly string[]
}

/** People whom a blocking finding names come first, so that a crowd of contributors cannot hide them. */
export function peopleRows({
  roster,
  findings,
}: Pick<JudgedChange, 'roster' | 'findings'>): readonly PersonRow[] {
  const named = new Set(findings.filter(isBlocking).flatMap(({ people }) => people.map(sameLogin)))
  const isNamed = ({ person }: Holding) => named.has(sameLogin(person.account.login))
  return [...Map.groupBy(roster.holdings, ({ person }) => person.key).values()]
    .toSorted((a, b) => Number(b.some(isNamed)) - Number(a.some(isNamed)))
    .map((held) => ({
      who: listed([...new Set(held.map(({ person }) => person.name))]),
      duties: held.map(({ duty }) => duty),
      facts: held.map(evidenceLine),
    }))
}

/** What GitHub vouches for comes first; a claim is called one. */
const evidenceLine = ({ duty, evidence }: Holding): string =>
  `${duty}: ${deedsOf(evidence)
    .map(({ text }) => text)
    .join('; ')}`

export interface ReviewerRow {
  readonly who: string
  /** The commit approved. */
  readonly commit: string
  /** Empty where the approval counts. */
  readonly reasons: readonly string[]
}

export const reviewerRows = ({ approvals }: JudgedChange): readonly ReviewerRow[] => [
  ...approvals.counted.map((approval) => ({ ...approved(approval), reasons: [] })),
  ...approvals.setAside.map((aside) => ({ ...approved(aside), reasons: reasonLines(aside) })),
]

/** Replaces the table where nobody approved: no reviews, or reviews that could not be read. */
export const whyNoReviewers = ({ change }: JudgedChange): string =>
  change.reviews.known ? 'None.' : 'The reviews are unknown.'

const reviewerName = (person: Approval['person']): string =>
  person?.name ?? 'an account that is deleted'

const approved = ({ person, review }: Approval) => ({
  who: reviewerName(person),
  commit: review.commit === null ? 'a commit that GitHub lost' : short(review.commit),
})

/** Shortened by kind, so that many contributions cannot hide that the approval is stale as well. */
function reasonLines({ person, reasons }: SetAside): readonly string[] {
  return [...Map.groupBy(reasons, ({ kind }) => kind)].flatMap(([kind, alike]) => {
    const subject = kind === 'contribution' ? reviewerName(person) : 'it'
    return firstOf(
      alike.map(({ why }) => `${subject} ${why}`),
      3,
      `of this kind (${kind})`,
    )
  })
}
