// What another policy would have answered otherwise, as a table for a terminal.
import type { Finding, Verdict } from '../judge/verdict.ts'
import { aligned, type Lines } from './formats/layout.ts'

/** A row a rule and change of which the answers differ; one that only one of the two judged is "not judged" by the other. */
export function differenceLines(before: Verdict, after: Verdict): Lines {
  const [one, other] = [answersOf(before), answersOf(after)]
  const rows = [...new Set([...one.keys(), ...other.keys()])]
    .map((key) => [key, one.get(key) ?? notJudged, other.get(key) ?? notJudged] as const)
    .filter(([, was, would]) => was !== would)
  if (rows.length === 0) return ['No rule would have answered otherwise.']
  const verdicts = ['verdict', before.word, after.word] as const
  const head = ['Rule', 'As recorded', 'Under the other policy'] as const
  return aligned([head, verdicts, ...rows].map((row) => row.map((cell) => [cell])))
}

const notJudged = 'not judged'

const answersOf = ({ findings }: Verdict): ReadonlyMap<string, string> =>
  new Map(findings.map((one) => [subjectOf(one), answerOf(one)]))

const subjectOf = ({ rule, pull }: Finding): string =>
  pull === null ? rule : `${rule} of #${pull}`

const answerOf = ({ outcome, enforcement }: Finding): string =>
  enforcement === 'enforce' ? outcome : `${outcome} (${enforcement})`
