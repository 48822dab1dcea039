// What is wrong with a path pattern that cannot be meant.
import { expect, test } from 'vitest'
import { idleNegations, patternFlaw } from '../../../src/policy/paths/pattern-flaws.ts'

const empty = 'must not be empty; write a pattern such as "src/**"'
const dots = 'must not hold ".."; name the path from the root of the repository'
const disk = 'must start at the repository, not at a disk; write it like "src/**"'
const slash = 'must separate directories with "/", not with "\\"'
const bracket = 'must close each "[" with "]"; write "\\[" for that character'
const oneLine = 'must be one line; write each pattern as an entry of its own'
const braces = 'must not list choices in "{}"; write an entry for each of them'
const noClass = 'must not hold a character class that does not exist; "[:alpha:]" is one that does'

test.for([
  ['', empty],
  ['  ', empty],
  ['!', empty],
  ['a'.repeat(1000), 'must be shorter than 1000 characters'],
  ['src/**\nlib/**', oneLine],
  ['src\r', oneLine],
  ['src\0', oneLine],
  ['#src', 'must not start with "#", which makes it a comment; write "\\#" for that character'],
  ['C:\\src', disk],
  ['c:/src', disk],
  ['./src/**', 'must not start with "./"; leave these two characters out'],
  ['!./src/**', 'must not start with "./"; leave these two characters out'],
  ['../src', dots],
  ['src/../lib', dots],
  ['src/..', dots],
  ['..', dots],
  ['.', 'must not hold "." as a directory; leave it out'],
  ['src/./lib', 'must not hold "." as a directory; leave it out'],
  ['/', 'must name something below "/"; write "**" for every file'],
  ['src//lib', 'must not hold "//"; write one "/"'],
  ['src\\lib', slash],
  ['src\\', slash],
  ['src\\\\\\', slash],
  ['src/{a,b}/**', braces],
  ['{abc,d}', braces],
  ['src/[ab', bracket],
  ['src/[]', bracket],
  ['src/[!]', bracket],
  ['src/[[:alpha:]', bracket],
  ['src/[a\\]', bracket],
  ['src/[[:letter:]]', noClass],
  ['src/[[::]]', noClass],
])('%j %s', ([pattern, sentence]) => {
  expect(patternFlaw(pattern ?? '')).toBe(sentence)
})

test.for([
  ...[
    'src/**',
    '/src',
    'src/',
    '*',
    '**',
    '!src/a',
    '.github/',
    '..a',
    'a..',
    'a.',
    '.a/.b',
    'a b',
  ],
  ...['\\#a', '\\!a', '!\\!a', 'a\\*', 'a\\ ', 'a\\\\b', '\\{a,b}', '{a}', '{{a}}', 'a\\[b'],
  ...[
    '[ab]',
    '[!a]',
    '[^a]',
    '[]a]',
    '[!]a]',
    '[[:alpha:]_]',
    '[\\]]',
    '[[]',
    '[a][b]',
    'a/b:/c',
    'a'.repeat(999),
  ],
])('%j is fine', (pattern) => {
  expect(patternFlaw(pattern)).toBeNull()
})

test.for([
  [['src/**', '!src/docs/**'], [{ pattern: 1, directory: 'src/docs/' }]],
  [['src/**', '!/src/docs/a/*.md'], [{ pattern: 1, directory: 'src/docs/' }]],
  [['src/', '!src/a.md'], [{ pattern: 1, directory: 'src/' }]],
  [['a/**', 'b/**', '!b/**/x.md', '!a/y.md'], [{ pattern: 2, directory: 'b/x/' }]],
  [['src/**', '!src/docs/', '!src/docs/**'], []],
  [['src/**', '!src/a.md'], []],
  [['!a', 'a/'], []],
  [['*.ts', '!*.d.ts', '!lib/*.ts'], []],
  [['src/**', '!src/[ab]/c'], []],
] as const)('%j are idle: %j', ([patterns, kept]) => {
  expect(idleNegations(patterns)).toEqual(kept)
})
