// Who held which duty and which approvals count, as tables.
import { peopleRows, reviewerRows, whyNoReviewers } from '../rows.ts'
import { alarm, type Html, lines, section, table } from './elements.ts'

export function peopleSection(judged: Parameters<typeof peopleRows>[0]): Html {
  const rows = peopleRows(judged).map(({ who, duties, facts }) => [
    who,
    duties.join(', '),
    lines(facts),
  ])
  const columns = ['Person', 'Duties', 'What shows it']
  const title = 'Who held which duty'
  const otherwise = 'Nobody that is known.'
  return section(3, title, [table({ name: title, columns, rows, otherwise })])
}

export function approvalsSection(judged: Parameters<typeof reviewerRows>[0]): Html {
  const rows = reviewerRows(judged).map(({ who, commit, reasons }) => [
    who,
    commit,
    reasons.length === 0 ? 'counts' : alarm('does not count'),
    lines(reasons),
  ])
  const columns = ['By', 'Of commit', 'Counts', 'Why not']
  const { required } = judged.approvals.demanded
  const counted = judged.approvals.counted.length
  const title = `Approvals: ${counted} of ${required} required`
  return section(3, title, [
    table({ name: 'Approvals', columns, rows, otherwise: whyNoReviewers(judged) }),
  ])
}
