// complete-facts of a deployment: what no other rule stops for, this one stops for.
import { expect, test } from 'vitest'
import type { Deployment } from '../../src/facts/deployment.ts'
import { unknown } from '../../src/facts/fact.ts'
import { rowOf, ruleIds } from '../../src/policy/rule-ids.ts'
import { completeDeployment } from '../../src/rules/complete-facts.ts'
import type { DeploymentCase } from '../../src/rules/support/case.ts'
import { deployment, deploymentCaseOf, inWords, merged } from '../fixtures.ts'

const down = unknown('GitHub is down', 'GET it', 'Wait.')
const late = unknown('it is late', 'GET that', 'Sleep.')

const answer = (told: Partial<Deployment>, policy = '', more: Partial<DeploymentCase> = {}) =>
  completeDeployment(deploymentCaseOf(told, [merged()], `version: 1\n${policy}`, more))

const whole = [{ pull: null, outcome: 'satisfied', message: 'Every list is whole.' }]
const gap = [
  {
    pull: null,
    outcome: 'undetermined',
    message: 'Not everything is known: GitHub is down.',
    remedy: 'Wait.',
  },
]

test('everything known', () => {
  expect(inWords(answer({}))).toEqual(whole)
})

const left = ruleIds.flatMap((rule) => {
  const { restsOn = [], duties } = rowOf(rule)
  return restsOn.map((fact) => ({ fact, rule, part: duties ? 'conflicts' : 'rules' }))
})

test('each fact is left to one rule', () => {
  expect(left.map(({ fact, rule }) => `${fact} ${rule}`)).toEqual([
    'attempts author-deploys',
    'triggers author-deploys',
    'releases author-releases',
    'hasReviewers author-releases',
    'bypasses bypasser-deploys',
    'branch reviewed-range',
    'range reviewed-range',
    'pastDeployments reviewed-range',
    'note reviewed-range',
    'checks required-checks',
  ])
})

test.for(left)('unknown $fact: told here only where $rule is loosened', ({ fact, rule, part }) => {
  const told = { [fact]: down }
  expect(inWords(answer(told))).toEqual(whole)
  for (const enforcement of ['warn', 'off']) {
    expect(inWords(answer(told, `${part}: {${rule}: {enforcement: ${enforcement}}}`))).toEqual(gap)
  }
})

test('a fact that no rule knows is missed all the same, and one in a record of facts', () => {
  const { sha, ...others } = deployment()
  expect(inWords(answer({ ...others, ...{ sha, approvals: down } }))).toEqual(gap)
  expect(inWords(answer({ ...others, ...{ sha, notes: { [sha]: down } } }))).toEqual(gap)
})

test('without its policy nothing is judged, and nothing is told here', () => {
  expect(inWords(answer({ policyFile: down }))).toEqual(whole)
})

test('a rule that is loosened for another environment stops by itself', () => {
  const policy = (environment: string) =>
    `conflicts: {author-deploys: {enforcement: warn, environments: [${environment}]}}`
  expect(inWords(answer({ attempts: down }, policy('staging')))).toEqual(whole)
  expect(inWords(answer({ attempts: down }, policy('production')))).toEqual(gap)
})

test.for<{ given: string; told: Partial<Deployment>; more?: Partial<DeploymentCase> }>([
  { given: 'the policy at the start of the range', told: { policyAtStart: down } },
  { given: 'a change of the range', told: {}, more: { changesRead: down } },
])('$given could not be read: undetermined', ({ told, more }) => {
  expect(inWords(answer(told, '', more))).toEqual(gap)
})

test('where the range is unknown, what hangs on it is not told beside it', () => {
  const told = { range: down, policyAtStart: late }
  expect(inWords(answer(told, '', { changesRead: late }))).toEqual(whole)
})

test('where nobody else would say it, changes that follow from no range are told', () => {
  const loose = 'rules: {reviewed-range: {enforcement: off}}'
  const [told] = answer({ range: down, policyAtStart: late }, loose, { changesRead: late })
  expect(told?.message).toBe('Not everything is known: GitHub is down (and 1 more).')
})

test('each gap and each remedy is told once', () => {
  const told = { attempts: down, policyAtStart: late, triggers: down }
  const loose = 'conflicts: {author-deploys: {enforcement: off}}'
  expect(inWords(answer(told, loose))).toEqual([
    {
      pull: null,
      outcome: 'undetermined',
      message: 'Not everything is known: GitHub is down (and 1 more).',
      remedy: 'Wait. Sleep.',
    },
  ])
})
