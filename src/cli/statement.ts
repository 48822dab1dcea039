// statement: prints what to sign of a record, for those who sign elsewhere than in a workflow of GitHub.
import { basename } from 'node:path'
import { statementOf } from '../record/statement.ts'
import { testResultOf, testResultType } from '../report/formats/test-result.ts'
import { sha256 } from '../sha256.ts'
import { flagged, optionsOf, readText } from './command-line.ts'
import { judgedRecord } from './records.ts'

/** Ends with 0 whatever the verdict is: the statement says it. Of a record that cannot be relied on nothing is printed. */
export function statementCommand(args: readonly string[]): number {
  const { isFlagged, rest } = flagged(args, 'test-result')
  const [path = ''] = optionsOf(rest, [], 1).operands
  const text = readText(path)
  const { record, verdict } = judgedRecord(text)
  const { repository, readAt } = record.facts
  const occasion = { repository, readAt, run: record.run.url ?? null, verdict }
  const own = JSON.parse(text)
  const predicate = isFlagged
    ? { type: testResultType, value: testResultOf(occasion) }
    : { type: String(own.format), value: own }
  process.stdout.write(`${statementOf({ name: basename(path), text }, predicate, sha256)}\n`)
  return 0
}
