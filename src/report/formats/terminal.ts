// The verdict for a terminal: plain text in the order of the job summary.
import type { Verdict } from '../../judge/verdict.ts'
import { breakGlassLines } from '../break-glass.ts'
import { controlLines, controlTitle } from '../controls.ts'
import { indented, type Lines, printed } from './layout.ts'
import { chapters, stepLines, verdictLines } from './plain.ts'

/** Every line ends with a line feed. */
export function terminal(verdict: Verdict): string {
  const steps = stepLines(verdict)
  const requests = breakGlassLines(verdict)
  const controls = controlLines(verdict)
  return printed([
    ...verdictLines(verdict),
    ...(steps.length > 0 ? under('What to do now', steps) : []),
    ...(requests.length > 0 ? under('Break-glass', requests) : []),
    ...chapters(verdict).flatMap(({ heading, sections }) => [
      '',
      ...heading,
      ...Object.entries(sections).flatMap(([title, lines]) => under(title, lines)),
    ]),
    ...(controls.length > 0 ? under(controlTitle, controls) : []),
  ])
}

const under = (title: string, lines: Lines): Lines => ['', title, ...indented(lines)]
