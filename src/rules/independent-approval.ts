// independent-approval: as many approvals count as the policy demands.

import {
  advised,
  areHandsKnown,
  type ChangeRule,
  listed,
  possibleApprovals,
  setAsideIn,
  shortageOf,
} from './support/case.ts'
import { outsiders } from './support/whom-to-ask.ts'

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
      const message = 'It is not known whether the approvals are independent and up to date.'
      return { outcome: 'undetermined', message, people }
    }
    const message = `${names.length} of ${required} required approvals: ${listed(names)}.`
    return { outcome: 'satisfied', message, people }
  }
  const by = names.length === 0 ? '' : ` (${listed(names)})`
  const have = `${names.length} of ${required} required approvals${by}`
  const advice = advised([outsiders(judged, required - names.length)])
  const possible = possibleApprovals(approvals)
  if (names.length + possible.length >= required) {
    return {
      outcome: 'undetermined',
      message: `${have}, as far as is certain.${setAsideIn(judged)}`,
      ...advice,
      people: [...people, ...possible.map(({ person }) => person.account.login)],
      isCoverable: true,
    }
  }
  if (shortage === 'possible') {
    const message = `${have}. Whether the policy demands ${required} or ${least} is unknown: not all files, lines or authors of the change are known.`
    return { outcome: 'undetermined', message, ...advice, people }
  }
  return {
    outcome: 'violated',
    awaitsApproval: true,
    message: `${have}.${setAsideIn(judged)}`,
    ...advice,
    people: [
      ...people,
      ...approvals.setAside.flatMap(({ person }) => (person ? [person.account.login] : [])),
    ],
  }
}
