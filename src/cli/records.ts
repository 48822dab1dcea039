// The records that a command names, as files or as directories of them, each judged again before anything is said of it.
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { EvidenceError, InputError } from '../errors.ts'
import { judge } from '../judge/judge.ts'
import { type ParsedRecord, parseRecord } from '../record/parse.ts'
import { attestedRecord } from '../record/statement.ts'
import { readText } from './command-line.ts'

export interface NamedText {
  readonly path: string
  readonly text: string
}

/** Of a directory, every .json below it: artifacts are kept in a folder each. @throws InputError where there is none. */
export function recordsIn(operands: readonly string[]): readonly NamedText[] {
  const paths = operands.flatMap((path) => {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
    const found = globSync('**/*.json', { cwd: path })
      .filter((name) => !name.endsWith('.oscal.json'))
      .sort()
    if (found.length > 0) return found.map((name) => join(path, name))
    const remedy = 'Name a directory that holds records, as the input `evidence` does.'
    throw new InputError(`The directory ${path} holds no .json file.`, { remedy })
  })
  return paths.map((path) => ({ path, text: recordText(path) }))
}

/** Of an attestation the record that stands in it; whether its signature holds is not asked here. */
export function recordText(path: string): string {
  const text = readText(path)
  return attestedRecord(text) ?? text
}

export interface JudgedRecord {
  readonly record: ParsedRecord
  readonly verdict: ReturnType<typeof judge>
}

/** A record and the verdict that follows from its facts. @throws EvidenceError where it is no record, or says another verdict. */
export function judgedRecord(text: string): JudgedRecord {
  const record = parseRecord(text)
  const verdict = judge(record.facts)
  if (verdict.word === record.verdict) return { record, verdict }
  throw new EvidenceError(`The record says ${record.verdict}, its facts lead to ${verdict.word}.`, {
    remedy: 'Do not rely on this record: compare its digest.',
  })
}
