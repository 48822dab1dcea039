// attributable-commits: every commit, push and the pull request itself lead to known accounts.
import { deedsOf } from '../duties/evidence.ts'
import { contributing } from '../duties/roster.ts'
import { listed } from '../duties/sentence.ts'
import type { Answer } from '../findings/finding.ts'
import type { Case } from './support/case.ts'

export function attributableCommits({ change, roster }: Case): Answer {
  const gaps = roster.unattributed.filter(({ duty }) => contributing.includes(duty))
  if (gaps.length > 0) {
    const deeds = deedsOf(gaps.map(({ evidence }) => ({ ...evidence, isClaim: false })))
    return {
      outcome: 'undetermined',
      message: `No account stands behind whoever ${listed(deeds.map(({ text: told }) => told))}.`,
      remedy:
        'Link the address of each commit to a GitHub account (Settings, Emails), or write the commit anew under one.',
      commits: deeds.flatMap(({ commits }) => commits),
    }
  }
  if (!change.commits.known || !change.formerHeads.known) {
    return { outcome: 'undetermined', message: 'The commits are unknown.' }
  }
  return { outcome: 'satisfied', message: 'Every commit leads to known accounts.' }
}
