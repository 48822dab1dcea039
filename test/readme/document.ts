// What stands in the project's documents: fenced snippets, links, tables.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

/** All but what tests expect word for word of the gate's own reports. */
export const markdown: readonly string[] = [
  'README.md',
  ...globSync('{.github,docs,src,test}/**/*.md', { cwd: root, exclude: ['**/golden/**'] }).sort(),
]

/** Those for readers, as against those that explain the tests. */
export const documents: readonly string[] = markdown.filter((path) => !path.startsWith('test/'))

export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

export interface Snippet {
  /** Where it stands: "README.md:12". */
  readonly at: string
  readonly language: string
  readonly text: string
}

function snippetsOf(path: string): readonly Snippet[] {
  const document = read(path)
  const fence = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm
  return [...document.matchAll(fence)].map(
    ({ index, 1: indent = '', 2: language = '', 3: text = '' }) => {
      const line = document.slice(0, index).split('\n').length
      const unindented = text.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
      return { at: `${path}:${line}`, language, text: unindented }
    },
  )
}

export const snippets: readonly Snippet[] = documents.flatMap(snippetsOf)

/** The document without its snippets. */
export const proseOf = (path: string): string =>
  read(path).replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '')

/** The rows of the tables below a heading of the document, cell by cell, without their own heads. */
export function rowsUnder(heading: string, path: string): readonly (readonly string[])[] {
  const [, section = ''] = `\n${read(path)}`.split(`\n${heading}\n`)
  const [own = ''] = section.split(/\n#{2,} /)
  const rows = own.split('\n').filter((line) => line.startsWith('|'))
  return rows
    .filter(
      (_, index) => !/^[| -]+$/.test(rows[index] ?? '') && !/^[| -]+$/.test(rows[index + 1] ?? ''),
    )
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}
