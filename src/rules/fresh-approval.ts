// fresh-approval: no approval had to be set aside because the change moved on after it.
import { shortageRule } from './support/case.ts'

export const freshApproval = shortageRule('stale', {
  satisfied: 'No approval is outdated.',
  isKnown: ({ change }) => change.baseChanges.known,
  unknown: 'Whether the base was changed is unknown.',
  remedy: () => 'Ask for a new review.',
})
