// Exceptions that cover nothing, and what no break-glass can waive.

import { describe, expect, test } from 'vitest'
import { parsePolicy } from '../../../src/policy/reading.ts'
import { neverWaived } from '../../../src/policy/rule-ids.ts'
import { problemsOf } from '../problems.ts'

describe('what none can cover', () => {
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
    expect(problemsOf(given)).toEqual(problems)
  })

  const breakGlass = (rules: string) =>
    `break-glass: {responders: {users: [a]}, approvers: {users: [b]}, rules: [${rules}]}`

  test.for([...neverWaived])('no emergency waives %s, since %s', ([rule, why]) => {
    expect(problemsOf(breakGlass(`self-merge, ${rule}`))).toEqual([
      `error 2 break-glass.rules[1] names "${rule}", which no emergency can waive, since ${why}; leave it out`,
    ])
  })

  test('an emergency may waive the others', () => {
    expect(problemsOf(breakGlass('self-merge, reviewed-range, independent-approval'))).toEqual([])
  })
})

describe('exceptions that are over, by the clock that is given', () => {
  const text = [
    'version: 1',
    'exceptions:',
    ...['2026-01-31', '2026-03-01'].map(
      (day) =>
        `  - {rules: [self-merge], people: [ada], reason: x, granted-by: dana, until: ${day}}`,
    ),
  ].join('\n')

  const ended = (index: number, day: string) => ({
    severity: 'warning',
    line: 3 + index,
    column: 5,
    message: `exceptions[${index}] ended on ${day} and covers nothing; remove it`,
  })

  test.for([
    { now: '2026-01-31T23:59:59Z', problems: [] },
    { now: '2026-02-01T00:00:00Z', problems: [ended(0, '2026-01-31')] },
    {
      now: '2026-03-02T00:00:00Z',
      problems: [ended(0, '2026-01-31'), ended(1, '2026-03-01')],
    },
    { now: null, problems: [] },
  ])('at $now', ({ now, problems }) => {
    const parsed = parsePolicy(text, now)
    expect(parsed.problems).toEqual(problems)
    expect(parsed.policy?.exceptions).toHaveLength(2)
  })

  test('of a policy with errors those alone are reported', () => {
    const { problems } = parsePolicy(`${text}\napprovals: 1`, '2027-01-01T00:00:00Z')
    expect(problems.map(({ severity }) => severity)).toEqual(['error'])
  })
})
