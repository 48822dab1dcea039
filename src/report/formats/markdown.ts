// A document in Markdown: sections with tables and lists, shortened at whole rows to fit a limit, and never silently.
import { bytes, clip, markdown } from './escape.ts'

/** A heading and the rows under it. */
export interface Section {
  /** Printed whole, or not at all. */
  readonly head: string
  readonly rows: readonly string[]
  /** What the rows are: "people". */
  readonly noun: string
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const heading = (title: string): string => `\n#### ${title}\n`

interface TableContent {
  readonly title: string
  readonly columns: readonly string[]
  /** Markdown, made inert. */
  readonly cells: readonly (readonly string[])[]
  readonly noun: string
  /** Takes the place of missing rows. */
  readonly otherwise: string
}

export function tableSection({ title, columns, cells, noun, otherwise }: TableContent): Section {
  if (cells.length === 0) return { head: `${heading(title)}\n${otherwise}`, rows: [], noun }
  const rule = columns.map(() => '---')
  return { head: `${heading(title)}\n${row(columns)}\n${row(rule)}`, rows: cells.map(row), noun }
}

export const listing = (items: readonly string[]): string => items.map(markdown).join('<br>')

interface ListContent {
  readonly title: string
  readonly said: string
  readonly items: readonly string[]
  readonly noun: string
}

export const listSection = ({ title, said, items, noun }: ListContent): Section => ({
  head: `${heading(title)}\n${said}${items.length > 0 ? '\n' : ''}`,
  rows: items.map((item) => `- ${markdown(item)}`),
  noun,
})

const leftOut = 'left out here, the record holds everything.'

/**
 * The document within `limit` bytes. When it is too long, a section gets at most half of what is left,
 * so that a flood of people or paths cannot push out the rules. The document ends before the first
 * heading without room: rows under the heading of another change would accuse the wrong people.
 */
export function bounded(title: string, sections: readonly Section[], limit: number): string {
  const whole = [title, ...sections.map(({ head, rows }) => lines(head, rows))].join('')
  if (bytes(whole) <= limit) return whole

  let text = title
  for (const [index, section] of sections.entries()) {
    const ending = `\n${sections.length - index} more parts: ${leftOut}\n`
    const room = limit - bytes(text) - bytes(ending)
    const shortened = shorten(section, Math.floor(room / 2))
    if (shortened === null) return clip(text + ending, limit)
    text += shortened
  }
  return text
}

/** With as many whole rows as fit; null where not even the heading fits. */
function shorten({ head, rows, noun }: Section, room: number): string | null {
  const whole = lines(head, rows)
  if (bytes(whole) <= room) return whole
  const notice = (count: number) => `\n${count} more ${noun}: ${leftOut}\n`
  let left = room - bytes(lines(head)) - bytes(notice(rows.length))
  if (left < 0) return null
  const fitting = rows.filter((row) => {
    left -= bytes(lines(row))
    return left >= 0
  })
  return lines(head, fitting) + notice(rows.length - fitting.length)
}

const lines = (head: string, rows: readonly string[] = []): string =>
  [head, ...rows].map((row) => `${row}\n`).join('')
