// Which lines of a policy a finding rests on.
import { describe, expect, test } from 'vitest'
import { marksIn } from '../../../src/report/page/policy-text.ts'

const text = `version: 1
approvals: {required: 2}
conflicts:
  author-deploys: {enforcement: enforce}
  tester-deploys:
    duties: [approver, deployer]

    enforcement: enforce
  # the next one
required-checks:
- name: test
  app: github-actions

exceptions:
  - rules: [author-deploys]
break-glass: {responders: {users: [rosa]}}
`

const violated = (rule: string) => ({ rule, outcome: 'violated' })
const linesOf = (...deciding: Parameters<typeof marksIn>[1]) => [
  ...marksIn(text, deciding).byLine.keys(),
]

describe('the lines of', () => {
  test.for([
    { given: 'a key on one line', deciding: violated('author-deploys'), lines: [4] },
    {
      given: 'a key with lines below',
      deciding: violated('tester-deploys'),
      lines: [5, 6, 7, 8],
    },
    {
      given: 'a list as deep as its key',
      deciding: violated('required-checks'),
      lines: [10, 11, 12],
    },
    { given: 'the demand that a rule reads', deciding: violated('fresh-approval'), lines: [2] },
    {
      given: 'an exception',
      deciding: { rule: 'author-deploys', outcome: 'excepted' },
      lines: [4, 14, 15],
    },
    {
      given: 'a break-glass',
      deciding: { rule: 'author-deploys', outcome: 'excepted', waiver: {} },
      lines: [4, 16],
    },
  ])('$given', ({ deciding, lines }) => {
    expect(linesOf(deciding)).toEqual(lines)
  })
})

test('a rule of which the file says nothing is named', () => {
  const { byLine, unnamed } = marksIn(text, [violated('self-merge'), violated('author-deploys')])
  expect([[...byLine.keys()], unnamed]).toEqual([[4], ['self-merge']])
})

test('a line on which two rules rest names both', () => {
  const { byLine } = marksIn(text, [violated('self-approval'), violated('independent-approval')])
  expect(byLine.get(2)).toEqual(['self-approval', 'independent-approval'])
})

test('what is no YAML has no lines', () => {
  expect(marksIn('a: [', [violated('self-approval')])).toEqual({
    byLine: new Map(),
    unnamed: ['self-approval'],
  })
})
