// A verdict in plain lines, for logs and terminals, which make each line inert.
import { counting } from '../../duties/evidence.ts'
import type { Finding, JudgedChange, JudgedDeployment, Verdict } from '../../judge/verdict.ts'
import { shipmentSentences } from '../deployment.ts'
import { allFileProblems, fileProblems, policyUsed, problemLine } from '../policy-lines.ts'
import { messageWithin, worstChangeFirst, worstFirst } from '../ranking.ts'
import {
  changeRow,
  peopleRows,
  reviewerRows,
  shippedChanges,
  unreviewedRows,
  whyNoChanges,
  whyNoReviewers,
} from '../rows.ts'
import { unknowns } from '../sources.ts'
import { headlineOf, judgedHeads, type Mode, nextSteps } from '../wording.ts'
import { indented, type Lines, orElse } from './layout.ts'

export type { Mode }

/** Lines under titles, in the order of the job summary. */
type Sections = Readonly<Record<string, Lines>>

/** A change or the deployment: what it is, how it was judged, and on which facts. */
export interface Chapter {
  readonly name: string
  readonly heading: Lines
  readonly sections: Sections
  readonly facts: object
}

/** The verdict; where no change could be read, why. */
export const verdictLines = (verdict: Verdict, mode: Mode = 'enforce'): Lines => [
  headlineOf(verdict, mode),
  `Judged: ${judgedHeads(verdict)}.`,
  ...(verdict.judged.length > 0 || verdict.deployment !== null ? [] : findingLines(verdict)),
]

export const stepLines = (verdict: Verdict): Lines =>
  nextSteps(verdict).map(({ why, what }) => `${why}: ${what}`)

/** The deployment, then its changes with open findings; or every change of a merge. The worst come first. */
export function chapters(verdict: Verdict): readonly Chapter[] {
  const { judged, deployment } = verdict
  if (deployment === null) {
    return worstChangeFirst(judged).map((one) => changeChapter(one, linesOfChange(one)))
  }
  const changes = shippedChanges(verdict)
  const { sha, environment } = deployment.deployment
  return [
    {
      name: 'Deployment',
      heading: [`Deployment of ${sha} to ${environment}`],
      sections: linesOfDeployment(verdict, deployment, changes),
      facts: deployment.deployment,
    },
    ...changes
      .filter(({ findings }) => findings.length > 0)
      .map((one) => changeChapter(one, linesOfShipped(one))),
  ]
}

function changeChapter({ change }: JudgedChange, sections: Sections): Chapter {
  const { number, title, head, base } = change.pull
  const heading = [`#${number} ${title}`, `Head ${head.oid} into ${base.branch}`]
  return { name: `#${number}`, heading, sections, facts: change }
}

const linesOfChange = (judged: JudgedChange): Sections => ({
  'Who held which duty': orElse(holderLines(judged), ['Nobody that is known.']),
  Approvals: orElse(reviewerLines(judged), [whyNoReviewers(judged)]),
  Rules: orElse(findingLines(judged), ['None was judged.']),
  Policy: [policyUsed(judged.policy), ...fileProblems(judged).map(problemLine)],
  'Missing data': orElse(unknowns(judged.change, judged.roster), ['None.']),
})

/** The deployment names its policy once for all changes. */
function linesOfShipped(judged: JudgedChange): Sections {
  const { Policy, ...sections } = linesOfChange(judged)
  return sections
}

function linesOfDeployment(
  verdict: Verdict,
  shipped: JudgedDeployment,
  changes: readonly JudgedChange[],
): Sections {
  const { deployment, roster, policy, policyAtStart } = shipped
  const { findings } = verdict
  const past = unreviewedLines(shipped)
  return {
    'What would be shipped': shipmentSentences(shipped, changes),
    'Who held which duty': orElse(holderLines({ roster, findings }), ['Nobody that is known.']),
    Changes: orElse(changes.map(changeLine), [whyNoChanges(deployment)]),
    ...(past.length > 0 ? { 'Commits without review': past } : {}),
    Rules: orElse(findingLines({ findings: findings.map(naming) }), ['None was judged.']),
    Policy: [
      policyUsed(policy),
      `For changes to the control plane: ${policyUsed(policyAtStart)}`,
      ...allFileProblems(verdict).map(problemLine),
    ],
    'Missing data': orElse(unknowns(deployment, roster), ['None.']),
  }
}

const holderLines = (judged: Pick<JudgedChange, 'roster' | 'findings'>): Lines =>
  peopleRows(judged).flatMap(({ who, duties, facts }) => [
    `${who}: ${duties.join(', ')}`,
    ...indented(facts),
  ])

const reviewerLines = (judged: JudgedChange): Lines =>
  reviewerRows(judged).flatMap(({ who, commit, reasons }) => [
    `${who}, of ${commit}: ${reasons.length === 0 ? 'counts' : 'set aside'}`,
    ...indented(reasons),
  ])

const findingLines = ({ findings }: Pick<JudgedChange, 'findings'>): Lines =>
  worstFirst(findings).map((finding) => {
    const { rule, message, paths } = finding
    const touched = paths.length === 0 ? '' : ` [${counting(paths.length, 'path')}]`
    return `${outcomeOf(finding)}: ${rule}: ${message}${touched}`
  })

/** "violated (warn)". */
const outcomeOf = ({ outcome, enforcement }: Finding): string =>
  enforcement === 'enforce' ? outcome : `${outcome} (${enforcement})`

function changeLine(judged: JudgedChange): string {
  const { number, title, author, mergedBy, approvedBy, deciding, why } = changeRow(judged)
  const change = `#${number} ${title} (by ${author}, merged by ${mergedBy}, approved by ${approvedBy})`
  return deciding === null
    ? `settled: ${change}`
    : `${outcomeOf(deciding)}: ${change}: ${deciding.rule}: ${why}`
}

const unreviewedLines = ({ deployment }: JudgedDeployment): Lines =>
  unreviewedRows(deployment).map(
    ({ oid, author, pushedBy, why }) =>
      `${oid} ${why} (author by git's word ${author}, pushed by ${pushedBy})`,
  )

const naming = (finding: Finding): Finding =>
  finding.pull === null
    ? finding
    : { ...finding, message: `#${finding.pull}: ${messageWithin(finding)}` }
