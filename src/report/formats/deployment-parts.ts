// The deployment's section in the job summary: what ships, who ships it, and every change with its outcome.

import type { Finding } from '../../findings/finding.ts'
import type { JudgedChange, JudgedDeployment, Verdict } from '../../judge/verdict.ts'
import { readPolicy } from '../../policy/reading.ts'
import { deploymentLines } from '../deployment.ts'
import { allFileProblems, policyUsed, problemLine } from '../policy-used.ts'
import { worstFirst } from '../ranking.ts'
import { type ChangeRow, changeRow, unreviewedRows, withoutChanges } from '../shipped.ts'
import { saying } from '../wording.ts'
import type { Part } from './bounded.ts'
import { code, markdown } from './escape.ts'
import { list, table } from './markdown-parts.ts'
import { peoplePart, ruleCells, told, unknownPart } from './summary-parts.ts'

/** `changes` as they are shipped: the worst first, each with what is to be said against it. */
export const deploymentParts = (
  verdict: Verdict,
  shipped: JudgedDeployment,
  changes: readonly JudgedChange[],
): readonly Part[] => [
  rangePart(shipped, changes),
  peoplePart({ roster: shipped.roster, findings: verdict.findings }),
  changesPart(shipped, changes),
  ...unreviewedParts(shipped),
  allRulesPart(verdict),
  policyPart(verdict, shipped),
  unknownPart(shipped.deployment, shipped.roster),
]

function rangePart(shipped: JudgedDeployment, changes: readonly JudgedChange[]): Part {
  const { environment, sha } = shipped.deployment
  return {
    head: `\n### Deployment of ${code(sha)} to ${markdown(environment)}\n`,
    rows: deploymentLines(shipped, changes).map((one) => `- ${markdown(one)}`),
    noun: 'lines',
  }
}

/** A settled change is one row; the details of the others follow further down. */
const changesPart = ({ deployment }: JudgedDeployment, changes: readonly JudgedChange[]): Part =>
  table({
    title: 'Changes',
    columns: ['Change', 'Title', 'Author', 'Merged by', 'Approvals that count', 'Outcome', 'Why'],
    cells: changes
      .map(changeRow)
      .map((row) => [
        `#${row.number}`,
        ...[row.title, row.author, row.mergedBy, row.approvedBy].map(markdown),
        ...outcomeCells(row),
      ]),
    noun: 'changes',
    otherwise: withoutChanges(deployment),
  })

const outcomeCells = ({ deciding, why }: ChangeRow): [string, string] =>
  deciding === null
    ? ['✅ settled', '']
    : [told(deciding), `${code(deciding.rule)}: ${markdown(why)}`]

function unreviewedParts({ deployment }: JudgedDeployment): readonly Part[] {
  const rows = unreviewedRows(deployment)
  if (rows.length === 0) return []
  const cells = rows.map(({ oid, author, pushedBy, why }) => [
    code(oid),
    ...[author, pushedBy, why].map(markdown),
  ])
  const columns = ['Commit', 'Author (a claim)', 'Pushed by', 'Why']
  const title = 'Commits past review'
  return [table({ title, columns, cells, noun: 'commits', otherwise: '' })]
}

/** Once for all changes: what is settled everywhere is one row a rule. */
const allRulesPart = ({ findings }: Verdict): Part =>
  table({
    title: 'Rules',
    columns: ['Rule', 'Of', 'Outcome', 'Enforcement', 'Why'],
    cells: worstFirst(findings).map(cellsOf),
    noun: 'rules',
    otherwise: 'None was judged.',
  })

function cellsOf(finding: Finding): readonly string[] {
  const [rule, ...others] = ruleCells({ ...finding, message: saying(finding) })
  return [rule, finding.pull === null ? 'all' : `#${finding.pull}`, ...others]
}

function policyPart(verdict: Verdict, { deployment, policy }: JudgedDeployment): Part {
  const atStart = policyUsed(readPolicy(deployment.policyAtStart, policy.path))
  return list({
    title: 'Policy',
    said: `${markdown(policyUsed(policy))}<br>For changes to the control plane: ${markdown(atStart)}`,
    items: allFileProblems(verdict).map(problemLine),
    noun: 'problems',
  })
}
