// What the documents point at is there, and they promise nothing that the project must not.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { documents, markdown, proseOf, read, root, rowsUnder } from './document.ts'

/** As GitHub makes an anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

const anchorsOf = (path: string): readonly string[] =>
  [...proseOf(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))

/** Those within the repository, with where they stand. */
const links = markdown.flatMap((document) =>
  [...proseOf(document).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)]
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => ({ document, link })),
)

test.for(links)('$document links to $link, which is there', ({ document, link }) => {
  const [file = '', anchor] = link.split('#')
  const path = file === '' ? document : join(dirname(document), file)
  expect(existsSync(join(root, path))).toBe(true)
  if (anchor !== undefined) expect(anchorsOf(path)).toContain(anchor)
})

describe.for(documents)('%s', (document) => {
  test('claims no compliance', () => {
    expect(read(document)).not.toMatch(/complian(?:t|ce)\b|certif(?:y|ied)|guarantee/i)
  })

  test('has files where it names them', () => {
    const named = [...proseOf(document).matchAll(/`((?:src|test|dist)\/[\w./-]+)`/g)]
    for (const [, path = ''] of named) expect(existsSync(join(root, path)), path).toBe(true)
  })
})

test('the README shows a workflow in its first screen', () => {
  const at = read('README.md').split('\n').indexOf('```yaml')
  expect(at).toBeGreaterThan(0)
  expect(at).toBeLessThan(10)
})

test('the README is read in five minutes', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(220)
})

test('every page is reached from the README', () => {
  const pages = documents.filter((path) => path.startsWith('docs/'))
  const named = links.filter(({ document }) => document === 'README.md')
  expect(pages.filter((page) => !named.some(({ link }) => link.startsWith(page)))).toEqual([])
})

test('the README explains every word that a verdict can be', () => {
  const verdicts = rowsUnder('## What it stops', 'README.md').filter((row) =>
    row[2]?.match(/succeeds|fails/),
  )
  expect(verdicts.map(([word]) => word?.replaceAll('`', '')).toSorted()).toEqual([
    'fail',
    'pass',
    'pass-with-exception',
    'undetermined',
  ])
})
