// Canonical JSON that is made once for each level is the same text as the library's.
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalTexts } from '../../src/record/canonical.ts'

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    fc.jsonValue({ maxDepth: 0 }),
    fc.string({ unit: 'grapheme' }),
    fc.constant(undefined),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.nat().map(String)), tie('value')),
  ),
}))

test('is what RFC 8785 says, of the whole and of each part', () => {
  fc.assert(
    fc.property(value, (tree) => {
      const text = canonicalTexts()
      expect(text(tree)).toBe(canonicalize(tree))
      const parts = typeof tree === 'object' ? Object.values(tree ?? {}) : []
      for (const part of parts) expect(text(part)).toBe(canonicalize(part))
      expect(text(tree)).toBe(canonicalize(tree))
    }),
  )
})

test('orders keys by UTF-16 code units, numbers among them', () => {
  const tree = { '\u{1f600}': 1, '\ufb33': 2, 10: 3, 9: 4, '': 5, a: undefined }
  expect(canonicalTexts()(tree)).toBe('{"":5,"10":3,"9":4,"\u{1f600}":1,"\ufb33":2}')
})

test('refuses half a character', () => {
  for (const tree of ['\ud800', ['\ud800'], { '\ud800': 1 }]) {
    expect(() => canonicalTexts()(tree)).toThrow('Lone surrogate')
  }
})
