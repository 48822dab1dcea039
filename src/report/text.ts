// The verdict for a terminal: the same order as the job summary, in plain text.
import type { JudgedChange, Verdict } from '../rules/verdict.ts'
import { line } from './escape.ts'
import { changeLines, stepLines, verdictLines } from './plain.ts'
import { worstChangeFirst } from './ranking.ts'

/** Whole lines, the last one ended. */
export function text(verdict: Verdict): string {
  const steps = stepLines(verdict)
  const lines = [
    ...verdictLines(verdict),
    ...(steps.length > 0 ? under('What to do now', steps) : []),
    ...worstChangeFirst(verdict.judged).flatMap(changeText),
  ]
  return lines.map((one) => `${line(one)}\n`).join('')
}

function changeText(judged: JudgedChange): readonly string[] {
  const { number, title, head, base } = judged.change.pull
  return [
    '',
    `#${number} ${title}`,
    `Head ${head.oid} into ${base.branch}`,
    ...Object.entries(changeLines(judged)).flatMap(([heading, lines]) => under(heading, lines)),
  ]
}

const under = (heading: string, lines: readonly string[]): readonly string[] => [
  '',
  heading,
  ...lines.map((one) => `  ${one}`),
]
