// The policies that judged, each once, whole, with the lines marked on which the deciding findings rest.
import type { Verdict } from '../../judge/verdict.ts'
import { allFileProblems, policyUsed, problemLine } from '../policy-lines.ts'
import { type Content, type Html, html, list, section, table } from './elements.ts'
import { type Deciding, type Marks, marksIn } from './policy-text.ts'

type Reading = Verdict['judged'][number]['policy']

interface Used {
  readonly reading: Reading
  /** Null: there is no file, or its text was not read. */
  readonly text: string | null
  readonly deciding: readonly Deciding[]
}

/** None where no change could be read. */
export function policySections(verdict: Verdict): readonly Html[] {
  const used = policiesOf(verdict)
  if (used.length === 0) return []
  const problems = allFileProblems(verdict).map(problemLine)
  const parts = [...(problems.length > 0 ? [list(problems, '')] : []), ...used.flatMap(policyParts)]
  return [section(2, used.length === 1 ? 'Policy' : 'Policies', parts)]
}

/** A deployment's changes share its policy, but for those that change the gate itself. */
function policiesOf(verdict: Verdict): readonly Used[] {
  const { judged, deployment, findings } = verdict
  // Where something stops, what is covered has decided nothing.
  const decides = verdict.word === 'pass-with-exception' ? covers : stops
  const deciding = findings.filter(
    ({ enforcement, outcome }) => enforcement === 'enforce' && decides.includes(outcome),
  )
  const texts = new Map(filesOf(verdict).map(({ blob, text }) => [blob, text]))
  const readings = [
    ...(deployment === null ? [] : [{ reading: deployment.policy, deciding }]),
    ...judged.map(({ policy, change }) => ({
      reading: policy,
      deciding: deciding.filter(({ pull }) => pull === change.pull.number),
    })),
  ]
  return [...Map.groupBy(readings, ({ reading }) => policyUsed(reading)).values()].flatMap(
    (alike) =>
      alike.slice(0, 1).map(({ reading }) => ({
        reading,
        text: texts.get(reading.blob ?? '') ?? null,
        deciding: alike.flatMap(({ deciding }) => deciding),
      })),
  )
}

const stops: readonly string[] = ['violated', 'undetermined']
const covers: readonly string[] = ['excepted']

/** Those that the facts hold, by which a verdict may have been reached. */
const filesOf = ({ judged, deployment }: Verdict) =>
  [
    ...(deployment === null
      ? []
      : [
          deployment.deployment.policyFile,
          deployment.deployment.policyAtStart,
          ...Object.values(deployment.deployment.policiesBefore),
        ]),
    ...judged.flatMap(({ change }) => [change.policyFile, change.defaultPolicyFile]),
  ].flatMap((file) => (file.known && file.value !== null ? [file.value] : []))

function policyParts({ reading, text, deciding }: Used): readonly Html[] {
  const file = html`<p>${policyUsed(reading)}</p>`
  if (text === null) return [file]
  const { byLine, unnamed } = reading.policy === null ? flawsOf(reading) : marksIn(text, deciding)
  const all = text.replace(/\n$/, '').split(/\r?\n/)
  const rows = all.map((line, at): readonly Content[] => {
    const decided = byLine.get(at + 1) ?? []
    const shown = decided.length === 0 ? html`${line}` : html`<mark>${line}</mark>`
    return [String(at + 1), shown, decided.length === 0 ? '' : `decided: ${decided.join(', ')}`]
  })
  const columns = ['Line', 'Text', 'What it decided']
  const name = `Text of ${reading.path}`
  return [
    file,
    ...(unnamed.length === 0
      ? []
      : [html`<p>The file says nothing of ${unnamed.join(', ')}: the defaults decided.</p>`]),
    table({ name, columns, rows, otherwise: 'The file is empty.', kind: 'code' }),
  ]
}

/** A policy that cannot be used decides by its errors. */
const flawsOf = ({ problems }: Reading): Marks => ({
  byLine: new Map(
    problems.flatMap(({ severity, line }) => (severity === 'error' ? [[line, ['its error']]] : [])),
  ),
  unnamed: [],
})
