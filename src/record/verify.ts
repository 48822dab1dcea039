// Whether a record is what a gate wrote: its bytes, its digests, its form, and a verdict that follows from its facts.
import { isGateError } from '../errors.ts'
import { judge } from '../judge/judge.ts'
import { alterations, type Flaw } from './alterations.ts'
import { canonicalTexts } from './canonical.ts'
import { contradictions } from './contradictions.ts'
import type { Hash, Tree } from './digests.ts'
import { type ParsedRecord, parseJson, parseRecord } from './parse.ts'
import { conclusionsOf, recordFormats } from './record.ts'

export interface Verification {
  readonly flaws: readonly Flaw[]
  /** Whether it carries digests: those of the first version do not, so a change in them is not seen. */
  readonly hasDigests: boolean
}

/** Offline and of the record alone. No flaw: it is consistent, which proves nothing of who wrote it. */
export function verify(json: string, hash: Hash): Verification {
  const read = attempt(() => parseJson(json))
  if ('flaw' in read) return { flaws: [read.flaw], hasDigests: false }
  const record = Object(read.value) as Tree
  const hasDigests = record.format !== recordFormats.first
  const text = canonicalTexts()
  const canonical = attempt(() => text(read.value))
  // Without its canonical form, nothing in it has a digest.
  if ('flaw' in canonical) return { flaws: [canonical.flaw], hasDigests }
  const isCanonical = canonical.value === json
  const parsed = attempt(() => parseRecord(json))
  return {
    hasDigests,
    flaws: [
      ...(isCanonical ? [] : [{ at: null, text: 'The bytes are not canonical JSON (RFC 8785).' }]),
      ...(hasDigests ? alterations(record, hash, text) : []),
      ...('flaw' in parsed ? [parsed.flaw] : contradictions(parsed.value, following(parsed.value))),
    ],
  }
}

function following({ facts }: ParsedRecord) {
  const verdict = judge(facts)
  return { ...conclusionsOf(verdict), uses: verdict.uses }
}

type Attempt<T> = { readonly value: T } | { readonly flaw: Flaw }

/** What cannot be read is a flaw of the record: nesting without end and half characters among it. */
function attempt<T>(read: () => T): Attempt<T> {
  try {
    return { value: read() }
  } catch (error) {
    const text = isGateError(error) ? error.message : 'The record has no canonical form.'
    return { flaw: { at: null, text } }
  }
}
