// The verdict in the runner's log, in groups that unfold.
import type { JudgedChange, JudgedDeployment, Verdict } from '../../judge/verdict.ts'
import { breakGlassLines } from '../break-glass.ts'
import { worstChangeFirst } from '../ranking.ts'
import { shippedChanges } from '../shipped.ts'
import { factsOf, sourceLine } from '../sources.ts'
import { deploymentSections, shippedLines } from './deployment-plain.ts'
import { line } from './escape.ts'
import { changeLines, stepLines, verdictLines } from './plain.ts'

export interface LogGroup {
  readonly title: string
  /** None of them is a command to the runner. */
  readonly lines: readonly string[]
}

/** The verdict first, then change by change, worst first, down to the source of every fact. */
export function log(verdict: Verdict): readonly LogGroup[] {
  const groups = [
    { title: 'Verdict', lines: [...verdictLines(verdict), ...stepLines(verdict)] },
    ...breakGlassGroup(verdict),
    ...judgedGroups(verdict),
  ]
  return groups.map(({ title, lines }) => ({ title: line(title), lines: lines.map(line) }))
}

function breakGlassGroup(verdict: Verdict): readonly LogGroup[] {
  const lines = breakGlassLines(verdict)
  return lines.length === 0 ? [] : [{ title: 'Break-glass', lines }]
}

function judgedGroups(verdict: Verdict): readonly LogGroup[] {
  const { judged, deployment } = verdict
  if (deployment === null) {
    return worstChangeFirst(judged).flatMap((one) => changeGroups(one, changeLines(one)))
  }
  const detailed = shippedChanges(verdict).filter(({ findings }) => findings.length > 0)
  return [
    ...deploymentGroups(verdict, deployment),
    ...detailed.flatMap((one) => changeGroups(one, shippedLines(one))),
  ]
}

const deploymentGroups = (verdict: Verdict, shipped: JudgedDeployment): readonly LogGroup[] =>
  groupsOf('Deployment', deploymentSections(verdict, shipped), shipped.deployment)

const changeGroups = ({ change }: JudgedChange, sections: Sections): readonly LogGroup[] =>
  groupsOf(`#${change.pull.number}`, sections, change)

type Sections = Readonly<Record<string, readonly string[]>>

function groupsOf(subject: string, sections: Sections, facts: object): readonly LogGroup[] {
  const groups = { ...sections, 'Where each fact came from': factsOf(facts).map(sourceLine) }
  return Object.entries(groups).map(([title, lines]) => ({ title: `${subject}: ${title}`, lines }))
}
