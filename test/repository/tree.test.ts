// What lies at the top of the repository, and who owns what: nothing is there that no tool or reader looks for.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ignore from 'ignore'
import { expect, test } from 'vitest'
import { read, root } from '../readme/document.ts'

const topLevel = [
  ...['.ci/', '.github/', 'dist/', 'docs/', 'src/', 'test/'],
  ...['.gitattributes', '.gitignore', '.npmrc', 'LICENSE', 'README.md', 'action.yml'],
  ...['biome.json', 'package-lock.json', 'package.json', 'tsconfig.build.json', 'tsconfig.json'],
  'vitest.config.ts',
]

test('the top level holds what it must and nothing else', () => {
  const ignored = ignore().add(read('.gitignore')).add('.git')
  const found = readdirSync(root, { withFileTypes: true })
    .map((entry) => `${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .filter((name) => !ignored.ignores(name))
  expect(found.sort()).toEqual(topLevel.toSorted())
})

test('what has an owner is there', () => {
  const rows = read('.github/CODEOWNERS')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) {
    const [path = '', ...owners] = row.split(' ')
    expect(existsSync(join(root, path)), path).toBe(true)
    expect(owners).toEqual([expect.stringMatching(/^@[\w-]+\/[\w-]+$/)])
  }
})
