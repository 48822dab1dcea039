// self-approval: nobody who had a hand in the change is needed to approve it.

import { areHandsKnown } from '../duties/contributors.ts'
import { catalogue } from '../policy/catalogue.ts'
import { shortageRule } from './support/case.ts'

export const selfApproval = shortageRule('contribution', {
  satisfied: 'Nobody who had a hand in the change approved it.',
  isKnown: areHandsKnown,
  unknown: 'Who had a hand in the change is not wholly known.',
  remedy: catalogue['self-approval'].remedy,
})
