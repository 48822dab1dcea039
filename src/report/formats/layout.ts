// The layout of plain text: titles, wrapped sentences and aligned tables, at most a hundred columns wide.
import { line, visible } from './escape.ts'

export type Lines = readonly string[]

export const pageWidth = 100

const lengthOf = (text: string): number => [...text].length

const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - lengthOf(text)))

/** A word that is longer than a line is cut where the line ends. */
function pieces(word: string, most: number): readonly string[] {
  const characters = [...word]
  const count = Math.max(1, Math.ceil(characters.length / most))
  return Array.from({ length: count }, (_, at) =>
    characters.slice(at * most, (at + 1) * most).join(''),
  )
}

/** Lines of at most `width` columns; invisible characters of foreign text become visible. */
export function wrapped(text: string, width = pageWidth): Lines {
  const words = visible(text)
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => pieces(line(word), width))
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    const joined = `${last} ${word}`
    if (last !== undefined && lengthOf(joined) <= width) lines[lines.length - 1] = joined
    else lines.push(word)
  }
  return lines
}

/** Every line moved to the right. */
export const indented = (lines: Lines, by = 2): Lines =>
  lines.map((one) => `${' '.repeat(by)}${one}`)

/** A sentence, wrapped and indented. */
export const sentence = (text: string, by = 2): Lines => indented(wrapped(text, pageWidth - by), by)

/** Columns, each as wide as its widest cell. A cell has one or more lines. */
export function aligned(rows: readonly (readonly Lines[])[]): Lines {
  const count = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(...rows.flatMap((row) => (row[at] ?? []).map(lengthOf)), 0),
  )
  return rows.flatMap((row) => {
    const height = Math.max(1, ...row.map((cell) => cell.length))
    return Array.from({ length: height }, (_, at) =>
      row
        .map((cell, column) => padded(cell[at] ?? '', widths[column] ?? 0))
        .join(gap)
        .trimEnd(),
    )
  })
}

const gap = '   '

/** A list of terms, each with a sentence to its right. */
export function glossary(entries: readonly (readonly [term: string, sentence: string])[]): Lines {
  const terms = entries.map(([term]) => visible(term))
  const widest = Math.max(0, ...terms.map(lengthOf))
  const left = pageWidth - 2 - widest - gap.length
  return indented(
    aligned(entries.map(([, text], at) => [[terms[at] ?? ''], wrapped(text, Math.max(left, 30))])),
  )
}

/** A title and the lines under it. */
export const section = (title: string, lines: Lines, rule = '-'): Lines => [
  '',
  title,
  rule.repeat(lengthOf(title)),
  ...lines,
]

/** The lines as one text, each made inert and ended by a line feed. */
export const printed = (lines: Lines): string => lines.map((one) => `${line(one)}\n`).join('')

/** `otherwise` replaces an empty list. */
export const orElse = (lines: Lines, otherwise: Lines): Lines =>
  lines.length > 0 ? lines : otherwise

/** "a, b or c". */
export const either = (items: readonly string[]): string =>
  items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`
