// self-merge: nobody who had a hand in the change merged it, queued it or switched on its auto-merge.
import { deedsOf } from '../duties/evidence.ts'
import { contributions, holders } from '../duties/roster.ts'
import { listed } from '../duties/sentence.ts'
import type { Answer } from '../findings/finding.ts'
import type { Case } from './support/case.ts'

export function selfMerge({ change, roster }: Case): Answer {
  if (!change.mergers.known)
    return { outcome: 'undetermined', message: 'Who merged it is unknown.' }
  const mergers = holders(roster, 'merger')
  const both = mergers.filter(({ person }) => contributions(roster, person).length > 0)
  if (both.length > 0) {
    return {
      outcome: 'violated',
      message: both
        .map(({ person, evidence }) => {
          const deeds = deedsOf([...evidence, ...contributions(roster, person)])
          return `${person.name} ${listed(deeds.map(({ text: told }) => told))}.`
        })
        .join(' '),
      remedy: 'Let somebody who had no hand in a change merge it.',
      people: both.map(({ person }) => person.account.login),
      beneficiaries: both.map(({ person }) => person),
    }
  }
  if (roster.unattributed.some(({ duty }) => duty === 'merger')) {
    return { outcome: 'undetermined', message: 'It was merged by an account that is deleted.' }
  }
  if (mergers.length === 0) return { outcome: 'not-applicable', message: 'It is not merged.' }
  const message = `Merged by ${listed(mergers.map(({ person }) => person.name))}.`
  const people = mergers.map(({ person }) => person.account.login)
  return { outcome: 'satisfied', message, people }
}
