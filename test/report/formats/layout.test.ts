// Plain pages: wrapped sentences and aligned columns, foreign text made inert.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  aligned,
  glossary,
  pageWidth,
  section,
  sentence,
  wrapped,
} from '../../../src/report/formats/layout.ts'

test.for([
  { given: 'a b', width: 10, lines: ['a b'] },
  { given: '  one two  three ', width: 7, lines: ['one two', 'three'] },
  { given: 'abcdefghij k', width: 4, lines: ['abcd', 'efgh', 'ij k'] },
  { given: '', width: 4, lines: [] },
  { given: 'a\u202eb', width: 20, lines: ['a\\u202eb'] },
  { given: 'x ::error::y', width: 20, lines: ['x \\u003a:error::y'] },
  { given: '😀😀😀', width: 2, lines: ['😀😀', '😀'] },
])('$given in $width columns', ({ given, width, lines }) => {
  expect(wrapped(given, width)).toEqual(lines)
})

test('columns are as wide as their widest cell, and a cell may be some lines', () => {
  expect(aligned([[['a'], ['bb']], [['ccc'], ['d', 'e']], [['f']]])).toEqual([
    'a     bb',
    'ccc   d',
    '      e',
    'f',
  ])
})

test('a glossary wraps beside its terms', () => {
  const lines = glossary([
    ['short', 'x '.repeat(60)],
    ['longer', 'y'],
  ])
  expect(lines).toHaveLength(3)
  expect(lines[1]).toMatch(/^ {11}x/)
  expect(lines[2]).toBe('  longer   y')
})

test('a title is underlined', () => {
  expect(section('Rules', ['a'])).toEqual(['', 'Rules', '-----', 'a'])
})

test('whatever the text, no line is wider than a page, nor two lines', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      for (const line of sentence(text)) {
        expect([...line].length).toBeLessThanOrEqual(pageWidth)
        expect(line).not.toMatch(/[\n\r\u202e]/)
      }
    }),
  )
})
