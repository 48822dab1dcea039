// A digest for every section, fact, text and finding of a record, so that an auditor can name what was changed.
import { canonicalTexts, type Text } from './canonical.ts'

export type { Text }

/** SHA-256 of a text's UTF-8 bytes, hexadecimal. */
export type Hash = (text: string) => string

/** Any JSON object. */
export type Tree = Readonly<Record<string, unknown>>

/** By JSON pointer (RFC 6901): the hash of the canonical JSON (RFC 8785) of what the pointer names. */
export type Digests = Readonly<Record<string, string>>

/** What the digests are about does not include themselves. */
interface Seal {
  readonly digests: Digests
  /** The digest of `digests`: it stands for the whole record. */
  readonly manifest: string
}

/** Facts are nested less deeply. */
const deepest = 64

/** The canonical JSON of a record, with its digests. */
export function sealed(body: Tree, hash: Hash): string {
  const text = canonicalTexts()
  const digests = digestsOf(body, hash, text)
  const seal: Seal = { digests, manifest: hash(text(digests) ?? '') }
  return text({ ...body, ...seal }) ?? ''
}

export function digestsOf(record: Tree, hash: Hash, text: Text): Digests {
  const { digests, manifest, ...sections } = record
  const entries = Object.entries(sections).flatMap(([name, section]) => entriesOf(name, section))
  return Object.fromEntries(entries.map(([pointer, value]) => [pointer, hash(text(value) ?? '')]))
}

type Entry = readonly [pointer: string, value: unknown]

/** A section, and each of its entries: what is listed, the texts, or the facts and all that holds one. */
function entriesOf(name: string, section: unknown): readonly Entry[] {
  const pointer = below('', name)
  const own: Entry = [pointer, section]
  if (name === 'facts') return [own, ...factsWithin(pointer, section).slice(1)]
  const isListed = Array.isArray(section) || name === 'texts'
  return isListed ? [own, ...partsOf(pointer, section)] : [own]
}

/** Empty where there is none. */
function factsWithin(pointer: string, value: unknown, depth = 0): readonly Entry[] {
  if (depth > deepest) return []
  const within = partsOf(pointer, value).flatMap(([at, one]) => factsWithin(at, one, depth + 1))
  return within.length > 0 || isFact(value) ? [[pointer, value], ...within] : []
}

const isFact = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'known' in value

const partsOf = (pointer: string, value: unknown): readonly Entry[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).map(([key, one]) => [below(pointer, key), one])
    : []

/** The pointer to a key. */
export const below = (pointer: string, key: string): string =>
  `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
