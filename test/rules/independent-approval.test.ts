// independent-approval: as many approvals count as the policy demands.
import { expect, test } from 'vitest'
import type { Review } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { independentApproval } from '../../src/rules/independent-approval.ts'
import { caseOf, change, inWords, merged, oid, review, short } from '../fixtures.ts'

const answer = (reviews: readonly Review[], required = 1, people = '[]') =>
  inWords(
    independentApproval(
      caseOf(
        change({ reviews: known(reviews, 'test') }),
        `{version: 1, approvals: {required: ${required}}, people: ${people}}`,
      ),
    ),
  )

const [c0, c1] = [short('c0'), short('c1')]
const stale = review('cleo', { commit: oid('c0') })
const staleReason = `cleo's approval is outdated: it is for ${c0}, the latest commit is ${c1}`

test.for<{
  given: string
  reviews: readonly Review[]
  required: number
  message: string
  people: readonly string[]
}>([
  {
    given: 'the one that is demanded',
    reviews: [review('bob')],
    required: 1,
    message: '1 of 1 required approvals: bob.',
    people: ['bob'],
  },
  {
    given: 'more than demanded',
    reviews: [review('bob'), review('cleo')],
    required: 1,
    message: '2 of 1 required approvals: bob and cleo.',
    people: ['bob', 'cleo'],
  },
  {
    given: 'two of two, and one set aside, which harms nothing',
    reviews: [review('bob'), review('dana'), stale],
    required: 2,
    message: '2 of 2 required approvals: bob and dana.',
    people: ['bob', 'dana'],
  },
])('$given: satisfied', ({ reviews, required, message, people }) => {
  expect(answer(reviews, required)).toEqual({ outcome: 'satisfied', message, people })
})

const ask = (whom: string): string => `Ask ${whom} to approve ${c1}.`

test.for<{
  given: string
  reviews: readonly Review[]
  required: number
  message: string
  remedy: string
  people: readonly string[]
}>([
  {
    given: 'none of one',
    reviews: [],
    required: 1,
    message: '0 of 1 required approvals.',
    remedy: ask('a non-contributor'),
    people: [],
  },
  {
    given: 'none of two',
    reviews: [],
    required: 2,
    message: '0 of 2 required approvals.',
    remedy: ask('2 non-contributors'),
    people: [],
  },
  {
    given: 'one of two',
    reviews: [review('bob')],
    required: 2,
    message: '1 of 2 required approvals (bob).',
    remedy: ask('a non-contributor'),
    people: ['bob'],
  },
  {
    given: 'two of three',
    reviews: [review('bob'), review('dana')],
    required: 3,
    message: '2 of 3 required approvals (bob and dana).',
    remedy: ask('a non-contributor'),
    people: ['bob', 'dana'],
  },
  {
    given: 'one that is set aside',
    reviews: [stale],
    required: 1,
    message: `0 of 1 required approvals. ${staleReason}.`,
    remedy: ask('a non-contributor'),
    people: ['cleo'],
  },
  {
    given: 'one that counts, and two set aside',
    reviews: [review('bob'), stale, review(null)],
    required: 2,
    message:
      `1 of 2 required approvals (bob). ${staleReason}. The approval of a deleted account does ` +
      'not count because it is by an account that is deleted.',
    remedy: ask('a non-contributor'),
    people: ['bob', 'cleo'],
  },
])('$given: violated', ({ reviews, required, message, remedy, people }) => {
  expect(answer(reviews, required)).toEqual({
    outcome: 'violated',
    awaitsApproval: true,
    message,
    remedy,
    people,
  })
})

test('one person by two accounts counts once, and is told by the account used', () => {
  expect(
    answer(
      [review('bob', { at: '2026-03-01T10:30:00Z' }), review('bob-admin')],
      2,
      '[{name: Bob, accounts: [bob, bob-admin]}]',
    ),
  ).toMatchObject({
    outcome: 'violated',
    awaitsApproval: true,
    message: '1 of 2 required approvals (bob-admin (Bob)).',
    people: ['bob-admin'],
  })
})

test('reviews that are unknown: undetermined', () => {
  const told = change({ reviews: unknown('GitHub is down', 'test') })
  expect(independentApproval(caseOf(told))).toEqual({
    outcome: 'undetermined',
    message: 'The reviews are unknown.',
  })
})

test('of a merged change, what hangs on rights that nobody can look up is uncertain, and is told so', () => {
  const reviews = known([review('bob'), review('dana', { canPush: false })], 'test')
  const two = '{version: 1, approvals: {required: 2}}'
  expect(inWords(independentApproval(caseOf(merged({}, { reviews }), two)))).toEqual({
    outcome: 'undetermined',
    message:
      "1 of 2 required approvals (bob), as far as is certain. dana's approval may not count because it " +
      'is by somebody without write access now.',
    remedy: ask('a non-contributor'),
    people: ['bob', 'dana'],
    isCoverable: true,
  })
})

test('how many are demanded is unknown: undetermined, with the strictest and the least', () => {
  const demands = '{version: 1, approvals: [{required: 1}, {required: 2, paths: ["src/**"]}]}'
  const told = change({ files: unknown('GitHub is down', 'test') })
  expect(inWords(independentApproval(caseOf(told, demands)))).toEqual({
    outcome: 'undetermined',
    message:
      '1 of 2 required approvals (bob). Whether the policy demands 2 or 1 is unknown: not all files, ' +
      'lines or authors of the change are known.',
    remedy: ask('a non-contributor'),
    people: ['bob'],
  })
})
