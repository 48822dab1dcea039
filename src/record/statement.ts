// What a signature is over: an in-toto Statement, whose subject is a record's file and whose predicate may be the record itself.
import { canonicalTexts } from './canonical.ts'
import type { Hash } from './digests.ts'

const statementType = 'https://in-toto.io/Statement/v1'

interface Predicate {
  /** A URI. */
  readonly type: string
  /** Any JSON. */
  readonly value: unknown
}

interface Subject {
  /** The file's name, without its folder. */
  readonly name: string
  /** The file as it was written: its SHA-256 is what a signature binds, and the commits stand within it. */
  readonly text: string
}

/** Canonical JSON, so that the same record gives the same bytes to sign. */
export function statementOf({ name, text }: Subject, predicate: Predicate, hash: Hash): string {
  const statement = {
    _type: statementType,
    subject: [{ name, digest: { sha256: hash(text) } }],
    predicateType: predicate.type,
    predicate: predicate.value,
  }
  return canonicalTexts()(statement) ?? ''
}

/**
 * The record that was attested, as its file was; null: no attestation of one. A statement, a Sigstore bundle, or bundles
 * line by line, as GitHub gives them.
 */
export function attestedRecord(text: string): string | null {
  for (const part of [text, ...text.split('\n')]) {
    const record = recordIn(parsed(part))
    if (record !== null) return record
  }
  return null
}

function recordIn(value: unknown): string | null {
  const { _type, predicateType, predicate, dsseEnvelope } = Object(value)
  const payload = Object(dsseEnvelope).payload
  if (typeof payload === 'string') return recordIn(parsed(decoded(payload)))
  const isRecord = _type === statementType && Object(predicate).format === predicateType
  return isRecord ? (canonicalTexts()(predicate) ?? null) : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)))
  } catch {
    return ''
  }
}
