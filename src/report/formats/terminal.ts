// The verdict for a terminal: the same order as the job summary, in plain text.
import type { JudgedChange, Verdict } from '../../judge/verdict.ts'
import { breakGlassLines } from '../break-glass.ts'
import { worstChangeFirst } from '../ranking.ts'
import { shippedChanges } from '../shipped.ts'
import { deploymentSections, shippedLines } from './deployment-plain.ts'
import { line } from './escape.ts'
import { changeLines, stepLines, verdictLines } from './plain.ts'

/** Whole lines, the last one ended. */
export function text(verdict: Verdict): string {
  const steps = stepLines(verdict)
  const breakGlass = breakGlassLines(verdict)
  const lines = [
    ...verdictLines(verdict),
    ...(steps.length > 0 ? under('What to do now', steps) : []),
    ...(breakGlass.length > 0 ? under('Break-glass', breakGlass) : []),
    ...judgedText(verdict),
  ]
  return lines.map((one) => `${line(one)}\n`).join('')
}

function judgedText(verdict: Verdict): readonly string[] {
  const { judged, deployment } = verdict
  if (deployment === null) {
    return worstChangeFirst(judged).flatMap((one) => changeText(one, changeLines(one)))
  }
  const { sha, environment } = deployment.deployment
  const detailed = shippedChanges(verdict).filter(({ findings }) => findings.length > 0)
  return [
    '',
    `Deployment of ${sha} to ${environment}`,
    ...sectionsText(deploymentSections(verdict, deployment)),
    ...detailed.flatMap((one) => changeText(one, shippedLines(one))),
  ]
}

function changeText(judged: JudgedChange, sections: Sections): readonly string[] {
  const { number, title, head, base } = judged.change.pull
  return [
    '',
    `#${number} ${title}`,
    `Head ${head.oid} into ${base.branch}`,
    ...sectionsText(sections),
  ]
}

type Sections = Readonly<Record<string, readonly string[]>>

const sectionsText = (sections: Sections): readonly string[] =>
  Object.entries(sections).flatMap(([heading, lines]) => under(heading, lines))

const under = (heading: string, lines: readonly string[]): readonly string[] => [
  '',
  heading,
  ...lines.map((one) => `  ${one}`),
]
