// One change under one policy, whichever: a finding a rule, as firmly as the policy says for the environment.
import { expect, test } from 'vitest'
import { known } from '../../src/facts/fact.ts'
import { judgeChange } from '../../src/judge/judge-each.ts'
import { readPolicy } from '../../src/policy/reading.ts'
import { changeRuleIds } from '../../src/policy/rule-ids.ts'
import { actor, change, facts, merged, noBreakGlass, policyText } from '../fixtures.ts'

const judged = (
  one: ReturnType<typeof change>,
  text: string,
  environment: string | null = null,
) => {
  const file = policyText(text)
  const policy = readPolicy(file, '.github/separation-of-duties.yml')
  return judgeChange(one, facts([one]), {
    ...{ policy, file, environment, coverages: [] },
    breakGlass: () => noBreakGlass,
    proposedBy: () => policy,
    isPromotion: false,
  })
}

const byAda = merged({}, { mergers: known([{ by: actor('ada'), how: 'merged' }], 'test') })

const selfMerge = (...given: Parameters<typeof judged>) =>
  judged(...given).findings.find(({ rule }) => rule === 'self-merge')

test('each rule of a change answers once, about its pull request', () => {
  const { findings } = judged(change(), 'version: 1')
  expect(findings.map(({ rule }) => rule)).toEqual(changeRuleIds)
  expect(new Set(findings.map(({ pull }) => pull))).toEqual(new Set([7]))
})

test('the policy given judges, and not the one at its base', () => {
  const one = change({ policyFile: policyText('version: 2') })
  expect(
    judged(one, 'version: 1').findings.every(({ outcome }) => outcome !== 'undetermined'),
  ).toBe(true)
  expect(judged(change(), 'version: 2').findings.map(({ outcome }) => outcome)).toContain(
    'undetermined',
  )
})

test('without a usable policy the roster is told all the same', () => {
  const told = judged(change(), 'version: 2')
  expect(told.roster.holdings).toHaveLength(4)
  expect(told.policy.policy).toBeNull()
  expect(told.findings).toHaveLength(changeRuleIds.length)
})

const here = 'version: 1\nconflicts: {self-merge: {environments: [production]}}'

test.for([
  { environment: 'production', enforcement: 'enforce', outcome: 'violated' },
  { environment: 'staging', enforcement: 'off', outcome: 'not-applicable' },
  { environment: null, enforcement: 'off', outcome: 'not-applicable' },
])('limited to production, in $environment: $enforcement', ({ environment, ...is }) => {
  expect(selfMerge(byAda, here, environment)).toMatchObject(is)
})

test('the policy joins people', () => {
  const text = 'version: 1\nconflicts: {self-merge: {}}\npeople: [{name: A, accounts: [ada, cleo]}]'
  expect(selfMerge(merged(), text)?.outcome).toBe('violated')
})
