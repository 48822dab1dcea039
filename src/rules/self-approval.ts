// self-approval: no contributor's approval is needed.

import { areHandsKnown, shortageRule } from './support/case.ts'
import { outsiders } from './support/whom-to-ask.ts'

export const selfApproval = shortageRule('contribution', {
  satisfied: 'No contributor approved the change.',
  isKnown: areHandsKnown,
  unknown: 'Not all contributors are known.',
  remedies: (judged, missing) => [outsiders(judged, missing)],
})
