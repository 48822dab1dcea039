// Changes each single value of a record, one after the other, and asks whether that is named.
import canonicalize from 'canonicalize'
import type { Flaw } from '../../src/record/alterations.ts'
import { verify } from '../../src/record/verify.ts'
import { sha256 } from '../../src/sha256.ts'

export interface Tree {
  [key: string]: unknown
}

export const flawsOf = (record: unknown): readonly Flaw[] =>
  verify(canonicalize(record) ?? '', sha256).flaws

interface Leaf {
  /** A JSON pointer. */
  readonly at: string
  readonly value: unknown
  readonly put: (next: unknown) => void
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** Every value that holds no other. */
function* leavesOf(value: unknown, pointer = ''): Generator<Leaf> {
  const holder = value as Tree
  for (const [key, one] of Object.entries(holder)) {
    const at = `${pointer}/${escaped(key)}`
    const put = (next: unknown) => {
      holder[key] = next
    }
    const isLeaf = typeof one !== 'object' || one === null || Object.keys(one).length === 0
    if (isLeaf) yield { at, value: one, put }
    else yield* leavesOf(one, at)
  }
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'string') return `${value}.`
  if (typeof value === 'number') return value + 1
  return typeof value === 'boolean' ? !value : 'changed'
}

/** The innermost entry with a digest that holds the value; else the value itself. */
function entryOf(entries: ReadonlySet<string>, at: string): string {
  for (let one = at; one !== ''; one = one.slice(0, one.lastIndexOf('/'))) {
    if (entries.has(one)) return one
  }
  return at
}

/** Of each `every`th value: how many were changed, and the pointers of those whose entry `verify` did not name. */
export function unnamedValues(json: string, every = 1) {
  const record = JSON.parse(json)
  const entries = new Set(Object.keys(record.digests))
  const unnamed: string[] = []
  let count = 0
  for (const { at, value, put } of leavesOf(record)) {
    count += 1
    if (count % every !== 0) continue
    put(otherThan(value))
    const entry = entryOf(entries, at)
    if (!flawsOf(record).some((flaw) => flaw.at === entry)) unnamed.push(at)
    put(value)
  }
  return { count, unnamed }
}
