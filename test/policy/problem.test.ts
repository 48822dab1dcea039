// How values and choices are named in sentences.
import { expect, test } from 'vitest'
import { choice, cut, nameOf, nearest } from '../../src/policy/problem.ts'

test.for([
  ['short', 'short'],
  ['x'.repeat(80), 'x'.repeat(80)],
  ['x'.repeat(81), `${'x'.repeat(79)}…`],
  ['😀'.repeat(80), '😀'.repeat(80)],
  ['😀'.repeat(500), `${'😀'.repeat(79)}…`],
  ['a\n::error::b', 'a\n::error::b'],
])('%j is quoted as %j', ([text, quoted]) => {
  expect(cut(text ?? '')).toBe(quoted)
})

test.for([
  [['a'], '"a"'],
  [['a', 'b'], '"a" or "b"'],
  [['a', 'b', 'c'], '"a", "b" or "c"'],
] as const)('%j: %s', ([names, text]) => {
  expect(choice(names)).toBe(text)
})

test('a place is named as one would write it', () => {
  expect(nameOf(['protected-paths', 0, 'from', 'teams', 1])).toBe(
    'protected-paths[0].from.teams[1]',
  )
  expect(nameOf([])).toBe('')
  expect(nameOf(['conflicts', 'x'.repeat(200)])).toBe(`conflicts.${'x'.repeat(79)}…`)
})

test.for([
  ['self-aproval', 'self-approval'],
  ['Self_Approval', 'self-approval'],
  ['of', 'off'],
  ['on', null],
  ['self-merge', null],
  ['x'.repeat(100_000), null],
  [1, null],
] as const)('%j may have meant %j', ([text, name]) => {
  expect(nearest(text, ['self-approval', 'off', 1])).toBe(name)
})
