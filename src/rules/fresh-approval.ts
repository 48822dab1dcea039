// fresh-approval: no approval had to be set aside because the change moved on after it.
import { short, shortageRule } from './support/case.ts'

export const freshApproval = shortageRule('stale', {
  satisfied: 'No approval is outdated.',
  isKnown: ({ change }) => change.baseChanges.known,
  unknown: 'Whether the base was changed is unknown.',
  remedy: ({ change: { pull } }) => `Ask for a new review of ${short(pull.head.oid)}.`,
})
