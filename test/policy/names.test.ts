// Names in a policy: which ones a conflict may bear, and that those of rules exist.
import { expect, test } from 'vitest'
import { problemsOf } from './problems.ts'

const own = (name: string) => `conflicts:\n  ${name}: {duties: [approver, merger]}`
const demand = 'must be named in lower-case words with hyphens, such as "tester-deploys"'

test.for(['tester-deploys', 'four-eyes2', 'x', 'a'.repeat(60)])('%s may be a conflict', (name) => {
  expect(problemsOf(own(name))).toEqual([])
})

test.for([
  'Tester',
  'tester_deploys',
  'tester deploys',
  '-a',
  'a-',
  'a--b',
  '2nd',
  '__proto__',
  'toString',
  '""',
])('%s may not', (name) => {
  expect(problemsOf(own(name))).toEqual([`error 3 conflicts.${name.replaceAll('"', '')} ${demand}`])
})

test.for([
  [
    own('constructor'),
    'error 3 conflicts.constructor is a word that programs take for their own; give your conflict another name',
  ],
  [
    own('break-glass'),
    'error 3 conflicts.break-glass must not bear the id of a rule; give your own conflict another name',
  ],
  [own('a'.repeat(61)), `error 3 conflicts.${'a'.repeat(61)} ${demand}`],
] as const)('%j', ([text, sentence]) => {
  expect(problemsOf(text)).toEqual([sentence])
})

const excepted = (...rules: string[]) =>
  `exceptions: [{rules: [${rules.join(', ')}], people: [a], reason: x, granted-by: b, until: 2030-01-01}]`
const unknown = 'must be the id of a rule or of a conflict, not'

test.for([
  { given: excepted('self-merge', 'independent-approval'), problems: [] },
  { given: `${excepted('own')}\n${own('own')}`, problems: [] },
  {
    given: excepted('self-merg', 'nonsense', 'toString'),
    problems: [
      `error 2 exceptions[0].rules[0] ${unknown} "self-merg"; did you mean "self-merge"?`,
      `error 2 exceptions[0].rules[1] ${unknown} "nonsense"`,
      `error 2 exceptions[0].rules[2] ${unknown} "toString"`,
    ],
  },
  {
    given: `${excepted('tester-deploy')}\n${own('tester-deploys')}`,
    problems: [
      `error 2 exceptions[0].rules[0] ${unknown} "tester-deploy"; did you mean "tester-deploys"?`,
    ],
  },
  {
    given:
      'break-glass: {responders: {users: [a]}, approvers: {users: [b]}, rules: [self-aproval]}',
    problems: [
      `error 2 break-glass.rules[0] ${unknown} "self-aproval"; did you mean "self-approval"?`,
    ],
  },
])('$given', ({ given, problems }) => {
  expect(problemsOf(given)).toEqual(problems)
})

test('a name without end is cut, whatever is said of it', () => {
  const long = 'x'.repeat(9000)
  for (const entry of ['{}', '{duties: [a, b]}', '{duties: [author, contributor]}']) {
    for (const sentence of problemsOf(`conflicts: {${long}: ${entry}}`)) {
      expect(sentence.length).toBeLessThan(400)
    }
  }
})

test('they are reported together with whatever else is wrong', () => {
  expect(
    problemsOf(`approvals: {required: 0}\n${excepted('self-merg')}`).map((one) => one.slice(0, 7)),
  ).toEqual(['error 2', 'error 3'])
})

test.for(['conflicts: []', 'exceptions: {}', 'exceptions: [1]', 'break-glass: 1'])(
  'where there are none, none is wrong: %s',
  (text) => {
    expect(problemsOf(text)).toHaveLength(1)
  },
)
