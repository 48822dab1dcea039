// Which entries of a record do not fit their digests: an auditor is shown the place, not only that something is wrong.
import { below, type Digests, digestsOf, type Hash, type Text, type Tree } from './digests.ts'

export interface Flaw {
  /** A JSON pointer; null: it is about the record as a whole. */
  readonly at: string | null
  /** One sentence. */
  readonly text: string
}

/** Empty: every entry is as it was when the digests were made. Who makes them again is not seen here. */
export function alterations(record: Tree, hash: Hash, text: Text): readonly Flaw[] {
  const { digests: stored, manifest } = record
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) {
    return [flaw('/digests', 'is no table of digests')]
  }
  const own = stored as Digests
  const now = digestsOf(record, hash, text)
  const pointers = new Set([...Object.keys(own), ...Object.keys(now)])
  const differing = [...pointers].filter((pointer) => own[pointer] !== now[pointer])
  if (hash(text(own) ?? '') === manifest) {
    return innermost(differing).map((pointer) => flaw(pointer, whatBefell(pointer, own, now)))
  }
  // The digests themselves are not what they were, so what they say of an entry proves nothing.
  if (differing.length === 0) return [flaw('/manifest', 'is not the digest of `digests`')]
  return differing.map((pointer) =>
    flaw(below('/digests', pointer), `and the entry ${pointer} do not fit each other`),
  )
}

function whatBefell(pointer: string, own: Digests, now: Digests): string {
  if (!Object.hasOwn(own, pointer)) return 'was added'
  return Object.hasOwn(now, pointer) ? 'was changed' : 'was removed'
}

/** Whatever holds a changed entry is changed too. */
function innermost(pointers: readonly string[]): readonly string[] {
  const holders = new Set(pointers.flatMap(pathTo))
  return pointers.filter((pointer) => !holders.has(pointer))
}

/** The pointers to all that holds it. */
function pathTo(pointer: string): readonly string[] {
  const keys = pointer.split('/')
  return keys.map((_, count) => keys.slice(0, count).join('/'))
}

const flaw = (at: string, what: string): Flaw => ({ at, text: `${at} ${what}.` })
