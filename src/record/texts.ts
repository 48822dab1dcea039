// The one difference between facts and their record: a text that many changes share is stored once, by its blob.
import { EvidenceError } from '../errors.ts'
import type { Facts } from '../facts/facts.ts'

/** By the oid of their git blob. */
export type Texts = Readonly<Record<string, string>>

type Tree = Readonly<Record<string, unknown>>

/** Facts are nested less deeply. What is deeper stays as it is, and the schema refuses it. */
const deepest = 64

/** The same tree with each plain file replaced. A symlink has no text, and its blob may be that of a plain file. */
function withFiles(value: unknown, other: (file: Tree) => Tree, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value
  if (Array.isArray(value)) return value.map((one) => withFiles(one, other, depth + 1))
  const tree = value as Tree
  if ('blob' in tree && 'byteSize' in tree && tree.flaw === null) return other(tree)
  return Object.fromEntries(
    Object.entries(tree).map(([key, one]) => [key, withFiles(one, other, depth + 1)]),
  )
}

/** The facts as a record holds them. @throws EvidenceError where GitHub gave two texts for one blob: one is wrong. */
export function withoutTexts(facts: Facts): { readonly facts: unknown; readonly texts: Texts } {
  const texts = new Map<string, string>()
  const stored = withFiles(facts, ({ text, ...file }) => {
    const [blob, own] = [String(file.blob), String(text)]
    if ((texts.get(blob) ?? own) !== own) {
      throw new EvidenceError(`GitHub gave two texts for the blob ${blob}.`, {
        remedy: 'Run the gate again.',
      })
    }
    texts.set(blob, own)
    return file
  })
  return { facts: stored, texts: Object.fromEntries(texts) }
}

/**
 * The facts as they were judged, and the blobs of texts that no file refers to. A file whose text is missing from the table
 * gets none, nor does a file that brings its own: the schema refuses both, so that a record cannot contradict itself.
 */
export function withTexts(
  stored: unknown,
  texts: Texts,
): { readonly facts: unknown; readonly unused: readonly string[] } {
  const used = new Set<string>()
  const facts = withFiles(stored, (file) => {
    const blob = String(file.blob)
    used.add(blob)
    return { ...file, text: 'text' in file ? undefined : texts[blob] }
  })
  return { facts, unused: Object.keys(texts).filter((blob) => !used.has(blob)) }
}
