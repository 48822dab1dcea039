// independent-approval: as many approvals count as the policy demands.

import { areHandsKnown } from '../duties/contributors.ts'
import { counting, listed, possibleApprovals } from '../duties/roster.ts'
import { exceptionToAdd } from '../findings/exception-to-add.ts'
import { type ChangeRule, isShort, reasonsOf } from './support/case.ts'

export const independentApproval: ChangeRule = (judged) => {
  const { change, approvals, policy } = judged
  const { required } = policy.approvals
  if (!change.reviews.known) return { outcome: 'undetermined', message: 'The reviews are unknown.' }

  const names = approvals.counted.map(({ person }) => person.name)
  const people = approvals.counted.map(({ person }) => person.account.login)
  if (!isShort(judged)) {
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
