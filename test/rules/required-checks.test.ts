// required-checks: the newest result of each check named, by name and app, is a success on this very commit.
import { expect, test } from 'vitest'
import type { CheckResult, Deployment } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { requiredChecks } from '../../src/rules/required-checks.ts'
import { deploymentCaseOf, inWords, merged, oid, short } from '../fixtures.ts'

const names = (...all: readonly string[]): string =>
  `version: 1\nrequired-checks: [${all.map((name) => `{name: ${name}, app: github-actions}`).join(', ')}]`

const check = (more: Partial<CheckResult> = {}): CheckResult => ({
  name: 'test',
  app: 'github-actions',
  conclusion: 'success',
  at: '2026-03-01T12:10:00Z',
  run: { branch: 'main', head: oid('m1') },
  ...more,
})

const answer = (
  checks: readonly CheckResult[],
  policy = names('test'),
  more: Partial<Deployment> = {},
) =>
  requiredChecks(deploymentCaseOf({ checks: known(checks, 'test'), ...more }, [merged()], policy))

const m1 = short('m1')
const at = (minute: number): string => `2026-03-01T12:${minute}:00Z`

test('a policy that names no checks: not applicable, whatever is unknown', () => {
  const checks = unknown('not asked', 'test')
  expect(inWords(requiredChecks(deploymentCaseOf({ checks })))).toEqual([
    { pull: null, outcome: 'not-applicable', message: 'The policy names no checks.' },
  ])
})

test('checks that could not be read: undetermined', () => {
  const checks = unknown('GitHub is down', 'GET check-runs', 'Wait.')
  expect(inWords(answer([], names('test'), { checks }))).toEqual([
    {
      pull: null,
      outcome: 'undetermined',
      message: `The checks of ${m1} are unknown: GitHub is down.`,
      remedy: 'Wait.',
    },
  ])
})

test.for<{ given: string; checks: readonly CheckResult[] }>([
  { given: 'a success', checks: [check()] },
  { given: 'a success of no run', checks: [check({ run: null })] },
  {
    given: 'a success after a failure',
    checks: [check({ at: at(11) }), check({ at: at(10), conclusion: 'failure' })],
  },
  {
    given: 'a failure of a check of another name',
    checks: [check(), check({ name: 'tests', conclusion: 'failure', at: at(20) })],
  },
  {
    given: 'a failure of the same name by another app',
    checks: [check(), check({ app: 'circleci', conclusion: 'failure', at: at(20) })],
  },
  {
    given: 'a newer success over what an older run elsewhere says',
    checks: [
      check({ at: at(11) }),
      check({ at: at(10), run: { branch: 'evil', head: oid('m1') } }),
    ],
  },
  {
    given: 'a success here, before what a run elsewhere says',
    checks: [
      check({ at: at(10) }),
      check({ run: { branch: 'evil', head: oid('m1') }, at: at(11), conclusion: 'failure' }),
    ],
  },
])('$given: satisfied', ({ checks }) => {
  expect(inWords(answer(checks))).toEqual([
    {
      pull: null,
      outcome: 'satisfied',
      message: `On ${m1} test of github-actions is success.`,
    },
  ])
})

const foreign = 'of a run on another branch or commit'

test.for<{ given: string; checks: readonly CheckResult[]; result: string }>([
  { given: 'no result', checks: [], result: 'missing' },
  { given: 'a success of another app', checks: [check({ app: 'mallory' })], result: 'missing' },
  { given: 'a success of another name', checks: [check({ name: 'Test' })], result: 'missing' },
  { given: 'a failure', checks: [check({ conclusion: 'failure' })], result: 'failure' },
  { given: 'a skipped check', checks: [check({ conclusion: 'skipped' })], result: 'skipped' },
  { given: 'a neutral check', checks: [check({ conclusion: 'neutral' })], result: 'neutral' },
  { given: 'a check that runs', checks: [check({ conclusion: null })], result: 'not completed' },
  {
    given: 'a failure after a success',
    checks: [check({ at: at(11), conclusion: 'failure' }), check({ at: at(10) })],
    result: 'failure',
  },
  {
    given: 'a failure in the second of a success',
    checks: [check({ conclusion: 'failure' }), check()],
    result: 'failure',
  },
  {
    given: 'a failure in the second of a success, listed last',
    checks: [check(), check({ conclusion: 'failure' })],
    result: 'failure',
  },
  {
    given: 'one that has not started, after a success',
    checks: [check({ at: null, conclusion: null }), check()],
    result: 'not completed',
  },
  {
    given: 'a success on another branch',
    checks: [check({ run: { branch: 'evil', head: oid('m1') } })],
    result: foreign,
  },
  {
    given: 'a success on no branch',
    checks: [check({ run: { branch: null, head: oid('m1') } })],
    result: foreign,
  },
  {
    given: 'a success on another commit',
    checks: [check({ run: { branch: 'main', head: oid('c1') } })],
    result: foreign,
  },
  {
    given: 'a success elsewhere, after a failure here',
    checks: [
      check({ conclusion: 'failure', at: at(10) }),
      check({ run: { branch: 'evil', head: oid('m1') }, at: at(11) }),
    ],
    result: 'failure',
  },
])('$given: violated', ({ checks, result }) => {
  expect(inWords(answer(checks))).toEqual([
    {
      pull: null,
      outcome: 'violated',
      message: `On ${m1} test of github-actions is ${result}.`,
      remedy: 'Let these checks run to a success on this very commit, and deploy again.',
      commits: [oid('m1')],
    },
  ])
})

test('a run on an unknown branch is no success', () => {
  const branch = unknown('GitHub is down', 'test')
  expect(answer([check()], names('test'), { branch })[0]?.outcome).not.toBe('satisfied')
})

test('all are told, up to ten, and one that is open is enough', () => {
  const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
  const [told] = answer(
    all.slice(1).map((name) => check({ name })),
    names(...all),
  )
  expect(told?.outcome).toBe('violated')
  expect(told?.message).toBe(
    `On ${m1} a of github-actions is missing, ${all
      .slice(1, 9)
      .map((name) => `${name} of github-actions is success`)
      .join(', ')} and j of github-actions is success.`,
  )
})
