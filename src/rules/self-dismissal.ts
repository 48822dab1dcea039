// self-dismissal: nobody who had a hand in the change dismissed a review that asked for changes.

import { areContributorsKnown } from '../duties/contributors.ts'
import { deedsOf } from '../duties/evidence.ts'
import { contributions, holders } from '../duties/roster.ts'
import { listed } from '../duties/sentence.ts'
import type { Answer } from '../findings/finding.ts'
import { sponsorGaps } from './support/agents-at-work.ts'
import type { Case } from './support/case.ts'

export function selfDismissal(judged: Case): Answer {
  const { change, roster } = judged
  if (!change.dismissals.known) {
    return { outcome: 'undetermined', message: 'Who dismissed reviews is unknown.' }
  }
  const objections = change.dismissals.value.filter(({ was }) => was === 'CHANGES_REQUESTED')
  if (objections.length === 0) {
    return { outcome: 'not-applicable', message: 'No review that asked for changes was dismissed.' }
  }
  const both = holders(roster, 'dismisser').flatMap(({ person }) => {
    const hands = contributions(roster, person)
    return hands.length === 0 ? [] : [{ person, hands }]
  })
  if (both.length > 0) {
    const sentences = both.map(({ person, hands }) => {
      const did = listed(deedsOf(hands).map(({ text: told }) => told))
      return `${person.name} dismissed a review that asked for changes, and ${did}.`
    })
    return {
      outcome: 'violated',
      message: sentences.join(' '),
      remedy:
        'Open a new pull request, or have the policy record an exception; objections are lifted by the reviewer or by somebody who had no hand in the change.',
      people: both.map(({ person }) => person.account.login),
      beneficiaries: both.map(({ person }) => person),
    }
  }
  if (objections.some(({ by }) => by === null)) {
    const message = 'A review that asked for changes was dismissed by an account that is deleted.'
    return { outcome: 'undetermined', message }
  }
  if (!areContributorsKnown(change) || sponsorGaps(judged).length > 0) {
    return { outcome: 'undetermined', message: 'Who had a hand in the change is not wholly known.' }
  }
  const dismissers = holders(roster, 'dismisser').map(({ person }) => person)
  const message = `Dismissed by ${listed(dismissers.map(({ name }) => name))}, who had no hand in the change.`
  return { outcome: 'satisfied', message, people: dismissers.map(({ account }) => account.login) }
}
