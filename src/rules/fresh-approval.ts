// fresh-approval: no approval had to be set aside because the change moved on after it.
import { shortageRule } from './support/case.ts'
import { reviewers } from './support/whom-to-ask.ts'

export const freshApproval = shortageRule('stale', {
  satisfied: 'No approval is outdated.',
  isKnown: ({ change }) => change.baseChanges.known,
  unknown: 'Whether the base was changed is unknown.',
  remedies: (judged, missing) => [reviewers(judged, missing)],
})
