// attributable-commits: every commit, push and the pull request itself lead to known accounts.
import { contributing } from '../duties/roster.ts'
import type { Case } from './case.ts'
import type { Answer } from './finding.ts'
import { listed } from './sentence.ts'

export function attributableCommits({ change, roster }: Case): Answer {
  const gaps = roster.unattributed.filter(({ duty }) => contributing.includes(duty))
  if (gaps.length > 0) {
    return {
      outcome: 'undetermined',
      message: `No account stands behind whoever ${listed(gaps.map(({ what }) => what))}.`,
      remedy:
        'Link the address of each commit to a GitHub account (Settings, Emails), or write the commit anew under one.',
      commits: [...new Set(gaps.flatMap(({ commit }) => (commit ? [commit] : [])))],
    }
  }
  if (!change.commits.known || !change.formerHeads.known) {
    return { outcome: 'undetermined', message: 'The commits are unknown.' }
  }
  return { outcome: 'satisfied', message: 'Every commit leads to known accounts.' }
}
