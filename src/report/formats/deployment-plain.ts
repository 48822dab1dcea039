// The deployment in plain lines, for logs and terminals. Whoever prints them makes each line inert.

import type { Finding } from '../../findings/finding.ts'
import type { JudgedChange, JudgedDeployment, Verdict } from '../../judge/verdict.ts'
import { readPolicy } from '../../policy/reading.ts'
import { deploymentLines } from '../deployment.ts'
import { allFileProblems, policyUsed, problemLine } from '../policy-used.ts'
import { changeRow, shippedChanges, unreviewedRows, withoutChanges } from '../shipped.ts'
import { unknowns } from '../sources.ts'
import { saying } from '../wording.ts'
import { changeLines, type Lines, or, outcomeOf, peopleLines, ruleLines } from './plain.ts'

type Sections = Readonly<Record<string, Lines>>

/** What ships and how it was judged, under titles in the order of the job summary. */
export function deploymentSections(verdict: Verdict, shipped: JudgedDeployment): Sections {
  const { deployment, roster, policy } = shipped
  const changes = shippedChanges(verdict)
  const { findings } = verdict
  const past = unreviewedLines(shipped)
  return {
    'What would be shipped': deploymentLines(shipped, changes),
    'Who held which duty': or(peopleLines({ roster, findings }), 'Nobody that is known.'),
    Changes: or(changes.map(rowLine), withoutChanges(deployment)),
    ...(past.length > 0 ? { 'Commits past review': past } : {}),
    Rules: or(ruleLines({ findings: findings.map(named) }), 'None was judged.'),
    Policy: [
      policyUsed(policy),
      `For changes to the control plane: ${policyUsed(readPolicy(deployment.policyAtStart, policy.path))}`,
      ...allFileProblems(verdict).map(problemLine),
    ],
    'Not known': or(unknowns(deployment, roster), 'Nothing: every fact was had.'),
  }
}

/** The policy is told once for all that is deployed. */
export function shippedLines(judged: JudgedChange): Sections {
  const { Policy, ...sections } = changeLines(judged)
  return sections
}

function rowLine(judged: JudgedChange): string {
  const { number, title, author, mergedBy, approvedBy, deciding, why } = changeRow(judged)
  const told = `#${number} ${title} (by ${author}, merged by ${mergedBy}, approved by ${approvedBy})`
  return deciding === null
    ? `settled: ${told}`
    : `${outcomeOf(deciding)}: ${told}: ${deciding.rule}: ${why}`
}

const unreviewedLines = ({ deployment }: JudgedDeployment): Lines =>
  unreviewedRows(deployment).map(
    ({ oid, author, pushedBy, why }) =>
      `${oid} ${why} (author by git's word ${author}, pushed by ${pushedBy})`,
  )

const named = (finding: Finding): Finding =>
  finding.pull === null ? finding : { ...finding, message: `#${finding.pull}: ${saying(finding)}` }
