// complete-facts and attributable-commits of a deployment: what no other rule stops for, these stop for.
import { expect, test } from 'vitest'
import type { Deployment } from '../../../src/facts/deployment.ts'
import { known, unknown } from '../../../src/facts/fact.ts'
import {
  attributableRange,
  completeDeployment,
} from '../../../src/rules/support/complete-deployment.ts'
import type { DeploymentCase } from '../../../src/rules/support/deployment-case.ts'
import { deploymentCaseOf, merged, oid, pastReview, short } from '../../fixtures.ts'

const down = unknown('GitHub is down', 'GET it', 'Wait.')
const late = unknown('it is late', 'GET that', 'Sleep.')

const answer = (told: Partial<Deployment>, policy = '', more: Partial<DeploymentCase> = {}) =>
  completeDeployment(deploymentCaseOf(told, [merged()], `version: 1\n${policy}`, more))

const whole = [{ pull: null, outcome: 'satisfied', message: 'Every list is whole.' }]
const gap = [
  {
    pull: null,
    outcome: 'undetermined',
    message: 'Not everything is known: GitHub is down (GET it).',
    remedy: 'Wait.',
  },
]

test('everything known', () => {
  expect(answer({})).toEqual(whole)
})

type FactName =
  | 'branch'
  | 'range'
  | 'attempts'
  | 'triggers'
  | 'releases'
  | 'hasReviewers'
  | 'checks'
  | 'bypasses'

test.for<{ fact: FactName; rule: string; entry: string }>([
  { fact: 'branch', rule: 'reviewed-range', entry: 'rules' },
  { fact: 'range', rule: 'reviewed-range', entry: 'rules' },
  { fact: 'attempts', rule: 'author-deploys', entry: 'conflicts' },
  { fact: 'triggers', rule: 'author-deploys', entry: 'conflicts' },
  { fact: 'releases', rule: 'author-releases', entry: 'conflicts' },
  { fact: 'hasReviewers', rule: 'author-releases', entry: 'conflicts' },
  { fact: 'checks', rule: 'required-checks', entry: 'rules' },
  { fact: 'bypasses', rule: 'bypasser-deploys', entry: 'conflicts' },
])('unknown $fact: told here only where $rule is loosened', ({ fact, rule, entry }) => {
  const told = { [fact]: down }
  expect(answer(told)).toEqual(whole)
  for (const enforcement of ['warn', 'off']) {
    expect(answer(told, `${entry}: {${rule}: {enforcement: ${enforcement}}}`)).toEqual(gap)
  }
})

test('a rule that is loosened for another environment stops by itself', () => {
  const policy = (environment: string) =>
    `conflicts: {author-deploys: {enforcement: warn, environments: [${environment}]}}`
  expect(answer({ attempts: down }, policy('staging'))).toEqual(whole)
  expect(answer({ attempts: down }, policy('production'))).toEqual(gap)
})

test.for<{ given: string; told: Partial<Deployment>; more?: Partial<DeploymentCase> }>([
  { given: 'the policy at the start of the range', told: { policyAtStart: down } },
  { given: 'a change of the range', told: {}, more: { changesRead: down } },
])('$given could not be read: undetermined', ({ told, more }) => {
  expect(answer(told, '', more)).toEqual(gap)
})

test('where the range is unknown, what hangs on it is not told beside it', () => {
  const told = { range: down, policyAtStart: late }
  expect(answer(told, '', { changesRead: late })).toEqual(whole)
})

test('where nobody else would say it, changes that follow from no range are told', () => {
  const loose = 'rules: {reviewed-range: {enforcement: off}}'
  const [told] = answer({ range: down, policyAtStart: late }, loose, { changesRead: late })
  expect(told?.message).toBe(
    'Not everything is known: GitHub is down (GET it); it is late (GET that).',
  )
})

test('each gap and each remedy is told once', () => {
  const told = { policyAtStart: late, attempts: down, triggers: down }
  const loose = 'conflicts: {author-deploys: {enforcement: off}}'
  expect(answer(told, loose)).toEqual([
    {
      pull: null,
      outcome: 'undetermined',
      message: 'Not everything is known: GitHub is down (GET it); it is late (GET that).',
      remedy: 'Wait. Sleep.',
    },
  ])
})

test('commits past review that lead to people: nothing to say', () => {
  expect(attributableRange(deploymentCaseOf(pastReview('ada', 'bob')))).toEqual([])
})

test('a deployer whom nobody knows is no matter of commits', () => {
  const attempts = known([{ number: 1, actor: null, triggeringActor: null }], 'test')
  expect(attributableRange(deploymentCaseOf({ attempts }))).toEqual([])
})

test('commits past review that lead to nobody: undetermined', () => {
  const x1 = short('x1')
  expect(attributableRange(deploymentCaseOf(pastReview(null, null)))).toEqual([
    {
      pull: null,
      outcome: 'undetermined',
      message: `No account stands behind whoever authored ${x1}, committed ${x1} and pushed ${x1}.`,
      remedy: 'Find out whose these commits are, or revert them.',
      commits: [oid('x1'), oid('x1'), oid('x1')],
    },
  ])
})
