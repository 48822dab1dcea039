// Exceptions that cover nothing, or that somebody grants to themselves; and what no break-glass can waive.
import { expect, test } from 'vitest'
import { flaws } from '../problems.ts'

const exception = (rules: string, people: string, grantor: string) =>
  `exceptions: [{rules: [${rules}], people: [${people}], reason: x, granted-by: ${grantor}, until: 2030-01-01}]`
const joined = 'people: [{name: Ada, accounts: [ada, ada-admin]}]'
const idle = (at: number, rule: string, why: string) =>
  `warning 2 exceptions[0].rules[${at}] covers nothing: "${rule}" stands whatever is granted, since ${why}; leave it out`

test.for([
  { given: exception('self-merge, sponsored-agents', 'ada', 'dana'), problems: [] },
  {
    given: exception('control-plane, complete-facts, attributable-commits', 'ada', 'dana'),
    problems: [
      idle(0, 'control-plane', 'no exception can waive it'),
      idle(1, 'complete-facts', 'it is never violated'),
      idle(2, 'attributable-commits', 'it is never violated'),
    ],
  },
  {
    given: exception('self-merge', 'bob, ADA', 'ada'),
    problems: [
      'error 2 exceptions[0].granted-by names "ada", whom it favours; somebody else must grant it',
    ],
  },
  {
    given: `${exception('self-merge', 'ada', 'ada-admin')}\n${joined}`,
    problems: [
      'error 2 exceptions[0].granted-by names "ada-admin", whom it favours as "ada"; somebody else must grant it',
    ],
  },
  { given: exception('self-merge', 'ada', 'ada-admin'), problems: [] },
])('$given', ({ given, problems }) => {
  expect(flaws(given)).toEqual(problems)
})

const breakGlass = (rules: string) =>
  `break-glass: {responders: {users: [a]}, approvers: {users: [b]}, rules: [${rules}]}`

test.for([
  'control-plane',
  'sponsored-agents',
  'attributable-commits',
  'complete-facts',
  'break-glass',
])('no emergency waives %s', (rule) => {
  expect(flaws(breakGlass(`self-merge, ${rule}`))).toEqual([
    `error 2 break-glass.rules[1] names "${rule}", which no emergency can waive; leave it out`,
  ])
})

test('an emergency may waive the others', () => {
  expect(flaws(breakGlass('self-merge, reviewed-range, independent-approval'))).toEqual([])
})
