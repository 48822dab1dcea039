// The job summary: what a reviewer understands in ten seconds, and an auditor afterwards.
import { short } from '../../duties/evidence.ts'
import type { JudgedChange, Verdict } from '../../judge/verdict.ts'
import { breakGlassSections } from '../break-glass.ts'
import { isBlocking, worstChangeFirst } from '../ranking.ts'
import { shippedChanges } from '../rows.ts'
import { headlineOf, judgedHeads, type Mode, nextSteps } from '../wording.ts'
import { code, markdown } from './escape.ts'
import { linkerFor, type Place } from './links.ts'
import { bounded, type Section } from './markdown.ts'
import {
  changeSections,
  deploymentSections,
  rulesSection,
  shippedSections,
} from './summary-sections.ts'

export type { Place }

const signs = { pass: '✅', 'pass-with-exception': '🟡', fail: '❌', undetermined: '❔' } as const

/** Bytes. GitHub drops a summary above 1 MiB and leaves the step green. */
const roomiest = 1_000_000

/** Markdown of at most `limit` bytes of UTF-8. */
export function summary(
  verdict: Verdict,
  { limit = roomiest, mode = 'enforce' as Mode, place = null as Place | null } = {},
): string {
  const link = place === null ? (text: string): string => text : linkerFor(verdict, place)
  const sections = [
    ...stepsSection(verdict, place),
    ...breakGlassSections(verdict),
    ...judgedSections(verdict),
  ].map((section) => ({ ...section, head: link(section.head), rows: section.rows.map(link) }))
  return bounded(link(titleOf(verdict, mode)), sections, limit)
}

/** What a reader needs first: the headline, and what to do now. */
export const essence = (verdict: Verdict, mode: Mode, limit: number): string =>
  bounded(titleOf(verdict, mode), stepsSection(verdict), limit)

function titleOf(verdict: Verdict, mode: Mode): string {
  const judged = markdown(`Judged: ${judgedHeads(verdict)}.`)
  return `## ${signs[verdict.word]} ${markdown(headlineOf(verdict, mode))} ${judged}\n`
}

/** Of a gate that broke off: who was stopped looks here first. `said` is what happened and what to do. */
export const brokenSummary = (said: string): string =>
  `## ❔ undetermined: The gate stopped before it could judge.\n\n${markdown(said)}\n`

function judgedSections(verdict: Verdict): readonly Section[] {
  const { judged, deployment, findings } = verdict
  if (deployment !== null) {
    const changes = shippedChanges(verdict)
    const detailed = changes.filter((one) => one.findings.length > 0)
    return [
      ...deploymentSections(verdict, deployment, changes),
      ...detailed.flatMap((one) => [headSection(one), ...shippedSections(one)]),
    ]
  }
  // Where no change could be read, the findings say why.
  if (judged.length === 0) return [rulesSection(findings)]
  return worstChangeFirst(judged).flatMap((one) => [headSection(one), ...changeSections(one)])
}

function stepsSection(verdict: Verdict, place: Place | null = null): readonly Section[] {
  const rows = nextSteps(verdict).map(
    ({ why, what }) => `- **${markdown(why)}**: ${markdown(what)}`,
  )
  if (rows.length === 0) return []
  // No approval helps what is merged.
  const isOpen = verdict.judged.every(({ change }) => change.pull.mergedAt === null)
  const awaits = verdict.findings.some((one) => isBlocking(one) && one.awaitsApproval)
  const again =
    place !== null && isOpen && awaits
      ? [`- Once it is approved, [run this job again](${place.run}) if the review did not.`]
      : []
  return [{ head: '\n### What to do now\n', rows: [...rows, ...again], noun: 'steps' }]
}

function headSection({ change: { pull } }: JudgedChange): Section {
  const { head, base } = pull
  const from = `${head.repository ?? 'a repository that is gone'}:${head.branch}`
  const opener = pull.author?.login ?? 'an account that is deleted'
  const about = [
    `Head ${code(head.oid)} of ${code(from)}`,
    `into ${code(base.branch)} at ${code(short(base.oid))}`,
    `opened by ${markdown(opener)}, ${pull.state.toLowerCase()}`,
  ]
  const title = `\n### #${pull.number} ${markdown(pull.title)}\n`
  return { head: `${title}\n${about.join(', ')}.`, rows: [], noun: 'lines' }
}
