// Whom CODEOWNERS asks for a file, as GitHub reads it, and wider where in doubt.
import { expect, test } from 'vitest'
import { askedFor } from '../../../src/policy/paths/code-owners.ts'
import { blobOf } from '../../fixtures.ts'

const codeowners = (text: string, errors: readonly { line: number; message: string }[] = []) => ({
  file: {
    path: 'CODEOWNERS',
    commit: 'c0',
    blob: blobOf(text),
    text,
    byteSize: text.length,
    flaw: null,
  },
  errors,
})

/** The numbers of the lines that ask, in their order. */
const linesFor = (text: string, path: string, kind: 'file' | 'symlink' = 'file') =>
  askedFor(codeowners(text), { path, kind })
    ?.map(({ number }) => number)
    .sort((a, b) => a - b)

test.for<readonly [pattern: string, path: string, isTakenIn: boolean]>([
  ['*', 'a/b.ts', true],
  ['*.js', 'a/b.js', true],
  ['*.js', 'a/b.ts', false],
  ['/build/logs/', 'build/logs/deep/x.log', true],
  ['/build/logs/', 'a/build/logs/x.log', false],
  ['docs/*', 'docs/a.md', true],
  ['docs/*', 'docs/deep/a.md', false],
  ['/*', 'a.md', true],
  ['/*', 'docs/a.md', false],
  ['docs/**', 'docs/deep/a.md', true],
  ['**/*', 'docs/deep/a.md', true],
  ['apps/', 'x/apps/y/z.ts', true],
  ['/apps/github', 'apps/github/x.ts', true],
  ['/apps/github', 'apps/github', true],
  ['**/logs', 'deep/build/logs/x', true],
  ['/src/a\\ b.ts', 'src/a b.ts', true],
  ['/src/?.ts', 'src/x.ts', true],
  ['/src/?.ts', 'src/xy.ts', false],
  ['/src/', '../src/x.ts', false],
  ['/app/\\[id\\]/', 'app/[id]/page.tsx', true],
  ['/app/\\[id\\]/', 'app/i/page.tsx', false],
  ['/app/\\[id\\]', 'app/[id]/page.tsx', true],
  ['/app/\\[...all\\].ts', 'app/[...all].ts', true],
  ['/app/[id]/', 'app/[id]/page.tsx', true],
  ['/app/[id]/', 'app/i/page.tsx', true],
  ['/app/[id]', 'app/[id]/page.tsx', true],
  ['/app/[id].ts', 'app/[id].ts', true],
  ['/app/[a-z\\]].ts', 'app/].ts', true],
  ['/app/x].ts', 'app/x].ts', true],
  ['/app/[id]/', 'lib/[id]/page.tsx', false],
])('%s and %s: %s', ([pattern, path, isTakenIn]) => {
  expect(linesFor(`${pattern} @dana`, path)).toEqual(isTakenIn ? [1] : [])
})

test.for<readonly [given: string, text: string, asking: readonly number[]]>([
  ['the last line that takes it in', '* @ada\n*.ts @bob\n*.md @cleo', [2]],
  ['nobody, where that line names none', '* @ada\n*.ts', []],
  ['nobody, where no line takes it in', '*.md @ada', []],
  ['no comment', '# *.ts @ada\n*.ts @bob # @cleo\n  # * @eve', [2]],
  ['lines that end as on Windows', '*.md @ada\r\n*.ts @bob\r\n', [2]],
  ['both lines that differ by case', '/SRC/ @ada\n/src/*.ts @bob\n/Src/ @cleo', [2, 3]],
  ['the line before one in doubt, too', '*.md @eve\n* @ada\n*.ts bob@home.example', [2, 3]],
  ['every line down to one without doubt', '* @ada\n*.ts a@b.c\n*.ts d@e.f', [1, 2, 3]],
  ['none before a line without doubt', '*.ts a@b.c\n* @ada', [2]],
])('it asks %s', ([, text, asking]) => {
  expect(linesFor(text, 'src/pay.ts')).toEqual(asking)
})

test.for<
  readonly [line: string, users: readonly string[], teams: readonly string[], doubt: string | null]
>([
  ['*.ts @ada @Bob-2', ['ada', 'Bob-2'], [], null],
  ['*.ts @acme/Books @ada', ['ada'], ['books'], null],
  ['*.ts @ada me@home.example', ['ada'], [], 'names an owner by an e-mail address'],
  ['*.ts ada', [], [], 'names an owner who is neither @user nor @organization/team'],
  ['!*.ts @ada', ['ada'], [], 'has a pattern that GitHub does not read'],
  ['*.[tj]s @ada', ['ada'], [], 'has a pattern that GitHub does not read'],
  ['*.[ts @ada', ['ada'], [], 'has a pattern that GitHub does not read'],
])('%s', ([line, users, teams, doubt]) => {
  const lines = askedFor(codeowners(line), { path: 'pay.ts', kind: 'file' })
  expect(lines).toMatchObject([{ number: 1, users, teams, doubt }])
})

test.for<readonly [line: string, path: string, doubt: string | null]>([
  ['/app/\\[id\\]/ @ada', 'app/[id]/a.ts', null],
  ['/app/\\[id]/ @ada', 'app/[id]/a.ts', 'has a pattern that GitHub does not read'],
  ['\\#a.ts @ada', '#a.ts', 'has a pattern that GitHub does not read'],
])('%s and %s: in doubt, %s', ([line, path, doubt]) => {
  expect(askedFor(codeowners(line), { path, kind: 'file' })).toMatchObject([{ doubt }])
})

test('what GitHub finds wrong with a line puts it in doubt, and no other', () => {
  const message = 'Unknown owner on line 2: make sure @gus exists\n\n  *.ts @gus'
  const told = codeowners('*.md @ada\n*.ts @gus', [{ line: 2, message }])
  expect(askedFor(told, { path: 'a.md', kind: 'file' })).toMatchObject([{ doubt: null }])
  expect(askedFor(told, { path: 'a.ts', kind: 'file' })).toMatchObject([
    { doubt: 'is faulty: Unknown owner (@gus)' },
  ])
})

test('of a path that no checkout can hold nobody can tell whom it asks', () => {
  const told = codeowners('* @ada')
  expect(askedFor(told, { path: 'x'.repeat(4096), kind: 'file' })).toHaveLength(1)
  expect(askedFor(told, { path: 'x'.repeat(4097), kind: 'file' })).toBe(null)
})

test('a symlink in the place of a directory asks its owners', () => {
  expect(linesFor('/src/ @dana', 'src')).toEqual([])
  expect(linesFor('/src/ @dana', 'src', 'symlink')).toEqual([1])
})

test('another spelling of an accent is the same name where case does not count', () => {
  expect(linesFor('/caf\u00e9/ @dana', 'cafe\u0301/a.ts')).toEqual([1])
})
