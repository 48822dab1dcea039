// Exceptions that are over are told, by the clock that is given.
import { expect, test } from 'vitest'
import { parsePolicy } from '../../../src/policy/parse.ts'

const text = [
  'version: 1',
  'exceptions:',
  ...['2026-01-31', '2026-03-01'].map(
    (day) => `  - {rules: [self-merge], people: [ada], reason: x, granted-by: dana, until: ${day}}`,
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

test('a policy with errors is told those alone', () => {
  const { problems } = parsePolicy(`${text}\napprovals: 1`, '2027-01-01T00:00:00Z')
  expect(problems.map(({ severity }) => severity)).toEqual(['error'])
})
