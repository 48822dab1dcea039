// self-approval: no contributor's approval is needed.

import { areHandsKnown } from '../duties/contributors.ts'
import { approvalBy, outsiders, shortageRule } from './support/case.ts'

export const selfApproval = shortageRule('contribution', {
  satisfied: 'No contributor approved the change.',
  isKnown: areHandsKnown,
  unknown: 'Not all contributors are known.',
  remedy: (judged) => approvalBy(outsiders(1), judged),
})
