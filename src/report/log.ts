// The verdict in the runner's log, in groups that unfold.
import type { JudgedChange, Verdict } from '../rules/verdict.ts'
import { line } from './escape.ts'
import { changeLines, stepLines, verdictLines } from './plain.ts'
import { worstChangeFirst } from './ranking.ts'
import { factsOf, sourceLine } from './sources.ts'

export interface LogGroup {
  readonly title: string
  /** None of them is a command to the runner. */
  readonly lines: readonly string[]
}

/** The verdict first, then change by change, worst first, down to the source of every fact. */
export function log(verdict: Verdict): readonly LogGroup[] {
  const groups = [
    { title: 'Verdict', lines: [...verdictLines(verdict), ...stepLines(verdict)] },
    ...worstChangeFirst(verdict.judged).flatMap(changeGroups),
  ]
  return groups.map(({ title, lines }) => ({ title: line(title), lines: lines.map(line) }))
}

function changeGroups(judged: JudgedChange): readonly LogGroup[] {
  const { change } = judged
  const groups = {
    ...changeLines(judged),
    'Where each fact came from': factsOf(change).map(sourceLine),
  }
  return Object.entries(groups).map(([title, lines]) => ({
    title: `#${change.pull.number}: ${title}`,
    lines,
  }))
}
