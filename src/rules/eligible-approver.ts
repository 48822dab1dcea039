// eligible-approver: no approval had to be set aside because its giver is not entitled to one.
import { approvalBy, shortageRule } from './support/case.ts'

export const eligibleApprover = shortageRule('not-entitled', {
  satisfied: 'Everybody who approved may do so.',
  isKnown: ({ change }) => change.reviews.known,
  unknown: 'The reviews are unknown.',
  remedy: (judged) => approvalBy('a person with write access', judged),
})
