// Reads a record back, strictly: a record that was touched must not look like one.

import { EvidenceError } from '../errors.ts'
import type { Facts } from '../facts/facts.ts'
import type { VerdictWord } from '../findings/finding.ts'
import { recordSchema } from './schema.ts'

export interface ParsedRecord {
  readonly facts: Facts
  readonly verdict: VerdictWord
}

/** @throws EvidenceError naming the place that is no part of a record. */
export function parseRecord(text: string): ParsedRecord {
  const remedy = 'Give the file that the output `evidence` names, as it was written.'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new EvidenceError('The record is not JSON.', { remedy, cause: error })
  }
  const parsed = recordSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const at = parsed.error.issues[0]?.path.join('.') || 'its top level'
  throw new EvidenceError(`The record is not one of this gate: it differs at ${at}.`, { remedy })
}
