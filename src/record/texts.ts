// The one difference between facts and their record: a text that many changes share is in the record once, by its blob.
import { EvidenceError } from '../errors.ts'
import type { Facts } from '../facts/facts.ts'

/** By the oid of their git blob. */
export type Texts = Readonly<Record<string, string>>

type Tree = Readonly<Record<string, unknown>>

/** Facts are nested less deeply; what is deeper is left alone, and the schema refuses it. */
const deepest = 64

/** A tree with other files in it. Only a plain file has a text: that of any other is empty, and its blob is another's too. */
function withFiles(value: unknown, other: (file: Tree) => Tree, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value
  if (Array.isArray(value)) return value.map((one) => withFiles(one, other, depth + 1))
  const tree = value as Tree
  if ('blob' in tree && 'byteSize' in tree && tree.flaw === null) return other(tree)
  return Object.fromEntries(
    Object.entries(tree).map(([key, one]) => [key, withFiles(one, other, depth + 1)]),
  )
}

/** As a record holds them. @throws EvidenceError where GitHub gave two texts for one blob: one of them is wrong. */
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
 * As they were judged, and the texts that no file refers to. A file without its text in the table has none then, as has one
 * with a text of its own: the schema refuses both, or a record could say two things of one blob.
 */
export function withTexts(
  stored: unknown,
  texts: Texts,
): { readonly facts: unknown; readonly unused: readonly string[] } {
  const used = new Set<string>()
  const facts = withFiles(stored, (file) => {
    const blob = String(file.blob)
    used.add(blob)
    const isStored = !('text' in file) && Object.hasOwn(texts, blob)
    return { ...file, text: isStored ? texts[blob] : undefined }
  })
  return { facts, unused: Object.keys(texts).filter((blob) => !used.has(blob)) }
}
