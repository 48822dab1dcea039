// The parts of a change's section in the job summary, as tables and lists of Markdown.
import type { Roster } from '../../duties/roster.ts'
import type { Finding } from '../../findings/finding.ts'
import type { JudgedChange } from '../../judge/verdict.ts'
import { peopleRows } from '../people.ts'
import { fileProblems, policyUsed, problemLine } from '../policy-used.ts'
import { isSettled, worstFirst } from '../ranking.ts'
import { reviewerRows, withoutReviewers } from '../reviewers.ts'
import { unknowns } from '../sources.ts'
import { firstOf } from '../wording.ts'
import type { Part } from './bounded.ts'
import { code, markdown } from './escape.ts'
import { list, listing, table } from './markdown-parts.ts'

/** Person, duties, and the facts that show them. */
export const peoplePart = (judged: Pick<JudgedChange, 'roster' | 'findings'>): Part =>
  table({
    title: 'Who held which duty',
    columns: ['Person', 'Duties', 'What shows it'],
    cells: peopleRows(judged).map(({ who, duties, facts }) => [
      markdown(who),
      duties.join(', '),
      listing(facts),
    ]),
    noun: 'people',
    otherwise: 'Nobody that is known.',
  })

/** The approvals that count, and those set aside with every kind of reason. */
export const reviewersPart = (judged: JudgedChange): Part =>
  table({
    title: 'Approvals',
    columns: ['By', 'Of', 'Counts', 'Why not'],
    cells: reviewerRows(judged).map(({ who, commit, reasons }) => [
      markdown(who),
      markdown(commit),
      reasons.length === 0 ? '✅ counts' : '❌ set aside',
      listing(reasons),
    ]),
    noun: 'approvals',
    otherwise: withoutReviewers(judged),
  })

/** Worst first. A rule that stops nothing says so: an auditor must see what was switched off. */
export const rulesPart = ({ findings }: Pick<JudgedChange, 'findings'>): Part =>
  table({
    title: 'Rules',
    columns: ['Rule', 'Outcome', 'Enforcement', 'Why'],
    cells: worstFirst(findings).map(ruleCells),
    noun: 'rules',
    otherwise: 'None was judged.',
  })

/** The finding as cells: rule, outcome, enforcement, why. */
export const ruleCells = (finding: Finding): [string, string, string, string] => [
  code(finding.rule),
  told(finding),
  finding.enforcement === 'enforce' ? 'enforce' : `**${finding.enforcement}**`,
  why(finding),
]

/** The outcome with its sign. */
export const told = (finding: Finding): string => `${sign(finding)} ${finding.outcome}`

const signs = {
  violated: '❌',
  undetermined: '❔',
  excepted: '🟡',
  satisfied: '✅',
  'not-applicable': '➖',
} as const

function sign(finding: Finding): string {
  if (finding.enforcement === 'off') return '⚪'
  return finding.enforcement === 'warn' && !isSettled(finding) ? '🟠' : signs[finding.outcome]
}

function why(finding: Finding): string {
  if (isSettled(finding)) return markdown(finding.message)
  const paths = firstOf(finding.paths.map(code), 5, 'paths')
  return [markdown(finding.message), ...paths].join('<br>')
}

/** The policy used, and what is wrong with it and with CODEOWNERS. */
export const policyPart = (judged: JudgedChange): Part =>
  list({
    title: 'Policy',
    said: markdown(policyUsed(judged.policy)),
    items: fileProblems(judged).map(problemLine),
    noun: 'problems',
  })

export function unknownPart(of: object, roster: Roster): Part {
  const items = unknowns(of, roster)
  const said = items.length === 0 ? 'Nothing: every fact was had.' : 'The verdict does without:'
  return list({ title: 'Not known', said, items, noun: 'facts' })
}
