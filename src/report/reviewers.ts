// The approvals: which count, and every kind of reason why the others do not.
import type { Approval, SetAside } from '../duties/roster.ts'
import { short } from '../duties/sentence.ts'
import type { JudgedChange } from '../judge/verdict.ts'
import { firstOf } from './wording.ts'

export interface ReviewerRow {
  readonly who: string
  /** The commit approved. */
  readonly commit: string
  /** Empty where the approval counts. */
  readonly reasons: readonly string[]
}

export const reviewerRows = ({ approvals }: JudgedChange): readonly ReviewerRow[] => [
  ...approvals.counted.map((approval) => ({ ...approved(approval), reasons: [] })),
  ...approvals.setAside.map((aside) => ({ ...approved(aside), reasons: reasonsOf(aside) })),
]

/** What is said where nobody approved: no review is not the same as no answer. */
export const withoutReviewers = ({ change }: JudgedChange): string =>
  change.reviews.known ? 'None.' : 'The reviews are unknown.'

const nameOf = (person: Approval['person']): string => person?.name ?? 'an account that is deleted'

const approved = ({ person, review }: Approval) => ({
  who: nameOf(person),
  commit: review.commit === null ? 'a commit that GitHub lost' : short(review.commit),
})

/** Shortened by kind: many contributions must not push out that the approval is stale as well. */
function reasonsOf({ person, reasons }: SetAside): readonly string[] {
  return [...Map.groupBy(reasons, ({ kind }) => kind)].flatMap(([kind, alike]) => {
    const subject = kind === 'contribution' ? nameOf(person) : 'it'
    return firstOf(
      alike.map(({ why }) => `${subject} ${why}`),
      3,
      `of this kind (${kind})`,
    )
  })
}
