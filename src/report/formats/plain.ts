// A verdict in plain lines, for logs and terminals. Whoever prints them makes each line inert.
import { counting } from '../../duties/sentence.ts'
import type { Finding } from '../../findings/finding.ts'
import type { JudgedChange, Verdict } from '../../judge/verdict.ts'
import { peopleRows } from '../people.ts'
import { fileProblems, policyUsed, problemLine } from '../policy-used.ts'
import { worstFirst } from '../ranking.ts'
import { reviewerRows, withoutReviewers } from '../reviewers.ts'
import { unknowns } from '../sources.ts'
import { judgedHeads, meaningOf, nextSteps } from '../wording.ts'

export type Lines = readonly string[]

export const or = (lines: Lines, otherwise: string): Lines =>
  lines.length > 0 ? lines : [otherwise]

const indented = (lines: Lines): Lines => lines.map((one) => `  ${one}`)

/** The verdict; where no change could be read, why. */
export const verdictLines = (verdict: Verdict): Lines => [
  `${verdict.word}: ${meaningOf(verdict)}`,
  `Judged: ${judgedHeads(verdict)}.`,
  ...(verdict.judged.length > 0 || verdict.deployment !== null ? [] : ruleLines(verdict)),
]

export const stepLines = (verdict: Verdict): Lines =>
  nextSteps(verdict).map(({ why, what }) => `${why}: ${what}`)

/** What was judged, and then how, under titles in the order of the job summary. */
export function changeLines(judged: JudgedChange): Readonly<Record<string, Lines>> {
  return {
    'Who held which duty': or(peopleLines(judged), 'Nobody that is known.'),
    Approvals: or(reviewerLines(judged), withoutReviewers(judged)),
    Rules: or(ruleLines(judged), 'None was judged.'),
    Policy: [policyUsed(judged.policy), ...fileProblems(judged).map(problemLine)],
    'Not known': or(unknowns(judged.change, judged.roster), 'Nothing: every fact was had.'),
  }
}

export const peopleLines = (judged: Pick<JudgedChange, 'roster' | 'findings'>): Lines =>
  peopleRows(judged).flatMap(({ who, duties, facts }) => [
    `${who}: ${duties.join(', ')}`,
    ...indented(facts),
  ])

const reviewerLines = (judged: JudgedChange): Lines =>
  reviewerRows(judged).flatMap(({ who, commit, reasons }) => [
    `${who}, of ${commit}: ${reasons.length === 0 ? 'counts' : 'set aside'}`,
    ...indented(reasons),
  ])

export const ruleLines = ({ findings }: Pick<JudgedChange, 'findings'>): Lines =>
  worstFirst(findings).map((finding) => {
    const { rule, message, paths } = finding
    const touched = paths.length === 0 ? '' : ` [${counting(paths.length, 'path')}]`
    return `${outcomeOf(finding)}: ${rule}: ${message}${touched}`
  })

/** "violated (warn)". */
export const outcomeOf = ({ outcome, enforcement }: Finding): string =>
  enforcement === 'enforce' ? outcome : `${outcome} (${enforcement})`
