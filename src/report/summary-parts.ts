// The parts of a change's section in the job summary, as tables and lists of Markdown.
import type { Finding } from '../rules/finding.ts'
import type { JudgedChange } from '../rules/verdict.ts'
import type { Part } from './bounded.ts'
import { code, markdown } from './escape.ts'
import { peopleRows } from './people.ts'
import { fileProblems, policyUsed, problemLine } from './policy-used.ts'
import { isSettled, worstFirst } from './ranking.ts'
import { reviewerRows, withoutReviewers } from './reviewers.ts'
import { unknowns } from './sources.ts'
import { firstOf } from './wording.ts'

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const heading = (title: string): string => `\n#### ${title}\n`

interface Table {
  readonly title: string
  readonly columns: readonly string[]
  /** Markdown, made inert. */
  readonly cells: readonly (readonly string[])[]
  readonly noun: string
  /** What is said where there are no rows. */
  readonly otherwise: string
}

function table({ title, columns, cells, noun, otherwise }: Table): Part {
  if (cells.length === 0) return { head: `${heading(title)}\n${otherwise}`, rows: [], noun }
  const rule = columns.map(() => '---')
  return { head: `${heading(title)}\n${row(columns)}\n${row(rule)}`, rows: cells.map(row), noun }
}

const listing = (items: readonly string[]): string => items.map(markdown).join('<br>')

/** Person, duties, and the facts that show them. */
export const peoplePart = (judged: JudgedChange): Part =>
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
    cells: worstFirst(findings).map((finding) => [
      code(finding.rule),
      `${sign(finding)} ${finding.outcome}`,
      finding.enforcement === 'enforce' ? 'enforce' : `**${finding.enforcement}**`,
      why(finding),
    ]),
    noun: 'rules',
    otherwise: 'None was judged.',
  })

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
    said: markdown(policyUsed(judged)),
    items: fileProblems(judged).map(problemLine),
    noun: 'problems',
  })

export function unknownPart(judged: JudgedChange): Part {
  const items = unknowns(judged)
  const said = items.length === 0 ? 'Nothing: every fact was had.' : 'The verdict does without:'
  return list({ title: 'Not known', said, items, noun: 'facts' })
}

interface List {
  readonly title: string
  readonly said: string
  readonly items: readonly string[]
  readonly noun: string
}

const list = ({ title, said, items, noun }: List): Part => ({
  head: `${heading(title)}\n${said}${items.length > 0 ? '\n' : ''}`,
  rows: items.map((item) => `- ${markdown(item)}`),
  noun,
})
