// A verdict in plain lines, for logs and terminals. Whoever prints them makes each line inert.
import { counting } from '../duties/sentence.ts'
import type { JudgedChange, Verdict } from '../rules/verdict.ts'
import { peopleRows } from './people.ts'
import { fileProblems, policyUsed, problemLine } from './policy-used.ts'
import { worstFirst } from './ranking.ts'
import { reviewerRows, withoutReviewers } from './reviewers.ts'
import { unknowns } from './sources.ts'
import { judgedHeads, meaning, nextSteps } from './wording.ts'

type Lines = readonly string[]

const or = (lines: Lines, otherwise: string): Lines => (lines.length > 0 ? lines : [otherwise])

const indented = (lines: Lines): Lines => lines.map((one) => `  ${one}`)

/** The verdict; where no change could be read, why. */
export const verdictLines = (verdict: Verdict): Lines => [
  `${verdict.word}: ${meaning[verdict.word]}`,
  `Judged: ${judgedHeads(verdict)}.`,
  ...(verdict.judged.length > 0 ? [] : ruleLines(verdict)),
]

export const stepLines = (verdict: Verdict): Lines =>
  nextSteps(verdict).map(({ why, what }) => `${why}: ${what}`)

/** What was judged, and then how, under titles in the order of the job summary. */
export function changeLines(judged: JudgedChange): Readonly<Record<string, Lines>> {
  return {
    'Who held which duty': or(peopleLines(judged), 'Nobody that is known.'),
    Approvals: or(reviewerLines(judged), withoutReviewers(judged)),
    Rules: or(ruleLines(judged), 'None was judged.'),
    Policy: [policyUsed(judged), ...fileProblems(judged).map(problemLine)],
    'Not known': or(unknowns(judged), 'Nothing: every fact was had.'),
  }
}

const peopleLines = (judged: JudgedChange): Lines =>
  peopleRows(judged).flatMap(({ who, duties, facts }) => [
    `${who}: ${duties.join(', ')}`,
    ...indented(facts),
  ])

const reviewerLines = (judged: JudgedChange): Lines =>
  reviewerRows(judged).flatMap(({ who, commit, reasons }) => [
    `${who}, of ${commit}: ${reasons.length === 0 ? 'counts' : 'set aside'}`,
    ...indented(reasons),
  ])

const ruleLines = ({ findings }: Pick<JudgedChange, 'findings'>): Lines =>
  worstFirst(findings).map(({ rule, outcome, enforcement, message, paths }) => {
    const mode = enforcement === 'enforce' ? '' : ` (${enforcement})`
    const touched = paths.length === 0 ? '' : ` [${counting(paths.length, 'path')}]`
    return `${outcome}${mode}: ${rule}: ${message}${touched}`
  })
