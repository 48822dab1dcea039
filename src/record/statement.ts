// What a signature is over: an in-toto Statement, whose subject is a record's file and whose predicate may be the record itself.
import { canonicalTexts } from './canonical.ts'
import type { Hash } from './digests.ts'

export interface Predicate {
  /** A URI. */
  readonly type: string
  /** Any JSON. */
  readonly value: unknown
}

export interface Subject {
  /** The file's name, without its folder. */
  readonly name: string
  /** The file as it was written: its SHA-256 is what a signature binds, and the commits stand within it. */
  readonly text: string
}

/** Canonical JSON, so that the same record gives the same bytes to sign. */
export function statementOf({ name, text }: Subject, predicate: Predicate, hash: Hash): string {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name, digest: { sha256: hash(text) } }],
    predicateType: predicate.type,
    predicate: predicate.value,
  }
  return canonicalTexts()(statement) ?? ''
}
