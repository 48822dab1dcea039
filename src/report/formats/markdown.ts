// A document in Markdown: sections with tables and lists, shortened at whole rows to fit a limit, and never silently.
import { bytes, clip, markdown } from './escape.ts'

/** A heading and the rows under it. */
export interface Section {
  /** Printed whole, or not at all. */
  readonly head: string
  readonly rows: readonly string[]
  /** What the rows are: "people". */
  readonly noun: string
  /** Closes what the heading opens. */
  readonly foot?: string
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const heading = (title: string): string => `\n#### ${title}\n`

/** The person who was stopped reads what to do, and unfolds what it rests on. */
const fold = (title: string): string => `\n<details><summary>${title}</summary>\n`

const foot = '\n</details>'

interface TableContent {
  readonly title: string
  /** It is shown without unfolding. */
  readonly isOpen?: boolean
  readonly columns: readonly string[]
  /** Markdown, made inert. */
  readonly cells: readonly (readonly string[])[]
  readonly noun: string
  /** Takes the place of missing rows. */
  readonly otherwise: string
}

export function tableSection(content: TableContent): Section {
  const { title, isOpen = false, columns, cells, noun, otherwise } = content
  const head = isOpen ? heading(title) : fold(title)
  const closed = isOpen ? {} : { foot }
  if (cells.length === 0) return { head: `${head}\n${otherwise}`, rows: [], noun, ...closed }
  const rule = columns.map(() => '---')
  return { head: `${head}\n${row(columns)}\n${row(rule)}`, rows: cells.map(row), noun, ...closed }
}

export const listing = (items: readonly string[]): string => items.map(markdown).join('<br>')

interface ListContent {
  readonly title: string
  readonly said: string
  readonly items: readonly string[]
  readonly noun: string
}

export const listSection = ({ title, said, items, noun }: ListContent): Section => ({
  head: `${fold(title)}\n${said}${items.length > 0 ? '\n' : ''}`,
  rows: items.map((item) => `- ${markdown(item)}`),
  noun,
  foot,
})

const leftOut = 'left out here, the record holds everything.'

/**
 * The document within `limit` bytes. When it is too long, a section gets at most half of what is left,
 * so that a flood of people or paths cannot push out the rules. The document ends before the first
 * heading without room: rows under the heading of another change would accuse the wrong people.
 */
export function bounded(title: string, sections: readonly Section[], limit: number): string {
  const whole = [title, ...sections.map(printed)].join('')
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
function shorten(section: Section, room: number): string | null {
  const { rows, noun, foot } = section
  const whole = printed(section)
  if (bytes(whole) <= room) return whole
  const notice = (count: number) => `\n${count} more ${noun}: ${leftOut}\n`
  let left = room - bytes(printed({ ...section, rows: [] })) - bytes(notice(rows.length))
  if (left < 0) return null
  const fitting = rows.filter((row) => {
    left -= bytes(`${row}\n`)
    return left >= 0
  })
  return printed({
    ...section,
    rows: fitting,
    foot: notice(rows.length - fitting.length) + (foot ?? ''),
  })
}

const printed = ({ head, rows, foot }: Section): string =>
  [head, ...rows, ...(foot === undefined ? [] : [foot])].map((row) => `${row}\n`).join('')
