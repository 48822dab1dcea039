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

const anchors = new Map<string, readonly string[]>()

const anchorsOf = (path: string): readonly string[] => {
  const found =
    anchors.get(path) ??
    [...proseOf(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))
  anchors.set(path, found)
  return found
}

/** Those within the repository. */
const linksIn = (document: string): readonly string[] =>
  [...proseOf(document).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)]
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((link) => !/^[a-z]+:/.test(link))

const isThere = (document: string, link: string): boolean => {
  const [file = '', anchor] = link.split('#')
  const path = file === '' ? document : join(dirname(document), file)
  if (!existsSync(join(root, path))) return false
  return anchor === undefined || anchorsOf(path).includes(anchor)
}

test.for(markdown)('%s links to nothing that is not there', (document) => {
  expect(linksIn(document).filter((link) => !isThere(document, link))).toEqual([])
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
  const named = linksIn('README.md')
  expect(pages.filter((page) => !named.some((link) => link.startsWith(page)))).toEqual([])
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
