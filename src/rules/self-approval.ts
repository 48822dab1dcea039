// self-approval: nobody who had a hand in the change is needed to approve it.

import { areContributorsKnown } from '../duties/contributors.ts'
import { sponsorGaps } from './support/agents-at-work.ts'
import { shortageRule } from './support/shortage.ts'

export const selfApproval = shortageRule('contribution', {
  satisfied: 'Nobody who had a hand in the change approved it.',
  isKnown: (judged) => areContributorsKnown(judged.change) && sponsorGaps(judged).length === 0,
  unknown: 'Who had a hand in the change is not wholly known.',
  remedy: 'Ask somebody who neither wrote, committed nor pushed any of it to approve the head.',
})
