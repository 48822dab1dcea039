// Pieces of sentences that duties, rules and reports say alike.
import { expect, test } from 'vitest'
import { counting, ended, listed, short } from '../../src/duties/evidence.ts'

test.for([
  { items: [], is: '' },
  { items: ['a'], is: 'a' },
  { items: ['a', 'b'], is: 'a and b' },
  { items: ['a', 'b', 'c'], is: 'a, b and c' },
  { items: ['a', 'b', 'c', 'd', 'e'], is: 'a, b, c, d and e' },
  { items: ['a', 'b', 'c', 'd', 'e', 'f'], is: 'a, b, c, d and 2 more' },
  { items: [...'abcdefghij'], is: 'a, b, c, d and 6 more' },
])('$items are listed as "$is"', ({ items, is }) => {
  expect(listed(items)).toBe(is)
})

test.for([
  { most: 6, is: 'a, b, c, d, e and f' },
  { most: 3, is: 'a, b and 4 more' },
  { most: 1, is: '6 more' },
])('six items, $most at most: "$is"', ({ most, is }) => {
  expect(listed([...'abcdef'], most)).toBe(is)
})

test.for([
  { count: 0, is: '0 approvals' },
  { count: 1, is: '1 approval' },
  { count: 2, is: '2 approvals' },
])('$is', ({ count, is }) => {
  expect(counting(count, 'approval')).toBe(is)
})

test('a commit goes by the seven characters that GitHub shows', () => {
  expect(short('4aadfff000000000000000000000000000000000')).toBe('4aadfff')
})

test.for([
  { sentence: 'It is so', is: 'It is so.' },
  { sentence: 'It is so.', is: 'It is so.' },
  { sentence: 'Is it so?', is: 'Is it so?' },
  { sentence: 'It is so!', is: 'It is so!' },
  { sentence: 'v1.2 is so', is: 'v1.2 is so.' },
])('"$sentence" ends as "$is"', ({ sentence, is }) => {
  expect(ended(sentence)).toBe(is)
})
