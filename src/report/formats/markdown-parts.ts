// Tables and lists of Markdown, as parts of a document: a heading and the rows under it.
import type { Part } from './bounded.ts'
import { markdown } from './escape.ts'

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const heading = (title: string): string => `\n#### ${title}\n`

interface Table {
  readonly title: string
  readonly columns: readonly string[]
  /** Markdown, made inert. */
  readonly cells: readonly (readonly string[])[]
  readonly noun: string
  /** What is said where there are no rows. */
  readonly otherwise: string
}

export function table({ title, columns, cells, noun, otherwise }: Table): Part {
  if (cells.length === 0) return { head: `${heading(title)}\n${otherwise}`, rows: [], noun }
  const rule = columns.map(() => '---')
  return { head: `${heading(title)}\n${row(columns)}\n${row(rule)}`, rows: cells.map(row), noun }
}

export const listing = (items: readonly string[]): string => items.map(markdown).join('<br>')

interface List {
  readonly title: string
  readonly said: string
  readonly items: readonly string[]
  readonly noun: string
}

export const list = ({ title, said, items, noun }: List): Part => ({
  head: `${heading(title)}\n${said}${items.length > 0 ? '\n' : ''}`,
  rows: items.map((item) => `- ${markdown(item)}`),
  noun,
})
