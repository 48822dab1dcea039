// report: writes a page for people from a record, offline.
import { realpathSync, writeFileSync } from 'node:fs'
import { InputError } from '../errors.ts'
import { printed } from '../report/formats/layout.ts'
import { page } from '../report/page/page.ts'
import { sha256 } from '../sha256.ts'
import { optionsOf } from './command-line.ts'
import { judgedRecord, recordText } from './records.ts'

/** Ends with 0 whatever the verdict is: the page says it. A record that cannot be relied on gets no page. */
export function reportCommand(args: readonly string[]): number {
  const { values, operands } = optionsOf(args, ['html'], 1)
  const [path = ''] = operands
  const file = values.html
  if (!file) {
    throw new InputError('The command names no file to write.', {
      remedy: 'Write `report RECORD --html FILE`.',
    })
  }
  const text = recordText(path)
  const { record, verdict } = judgedRecord(text)
  const { facts, run } = record
  const occasion = {
    repository: facts.repository,
    readAt: facts.readAt,
    run: run.url ?? null,
    verdict,
  }
  write(file, path, page({ ...occasion, runDetails: run, digest: sha256(text) }))
  process.stdout.write(printed([`Wrote ${file}: ${verdict.word}.`]))
  return 0
}

/** @throws InputError where it cannot be written, or would replace the record itself: that is the evidence. */
function write(file: string, record: string, text: string): void {
  const isRecord = realpathOf(file) === realpathOf(record)
  if (isRecord) {
    throw new InputError(`--html names the record itself, ${record}.`, {
      remedy: 'Name another file.',
    })
  }
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new InputError(`The file ${file} cannot be written.`, {
      remedy: 'Check that its directory is there and may be written.',
      cause: error,
    })
  }
}

/** Null: there is no such file yet. */
function realpathOf(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}
