// What was judged: each change, or a deployment with what it ships, and who held which duty for it.
import type { JudgedChange, JudgedDeployment, Verdict } from '../../judge/verdict.ts'
import { shipmentSentences } from '../deployment.ts'
import { deedsIn } from '../formats/chain.ts'
import { worstChangeFirst } from '../ranking.ts'
import { changeRow, shippedChanges, unreviewedRows, whyNoChanges } from '../rows.ts'
import { chainSection, matrixSection } from './chain.ts'
import { type Html, html, lines, list, outcomeOf, section, table } from './elements.ts'
import { approvalsSection, peopleSection } from './people.ts'
import { deploymentEvents, eventsOf, timelineSection } from './timeline.ts'

/** The deployment, then its changes with open findings; or every change of a merge. */
export function subjectSections(verdict: Verdict, readAt: string): readonly Html[] {
  const { judged, deployment } = verdict
  if (deployment === null) {
    return worstChangeFirst(judged).map((one) =>
      section(2, titleOf(one), [
        headOf(one),
        chainSection(deedsIn(one), one.findings, one.policy.policy),
        matrixSection(deedsIn(one), one.findings.map(withoutPull), one.policy.policy),
        ...detailsOf(one, readAt),
      ]),
    )
  }
  const changes = shippedChanges(verdict)
  return [
    deploymentSection(verdict, deployment, changes, readAt),
    ...changes
      .filter(({ findings }) => findings.length > 0)
      .map((one) => section(2, titleOf(one), [headOf(one), ...detailsOf(one, readAt)])),
  ]
}

/** The section names the change. */
const withoutPull = (finding: Verdict['findings'][number]) => ({ ...finding, pull: null })

const detailsOf = (judged: JudgedChange, readAt: string): readonly Html[] => [
  peopleSection(judged),
  approvalsSection(judged),
  timelineSection(eventsOf(judged.change), readAt),
]

/** Letters that run from right to left stay within the title. */
const titleOf = ({ change: { pull } }: JudgedChange): Html =>
  html`#${pull.number} <bdi>${pull.title}</bdi>`

function headOf({ change: { pull } }: JudgedChange): Html {
  const { head, base, author, state, mergeCommit } = pull
  const opener = author?.login ?? 'an account that is deleted'
  const merged = mergeCommit === null ? '' : html`, merged as <code>${mergeCommit}</code>`
  return html`<p>Head <code>${head.oid}</code> of <code>${head.repository ?? 'a repository that is gone'}:${head.branch}</code> into <code>${base.branch}</code> at <code>${base.oid}</code>, opened by ${opener}, ${state.toLowerCase()}${merged}.</p>`
}

function deploymentSection(
  verdict: Verdict,
  shipped: JudgedDeployment,
  changes: readonly JudgedChange[],
  readAt: string,
): Html {
  const { deployment, roster, policy } = shipped
  const { findings } = verdict
  // The chain is of the change that decides: one of them all would show nobody.
  const chained = [...changes.slice(0, 1).flatMap(deedsIn), ...roster.holdings]
  const all = [...changes.flatMap(deedsIn), ...roster.holdings]
  return section(
    2,
    html`Deployment of ${deployment.sha.slice(0, 7)} to <bdi>${deployment.environment}</bdi>`,
    [
      list(shipmentSentences(shipped, changes), ''),
      chainSection(chained, findings, policy.policy),
      matrixSection(all, findings, policy.policy),
      peopleSection({ roster, findings }),
      changesSection(shipped, changes),
      ...unreviewedSection(shipped),
      timelineSection(deploymentEvents(deployment, changes), readAt),
    ],
  )
}

function changesSection({ deployment }: JudgedDeployment, changes: readonly JudgedChange[]): Html {
  const rows = changes
    .map(changeRow)
    .map((row) => [
      `#${row.number}`,
      ...[row.title, row.author, row.mergedBy, row.approvedBy],
      row.deciding === null
        ? 'settled'
        : lines([outcomeOf(row.deciding), `${row.deciding.rule}: ${row.why}`]),
    ])
  const columns = ['Change', 'Title', 'Author', 'Merged by', 'Approvals that count', 'Outcome']
  const otherwise = whyNoChanges(deployment)
  return section(3, 'Changes', [table({ name: 'Changes', columns, rows, otherwise })])
}

function unreviewedSection({ deployment }: JudgedDeployment): readonly Html[] {
  const rows = unreviewedRows(deployment).map(({ oid, author, pushedBy, why }) => [
    ...[oid, author, pushedBy, why],
  ])
  const columns = ['Commit', 'Author (unverified)', 'Pushed by', 'Why']
  const title = 'Commits without review'
  return rows.length === 0
    ? []
    : [section(3, title, [table({ name: title, columns, rows, otherwise: '' })])]
}
