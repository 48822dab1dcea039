// Which names of a changed file a list of patterns takes in.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChangedFile, FileKind } from '../../src/facts/git.ts'
import { patternFlaw } from '../../src/policy/pattern-flaws.ts'
import { matches } from '../../src/policy/patterns.ts'

const file = (path: string, kind: FileKind | null = 'file', previous: string | null = null) =>
  ({ path, previous, status: 'modified', kind }) satisfies ChangedFile

test.for([
  ['src/**', 'src/pay.ts', true],
  ['src/**', 'src/deep/er/pay.ts', true],
  ['src/**', 'src', false],
  ['src/**', 'lib/src/pay.ts', false],
  ['src/', 'lib/src/pay.ts', true],
  ['/src/', 'lib/src/pay.ts', false],
  ['*.sql', 'a/b/c.sql', true],
  ['/*.sql', 'a/c.sql', false],
  ['src/*.ts', 'src/a/b.ts', false],
  ['src/**/b.ts', 'src/b.ts', true],
  ['**/secrets/**', 'a/secrets/b', true],
  ['a[0-9].ts', 'x/a7.ts', true],
  ['a\\[0\\].ts', 'a[0].ts', true],
  ['a\\[0\\].ts', 'a0.ts', false],
  ['\\#a', '#a', true],
  ['**', '.hidden', true],
  ['.github/workflows/**', '.GitHub/Workflows/ci.yml', true],
  ['SRC/**', 'src/a', true],
  ['src/**', '\u017frc/a', true],
  ['k/**', '\u212a/a', true],
  ['docs/\u00e9/**', 'docs/e\u0301/a', true],
  ['docs/e\u0301/**', 'docs/\u00c9/a', true],
] as const)('%j takes in %j: %j', ([pattern, path, isIn]) => {
  expect(matches([pattern])(file(path))).toEqual(isIn ? [path] : [])
})

test.for([
  [['src/**', '!src/a.ts'], 'src/a.ts', false],
  [['src/**', '!src/a.ts'], 'src/b.ts', true],
  [['!src/a.ts', 'src/**'], 'src/a.ts', true],
  [['src/**', '!src/docs/**'], 'src/docs/a', true],
  [['src/**', '!src/docs/', '!src/docs/**'], 'src/docs/a', false],
] as const)(
  '%j takes in %j: %j, the last match deciding as in .gitignore',
  ([patterns, path, isIn]) => {
    expect(matches(patterns)(file(path))).toEqual(isIn ? [path] : [])
  },
)

describe('both names of a rename', () => {
  const match = matches(['src/pay/**'])
  test.for([
    ['src/pay/a', 'lib/a', ['src/pay/a']],
    ['lib/a', 'src/pay/a', ['src/pay/a']],
    ['src/pay/a', 'src/pay/b', ['src/pay/a', 'src/pay/b']],
    ['lib/a', 'lib/b', []],
  ] as const)('%j, before %j: %j', ([path, previous, names]) => {
    expect(match(file(path, 'file', previous))).toEqual(names)
  })
})

describe('what may stand for a directory', () => {
  test.for([
    ['src/pay/**', 'src/pay', true],
    ['src/pay/*', 'src/pay', true],
    ['src/pay/', 'src/pay', true],
    ['pay/', 'src/pay', true],
    ['p*/**', 'pay', true],
    ['src/pay/**', 'src', true],
    ['/src/pay/**', 'SRC', true],
    ['src/pay/a.ts', 'src/pay', true],
    ['src/pay/**', 'src/payroll', false],
    ['src/pay/**', 'src/pa', false],
    ['src/pay/**', 'pay', false],
  ] as const)('%j takes in a submodule at %j: %j', ([pattern, path, isIn]) => {
    for (const kind of ['symlink', 'submodule', null] as const) {
      expect(matches([pattern])(file(path, kind))).toEqual(isIn ? [path] : [])
    }
    expect(matches([pattern])(file(path))).toEqual([])
  })

  test('below any of several patterns', () => {
    expect(matches(['*.sql', 'src/pay/**'])(file('src', 'symlink'))).toEqual(['src'])
  })

  test('under its old name too', () => {
    expect(matches(['src/**'])(file('lib', 'submodule', 'src'))).toEqual(['src'])
  })
})

describe('odd paths', () => {
  test.for([
    'a\nb.sql',
    ' a.sql',
    '.a.sql',
    '..a.sql',
    '../a.sql',
    './a.sql',
    '/a.sql',
    '..\\a.sql',
    'C:\\a.sql',
    'C:/a.sql',
    'a//b.sql',
    '\u0000.sql',
    '\ud800.sql',
    '__proto__/a.sql',
    'src/../a.sql',
  ])('%j is judged like any other', (path) => {
    expect(matches(['*.sql'])(file(path))).toEqual([path])
    expect(matches(['*.ts'])(file(path))).toEqual([])
    expect(matches(['src/pay/**'])(file(path, null))).toEqual([])
  })

  test('one line of a path does not match alone', () => {
    expect(matches(['a'])(file('a\nb'))).toEqual([])
    expect(matches(['src/**'])(file('src\n/a'))).toEqual([])
    expect(matches(['src/**'])(file('src/\n'))).toEqual(['src/\n'])
  })

  test('one that fits into no checkout is taken in, however deep', () => {
    const deep = `${'a/'.repeat(50_000)}b`
    expect(matches(['src/**'])(file(deep))).toEqual([deep])
    expect(matches(['src/**'])(file('a'.repeat(4096)))).toEqual([])
  })

  test('nothing throws', () => {
    const part = fc.constantFrom(
      'a',
      '/',
      '*',
      '**',
      '?',
      '[',
      ']',
      '!',
      '-',
      '\\',
      '.',
      '..',
      '\n',
    )
    const odd = fc.array(part, { maxLength: 9 }).map((parts) => parts.join(''))
    const patterns = fc.array(
      odd.filter((one) => patternFlaw(one) === null),
      { maxLength: 4 },
    )
    const path = fc.oneof(odd, fc.string({ unit: 'binary' }))
    const kind = fc.constantFrom('file', 'symlink', 'submodule', null)
    fc.assert(
      fc.property(patterns, path, fc.option(path), kind, (list, now, before, what) => {
        const names = matches(list)(file(now, what, before))
        expect([now, before]).toEqual(expect.arrayContaining(names))
      }),
      { numRuns: 500 },
    )
  })
})
