// eligible-approver: no approval had to be set aside because its giver is not entitled to one.
import { shortageRule } from './support/case.ts'
import { outsiders } from './support/whom-to-ask.ts'

export const eligibleApprover = shortageRule('not-entitled', {
  satisfied: 'Everybody who approved may do so.',
  isKnown: ({ change }) => change.reviews.known,
  unknown: 'The reviews are unknown.',
  remedies: (judged, missing) => [outsiders(judged, missing, 'person')],
})
