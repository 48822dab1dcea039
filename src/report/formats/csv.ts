// The findings as comma-separated values (RFC 4180), a row each, for a spreadsheet or a database.
import { clausesFor } from '../../judge/controls.ts'
import { judgedHeads } from '../wording.ts'
import { csvCell } from './escape.ts'
import type { Finding, Occasion } from './occasion.ts'

type Column = readonly [name: string, cell: (finding: Finding, occasion: Occasion) => string]

const columns: readonly Column[] = [
  ['repository', (_, { repository }) => repository],
  ['judged', (_, { verdict }) => judgedHeads(verdict)],
  ['environment', (_, { verdict }) => verdict.deployment?.deployment.environment ?? ''],
  ['at', (_, { readAt }) => readAt],
  ['run', (_, { run }) => run ?? ''],
  ['verdict', (_, { verdict }) => verdict.word],
  ['rule', ({ rule }) => rule],
  ['outcome', ({ outcome }) => outcome],
  ['enforcement', ({ enforcement }) => enforcement],
  ['pull-request', ({ pull }) => (pull === null ? '' : String(pull))],
  ['people', ({ people }) => people.join(' ')],
  ['paths', ({ paths }) => paths.join('; ')],
  ['commits', ({ commits }) => commits.join(' ')],
  ['message', ({ message }) => message],
  ['remedy', ({ remedy }) => remedy ?? ''],
  ['evidence-relevant-to', (finding, { verdict }) => clausesFor(finding, verdict).join('; ')],
]

/** Begins with the names of the columns, once for all verdicts. */
export const csv = (occasions: readonly Occasion[]): string =>
  [
    columns.map(([name]) => name),
    ...occasions.flatMap((occasion) =>
      occasion.verdict.findings.map((finding) =>
        columns.map(([, cell]) => cell(finding, occasion)),
      ),
    ),
  ]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('')
