// Reads a record back, strictly: a file with anything more or less than the record's form is no record.
import * as z from 'zod'
import { EvidenceError } from '../errors.ts'
import { facts, maybe, text } from '../facts/facts.ts'
import { recordFormats } from './record.ts'
import { withTexts } from './texts.ts'

const finding = z.looseObject({
  rule: text,
  outcome: text,
  enforcement: text,
  pull: z.int().nullable(),
})

/** Only the facts are judged again: the rest follows from them, is there for people to read, and `verify` compares it. */
const firstSchema = z.strictObject({
  format: z.literal(recordFormats.first),
  run: z.record(text, maybe),
  facts,
  texts: z.record(text, text),
  judged: z.array(z.unknown()),
  deployment: z
    .strictObject({ environment: text, sha: text, policy: z.unknown(), duties: z.unknown() })
    .nullable(),
  breakGlassRequests: z.array(z.unknown()),
  findings: z.array(finding),
  uses: z.array(z.unknown()),
  verdict: z.enum(['pass', 'pass-with-exception', 'fail', 'undetermined']),
})

/** Since the second version a record carries digests. */
const sealedSchema = firstSchema.extend({
  format: z.literal(recordFormats.current),
  digests: z.record(text, text),
  manifest: text,
})

/** What is needed to put the texts back into their files. */
const storedSchema = z.looseObject({
  format: z.enum([recordFormats.first, recordFormats.current]),
  facts: z.unknown(),
  texts: firstSchema.shape.texts,
})

export type ParsedRecord = Omit<z.output<typeof firstSchema>, 'format' | 'texts'>

/** Of every version that a gate has written. @throws EvidenceError naming the place that is no part of a record. */
export function parseRecord(json: string): ParsedRecord {
  const stored = fitting(storedSchema, parseJson(json))
  const { facts, unused } = withTexts(stored.facts, stored.texts)
  if (unused[0] !== undefined) throw differing(`texts.${unused[0]}`)
  const schema = stored.format === recordFormats.first ? firstSchema : sealedSchema
  return fitting<ParsedRecord>(schema, { ...stored, facts })
}

const remedy = 'Give the file that the output `evidence` names, as it was written.'

/** @throws EvidenceError */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new EvidenceError('The record is not JSON.', { remedy, cause: error })
  }
}

function fitting<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw differing(parsed.error.issues[0]?.path.join('.') || 'its top level')
}

const differing = (place: string): EvidenceError =>
  new EvidenceError(`The record is not one of this gate: it differs at ${place}.`, { remedy })
