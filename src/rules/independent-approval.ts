// independent-approval: as many approvals count as the policy demands.

import { areHandsKnown } from '../duties/contributors.ts'
import { counting, listed, possibleApprovals } from '../duties/roster.ts'
import { exceptionToAdd } from '../findings/exception-to-add.ts'
import { type ChangeRule, reasonsOf, shortageOf } from './support/case.ts'

/** In every report, since nobody but the author has seen such a change. */
const noneDemanded = 'The policy demands no approval of this change.'

export const independentApproval: ChangeRule = (judged) => {
  const { change, approvals } = judged
  const { required, least } = approvals.demanded
  if (!change.reviews.known) return { outcome: 'undetermined', message: 'The reviews are unknown.' }

  const names = approvals.counted.map(({ person }) => person.name)
  const people = approvals.counted.map(({ person }) => person.account.login)
  const shortage = shortageOf(judged)
  if (shortage === 'none') {
    if (required === 0) return { outcome: 'satisfied', message: noneDemanded, people }
    if (!areHandsKnown(judged) || !change.baseChanges.known) {
      const message = 'Whether the approvals are independent and fresh is not wholly known.'
      return { outcome: 'undetermined', message, people }
    }
    const message = `${counting(names.length, 'approval')} of ${required} demanded: ${listed(names)}.`
    return { outcome: 'satisfied', message, people }
  }
  const possible = possibleApprovals(approvals)
  if (names.length + possible.length >= required) {
    return {
      outcome: 'undetermined',
      message: `${counting(names.length, 'approval')} of ${required} certainly ${names.length === 1 ? 'counts' : 'count'}. ${approvals.setAside.map((one) => `Uncertain: ${reasonsOf(one)}.`).join(' ')}`,
      remedy: exceptionToAdd('independent-approval', judged),
      people: [...people, ...possible.map(({ person }) => person.account.login)],
      isCoverable: true,
    }
  }
  if (shortage === 'possible') {
    return {
      outcome: 'undetermined',
      message: `${counting(names.length, 'approval')} of ${required}. Whether the policy demands ${required} or ${least} of this change is unknown: its files, lines or authors are not wholly known.`,
      remedy: `Ask for ${counting(required - names.length, 'more approval')} of the latest commit by people who did not contribute to the change.`,
      people,
    }
  }
  const verb = names.length === 1 ? 'counts' : 'count'
  const by = names.length === 0 ? '' : ` (${listed(names)})`
  const because = approvals.setAside.map((one) => ` Set aside: ${reasonsOf(one)}.`).join('')
  const missing = required - names.length
  return {
    outcome: 'violated',
    message: `${counting(names.length, 'approval')} of ${required} ${verb}${by}.${because}`,
    remedy: `${counting(missing, 'more approval')} of the head ${missing === 1 ? 'is' : 'are'} needed, by people who had no hand in the change.`,
    people: [
      ...people,
      ...approvals.setAside.flatMap(({ person }) => (person ? [person.account.login] : [])),
    ],
  }
}
