// The sections of the job summary, tables and lists in Markdown: of a change, and of a deployment with its changes.
import type { Finding, JudgedChange, JudgedDeployment, Verdict } from '../../judge/verdict.ts'
import { shipmentSentences } from '../deployment.ts'
import {
  allFileProblems,
  type FileProblem,
  fileProblems,
  policyUsed,
  problemLine,
} from '../policy-lines.ts'
import { firstOf, isSettled, messageWithin, worstFirst } from '../ranking.ts'
import {
  type ChangeRow,
  changeRow,
  peopleRows,
  reviewerRows,
  unreviewedRows,
  whyNoChanges,
  whyNoReviewers,
} from '../rows.ts'
import { unknowns } from '../sources.ts'
import { chain, deedsIn } from './chain.ts'
import { code, markdown } from './escape.ts'
import { listing, listSection, type Section, tableSection } from './markdown.ts'

export const changeSections = (judged: JudgedChange): readonly Section[] => [
  ...pictureSection(chain(deedsIn(judged), judged.findings, judged.policy.policy)),
  peopleSection(judged),
  reviewersSection(judged),
  rulesSection(judged.findings),
  policySection(markdown(policyUsed(judged.policy)), fileProblems(judged)),
  unknownSection(unknowns(judged.change, judged.roster)),
]

/** The deployment names its policy once for all changes. */
export const shippedSections = (judged: JudgedChange): readonly Section[] => [
  peopleSection(judged),
  reviewersSection(judged),
  rulesSection(judged.findings),
  unknownSection(unknowns(judged.change, judged.roster)),
]

/** `changes` as `shippedChanges` returns them. */
export function deploymentSections(
  verdict: Verdict,
  shipped: JudgedDeployment,
  changes: readonly JudgedChange[],
): readonly Section[] {
  const { deployment, roster, policy, policyAtStart } = shipped
  const { findings } = verdict
  const atStart = policyUsed(policyAtStart)
  const used = `${markdown(policyUsed(policy))}<br>For changes to the control plane: ${markdown(atStart)}`
  return [
    rangeSection(shipped, changes),
    // Of the change that decides: a picture of them all would show nobody.
    ...pictureSection(
      chain([...changes.slice(0, 1).flatMap(deedsIn), ...roster.holdings], findings, policy.policy),
    ),
    peopleSection({ roster, findings }),
    shippedSection(shipped, changes),
    ...unreviewedSection(shipped),
    allRulesSection(findings),
    policySection(used, allFileProblems(verdict)),
    unknownSection(unknowns(deployment, roster)),
  ]
}

const pictureSection = (picture: string | null): readonly Section[] =>
  picture === null ? [] : [{ head: `\n${picture}`, rows: [], noun: 'lines' }]

/** Person, duties, and the facts that show them. */
const peopleSection = (judged: Pick<JudgedChange, 'roster' | 'findings'>): Section =>
  tableSection({
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
const reviewersSection = (judged: JudgedChange): Section =>
  tableSection({
    title: 'Approvals',
    columns: ['By', 'Of', 'Counts', 'Why not'],
    cells: reviewerRows(judged).map(({ who, commit, reasons }) => [
      markdown(who),
      markdown(commit),
      reasons.length === 0 ? '✅ counts' : '❌ set aside',
      listing(reasons),
    ]),
    noun: 'approvals',
    otherwise: whyNoReviewers(judged),
  })

/** Worst first. Rules that are switched off are listed too: an auditor must see them. */
export const rulesSection = (findings: readonly Finding[]): Section =>
  tableSection({
    title: 'Rules',
    columns: ['Rule', 'Outcome', 'Enforcement', 'Why'],
    cells: [...worstFirst(findings).filter(isTelling).map(ruleCells), ...silentCells(findings)],
    noun: 'rules',
    otherwise: 'None was judged.',
  })

/** What does not apply is only counted; what is switched off an auditor must see. */
const isTelling = ({ outcome, enforcement }: Finding): boolean =>
  outcome !== 'not-applicable' || enforcement === 'off'

function silentCells(findings: readonly Finding[]): readonly (readonly string[])[] {
  const silent = findings.filter((one) => !isTelling(one)).map(({ rule }) => code(rule))
  return silent.length === 0
    ? []
    : [[`${silent.length} more`, '➖ not-applicable', '', silent.join(', ')]]
}

/** One table for all changes: a rule that is settled everywhere has one row. */
const allRulesSection = (findings: readonly Finding[]): Section =>
  tableSection({
    title: 'Rules',
    columns: ['Rule', 'Of', 'Outcome', 'Enforcement', 'Why'],
    cells: worstFirst(findings).map((finding) => {
      const [rule, ...others] = ruleCells({ ...finding, message: messageWithin(finding) })
      return [rule, finding.pull === null ? 'all' : `#${finding.pull}`, ...others]
    }),
    noun: 'rules',
    otherwise: 'None was judged.',
  })

const ruleCells = (finding: Finding): [string, string, string, string] => [
  code(finding.rule),
  outcomeCell(finding),
  finding.enforcement === 'enforce' ? 'enforce' : `**${finding.enforcement}**`,
  why(finding),
]

const outcomeCell = (finding: Finding): string => `${sign(finding)} ${finding.outcome}`

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
const policySection = (said: string, problems: readonly FileProblem[]): Section =>
  listSection({ title: 'Policy', said, items: problems.map(problemLine), noun: 'problems' })

function unknownSection(items: readonly string[]): Section {
  const said = items.length === 0 ? 'None.' : 'The verdict does without:'
  return listSection({ title: 'Missing data', said, items, noun: 'facts' })
}

function rangeSection(shipped: JudgedDeployment, changes: readonly JudgedChange[]): Section {
  const { environment, sha } = shipped.deployment
  return {
    head: `\n### Deployment of ${code(sha)} to ${markdown(environment)}\n`,
    rows: shipmentSentences(shipped, changes).map((one) => `- ${markdown(one)}`),
    noun: 'lines',
  }
}

/** A settled change is one row; the details of the others follow further down. */
const shippedSection = (
  { deployment }: JudgedDeployment,
  changes: readonly JudgedChange[],
): Section =>
  tableSection({
    ...{ title: 'Changes', isOpen: true },
    columns: ['Change', 'Title', 'Author', 'Merged by', 'Approvals that count', 'Outcome', 'Why'],
    cells: changes
      .map(changeRow)
      .map((row) => [
        `#${row.number}`,
        ...[row.title, row.author, row.mergedBy, row.approvedBy].map(markdown),
        ...decidingCells(row),
      ]),
    noun: 'changes',
    otherwise: whyNoChanges(deployment),
  })

const decidingCells = ({ deciding, why }: ChangeRow): [string, string] =>
  deciding === null
    ? ['✅ settled', '']
    : [outcomeCell(deciding), `${code(deciding.rule)}: ${markdown(why)}`]

function unreviewedSection({ deployment }: JudgedDeployment): readonly Section[] {
  const rows = unreviewedRows(deployment)
  if (rows.length === 0) return []
  const cells = rows.map(({ oid, author, pushedBy, why }) => [
    code(oid),
    ...[author, pushedBy, why].map(markdown),
  ])
  const columns = ['Commit', 'Author (unverified)', 'Pushed by', 'Why']
  const title = 'Commits without review'
  return [tableSection({ title, isOpen: true, columns, cells, noun: 'commits', otherwise: '' })]
}
