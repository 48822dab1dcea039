// eligible-approver: no approval had to be set aside because its giver is not entitled to one.
import { shortageRule } from './support/case.ts'

export const eligibleApprover = shortageRule('not-entitled', {
  satisfied: 'Everybody who approved is entitled to.',
  isKnown: ({ change }) => change.reviews.known,
  unknown: 'The reviews are unknown.',
  remedy: 'Ask a person who may push to the repository to approve the head.',
})
