// self-approval: nobody who had a hand in the change is needed to approve it.
import { shortageRule } from './shortage.ts'

export const selfApproval = shortageRule('contribution', {
  satisfied: 'Nobody who had a hand in the change approved it.',
  remedy: 'Ask somebody who neither wrote, committed nor pushed any of it to approve the head.',
})
