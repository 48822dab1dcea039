// Which names of a changed file a list of patterns takes in.
import fc from 'fast-check'
import ignore, { type Ignore } from 'ignore'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ChangedFile, FileKind } from '../../../src/facts/fact.ts'
import { patternFlaw } from '../../../src/policy/paths/pattern-flaws.ts'
import {
  matches,
  matchesBranch,
  perhapsWithin,
  within,
} from '../../../src/policy/paths/patterns.ts'

const file = (path: string, kind: FileKind | null = 'file', previous: string | null = null) =>
  ({ path, previous, status: 'modified', kind, lines: 1 }) satisfies ChangedFile

test.for([
  ['src/**', 'src/pay.ts', true],
  ['src/**', 'src/deep/er/pay.ts', true],
  ['src/**', 'src', false],
  ['src/**', 'lib/src/pay.ts', false],
  ['src/', 'lib/src/pay.ts', true],
  ['src/ ', 'lib/src/pay.ts', true],
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

describe('for what the patterns loosen, doubt does not widen them', () => {
  test.for([
    [['docs/**'], 'docs/a', true],
    [['docs/**'], 'Docs/a', false],
    [['Docs/**'], 'docs/a', false],
    [['docs/**'], 'src/a', false],
    [['docs/\u00e9/**'], 'docs/\u00e9/a', true],
    [['docs/\u00e9/**'], 'docs/e\u0301/a', false],
    [['docs/**', '!docs/api/**'], 'docs/api/a', false],
    [['docs/**', '!docs/api/**'], 'docs/API/a', false],
    [['docs/**', '!docs/api/**'], 'docs/a', true],
    [['!docs/api/**', 'docs/**'], 'docs/api/a', false],
    [['docs/**', '!/docs/api/'], 'docs/api/a', false],
    [['*.md', '!docs/'], 'src/docs/a.md', false],
    [['**'], 'a'.repeat(4096), true],
    [['**'], 'a'.repeat(4097), false],
    [['!src/**'], 'docs/a', false],
    [['*.md'], 'src/a.md', true],
    [['*.md'], 'src/pay.md/index.js', false],
    [['*.md '], 'src/pay.md/index.js', false],
    [['*.md', 'src/**'], 'src/pay.md/index.js', true],
    [['src/**', '*.md'], 'src/pay.md/index.js', true],
    [['src/', '*.md'], 'src/pay.md/index.js', true],
    [['*.md/'], 'src/pay.md/index.js', true],
    [['*.md', '*.js'], 'src/pay.md/index.js', true],
    [['docs/**/*.md'], 'docs/a/b.md', true],
    [['docs/**/*.md'], 'docs/b.md/c.py', false],
    [['docs/*'], 'docs/a', true],
    [['docs/*'], 'docs/a/b', false],
    [['docs'], 'docs/a', false],
    [['docs/'], 'docs/a', true],
    [['*'], 'src/a', true],
  ] as const)('%j and %j: %j', ([patterns, path, isIn]) => {
    expect(within(patterns)(file(path))).toBe(isIn)
  })

  test('a file is inside by both names, and only where it is a plain one', () => {
    const isIn = within(['docs/**', '!docs/api/**'])
    expect(isIn(file('docs/a', 'file', 'docs/b'))).toBe(true)
    expect(isIn(file('docs/a', 'file', 'src/b'))).toBe(false)
    expect(isIn(file('docs/a', 'file', 'docs/api/b'))).toBe(false)
    for (const kind of ['symlink', 'submodule', null] as const) {
      expect(isIn(file('docs/a', kind))).toBe(false)
      expect(perhapsWithin(['docs/**'])(file('docs/a', kind))).toBe(kind === null)
    }
  })
})

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

describe('what hundreds of entries cost', () => {
  /** Counts how often somebody looks into a list of patterns. */
  function counted(...patterns: readonly string[]) {
    const looks = { count: 0 }
    const list = new Proxy([...patterns], {
      get(target, key, receiver) {
        looks.count += 1
        return Reflect.get(target, key, receiver)
      },
    })
    return { list, looks }
  }

  test('a list is compiled once, however often it is asked about', () => {
    const { list, looks } = counted('src/**', '!src/docs/**')
    expect(matches(list)(file('src/a'))).toEqual(['src/a'])
    expect(within(list)(file('src/a'))).toBe(true)
    const once = looks.count
    for (let round = 0; round < 100; round += 1) {
      expect(matches(list)(file('src/a'))).toEqual(['src/a'])
      expect(within(list)(file('src/a'))).toBe(true)
    }
    expect(looks.count).toBe(once)
  })

  /** The rules of .gitignore that are asked about a path, once for each time. */
  function asked(look: () => void): readonly unknown[] {
    const rules: Ignore = Object.getPrototypeOf(ignore())
    const [file, directory] = [vi.spyOn(rules, 'ignores'), vi.spyOn(rules, 'checkIgnore')]
    onTestFinished(() => {
      vi.restoreAllMocks()
    })
    look()
    return [...file.mock.contexts, ...directory.mock.contexts]
  }

  test('the rules of .gitignore are asked only where a path begins like a pattern', () => {
    const entries = Array.from({ length: 500 }, (_, index) => [`/services/area-${index}/**`])
    const times = asked(() => {
      const touched = entries.filter((one) => matches(one)(file('services/area-7/a')).length > 0)
      expect(touched).toEqual([['/services/area-7/**']])
    })
    expect(times).toHaveLength(1)
  })

  test('nothing remembers thousands of paths', () => {
    const times = asked(() => {
      const list = ['*.sql']
      for (let index = 0; index < 1000; index += 1) {
        expect(matches(list)(file(`db/${index}.sql`))).toEqual([`db/${index}.sql`])
      }
    })
    const ofEach = [...Map.groupBy(times, (rules) => rules).values()]
    expect(Math.max(...ofEach.map((alike) => alike.length))).toBeLessThan(200)
  })

  /** Without a look at how a path begins, as .gitignore has it. */
  function slowly(patterns: readonly string[], { path, kind }: ChangedFile): boolean {
    const composed = patterns.map((one) => one.normalize('NFC'))
    const rules = ignore({ allowRelativePaths: true }).add(composed)
    const folded = path.toUpperCase().toLowerCase().normalize('NFC')
    return [path.normalize('NFC'), folded].some(
      (name) => rules.ignores(name) || (kind !== 'file' && rules.checkIgnore(`${name}/`).ignored),
    )
  }

  test('no path is passed by that a pattern takes in', () => {
    const name = fc.constantFrom(
      'a',
      'B',
      'b',
      'ab',
      'a b',
      '\u017f',
      's',
      'k',
      '\u212a',
      'a.b',
      '\u00e9',
    )
    const odd = fc.constantFrom('*', '**', '***', 'a*', '?', '[ab]', '\\*', '\\ ', 'a ', ' ')
    const joined = (parts: fc.Arbitrary<string>) =>
      fc.array(parts, { minLength: 1, maxLength: 3 }).map((all) => all.join('/'))
    const pattern = fc
      .tuple(
        fc.constantFrom('', '', '/', '!', '\\!'),
        joined(fc.oneof(name, odd)),
        fc.constantFrom('', '/', '/**', ' '),
      )
      .map((parts) => parts.join(''))
      .filter((one) => patternFlaw(one) === null)
    const patterns = fc.array(pattern, { minLength: 1, maxLength: 3 })
    const kind = fc.constantFrom('file', 'symlink', null)
    fc.assert(
      fc.property(patterns, joined(name), kind, (list, path, what) => {
        const one = file(path, what)
        if (slowly(list, one)) expect(matches(list)(one)).toEqual([path])
      }),
      { numRuns: 2000 },
    )
  })
})

test.for<readonly [pattern: string, branch: string, isMatched: boolean]>([
  ['main', 'main', true],
  ['main', 'Main', false],
  ['main', 'feature/main', false],
  ['main', 'main/next', false],
  ['release/*', 'release/1', true],
  ['release/*', 'release', false],
  ['release/*', 'release/1/2', false],
  ['release/**', 'release/1/2', true],
  ['**/hotfix', 'hotfix', true],
  ['**/hotfix', 'team/a/hotfix', true],
  ['a/**/b', 'a/x/y/b', true],
  ['*', 'main', true],
  ['*', 'feature/main', false],
  ['**', 'feature/main', true],
  ['rel*', 'release', true],
  ['*-lts', '1-lts', true],
  ['!main', '!main', true],
  ['!main', 'main', false],
  ['#1', '#1', true],
  ['{a,b}', 'a', false],
  ['a.b', 'axb', false],
  ['**', '', false],
])('the branch pattern %s and %s: %s', ([pattern, branch, isMatched]) => {
  expect(matchesBranch([pattern], branch)).toBe(isMatched)
})

test('one of several branch patterns is enough', () => {
  expect(matchesBranch(['main', 'release/*'], 'release/2')).toBe(true)
  expect(matchesBranch(['main', 'release/*'], 'next')).toBe(false)
})
