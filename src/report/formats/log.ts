// The verdict in the runner's log, in groups that a reader can unfold.
import type { Verdict } from '../../judge/verdict.ts'
import { breakGlassLines } from '../break-glass.ts'
import { controlLines, controlTitle } from '../controls.ts'
import { factsOf, sourceLine } from '../sources.ts'
import { headlineOf } from '../wording.ts'
import { line } from './escape.ts'
import { type Chapter, chapters, type Mode, stepLines, verdictLines } from './plain.ts'

export interface LogGroup {
  readonly title: string
  /** Made inert: none is a command to the runner. */
  readonly lines: readonly string[]
}

/** Outside the groups, which a reader finds folded. */
export const firstLine = (verdict: Verdict, mode: Mode): string => line(headlineOf(verdict, mode))

/** The verdict first, then change by change, worst first, down to the source of every fact. */
export function log(verdict: Verdict, mode: Mode = 'enforce'): readonly LogGroup[] {
  const requests = breakGlassLines(verdict)
  const controls = controlLines(verdict)
  const groups = [
    { title: 'Verdict', lines: [...verdictLines(verdict, mode), ...stepLines(verdict)] },
    ...(requests.length > 0 ? [{ title: 'Break-glass', lines: requests }] : []),
    ...chapters(verdict).flatMap(groupsOf),
    ...(controls.length > 0 ? [{ title: controlTitle, lines: controls }] : []),
  ]
  return groups.map(({ title, lines }) => ({ title: line(title), lines: lines.map(line) }))
}

function groupsOf({ name, sections, facts }: Chapter): readonly LogGroup[] {
  const groups = { ...sections, 'Where each fact came from': factsOf(facts).map(sourceLine) }
  return Object.entries(groups).map(([title, lines]) => ({ title: `${name}: ${title}`, lines }))
}
