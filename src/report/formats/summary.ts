// The job summary: what a reviewer understands in ten seconds, and an auditor afterwards.
import { short } from '../../duties/sentence.ts'
import type { JudgedChange, Verdict } from '../../judge/verdict.ts'
import { breakGlassParts } from '../break-glass.ts'
import { worstChangeFirst } from '../ranking.ts'
import { shippedChanges } from '../shipped.ts'
import { judgedHeads, meaningOf, nextSteps } from '../wording.ts'
import { bounded, type Part } from './bounded.ts'
import { deploymentParts } from './deployment-parts.ts'
import { code, markdown } from './escape.ts'
import { peoplePart, policyPart, reviewersPart, rulesPart, unknownPart } from './summary-parts.ts'

const signs = { pass: '✅', 'pass-with-exception': '🟡', fail: '❌', undetermined: '❔' } as const

/** GitHub drops a summary above 1 MiB and leaves the step green: this keeps well below. */
const roomiest = 1_000_000

/** Markdown of at most `limit` bytes of UTF-8. */
export function summary(verdict: Verdict, { limit = roomiest } = {}): string {
  const judged = markdown(`Judged: ${judgedHeads(verdict)}.`)
  const title = `## ${signs[verdict.word]} ${verdict.word}: ${meaningOf(verdict)} ${judged}\n`
  return bounded(
    title,
    [...stepsPart(verdict), ...breakGlassParts(verdict), ...judgedParts(verdict)],
    limit,
  )
}

function judgedParts(verdict: Verdict): readonly Part[] {
  const { judged, deployment } = verdict
  if (deployment !== null) {
    const changes = shippedChanges(verdict)
    const detailed = changes.filter(({ findings }) => findings.length > 0)
    return [...deploymentParts(verdict, deployment, changes), ...detailed.flatMap(shippedParts)]
  }
  // Where no change could be read the findings stand alone: they say why.
  return judged.length > 0 ? worstChangeFirst(judged).flatMap(changeParts) : [rulesPart(verdict)]
}

function stepsPart(verdict: Verdict): readonly Part[] {
  const rows = nextSteps(verdict).map(
    ({ why, what }) => `- **${markdown(why)}**: ${markdown(what)}`,
  )
  return rows.length === 0 ? [] : [{ head: '\n### What to do now\n', rows, noun: 'steps' }]
}

const changeParts = (judged: JudgedChange): readonly Part[] => [
  changePart(judged),
  peoplePart(judged),
  reviewersPart(judged),
  rulesPart(judged),
  policyPart(judged),
  unknownPart(judged.change, judged.roster),
]

/** The policy is told once for all that is deployed. */
const shippedParts = (judged: JudgedChange): readonly Part[] => [
  changePart(judged),
  peoplePart(judged),
  reviewersPart(judged),
  rulesPart(judged),
  unknownPart(judged.change, judged.roster),
]

function changePart({ change: { pull } }: JudgedChange): Part {
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
