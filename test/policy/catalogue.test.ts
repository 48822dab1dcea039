// The catalogue of rules: its lists, and what each row promises.
import { expect, test } from 'vitest'
import { catalogue } from '../../src/policy/catalogue.ts'
import {
  changeRuleIds,
  conflictIds,
  neverExcepted,
  neverWaived,
  otherRuleIds,
  rowOf,
  ruleIds,
} from '../../src/policy/rule-ids.ts'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { isOfDeployment } from '../../src/rules/support/duty-holders.ts'

test('the order in which rules are told', () => {
  expect(ruleIds).toEqual([
    'author-deploys',
    'author-releases',
    'self-release',
    'approver-deploys',
    'bypasser-deploys',
    'reviewed-range',
    'required-checks',
    'self-approval',
    'independent-approval',
    'fresh-approval',
    'eligible-approver',
    'self-dismissal',
    'self-merge',
    'protected-paths',
    'control-plane',
    'attributable-commits',
    'sponsored-agents',
    'complete-facts',
    'break-glass',
  ])
})

test('every rule is of a change, of a deployment, or of both', () => {
  const deployments = ruleIds.filter((id) => rowOf(id).of === 'deployment')
  expect([...deployments, ...changeRuleIds]).toEqual(ruleIds)
  expect(new Set(ruleIds)).toEqual(new Set(Object.keys(catalogue)))
})

test('the policy names each rule: a conflict under conflicts, any other under rules', () => {
  expect(Object.keys(defaultPolicy.conflicts)).toEqual([...conflictIds])
  expect(Object.keys(defaultPolicy.rules)).toEqual([...otherRuleIds])
  expect(conflictIds).toHaveLength(8)
})

test.for(ruleIds)('%s says when something is compliant, as the end of a sentence', (id) => {
  expect(rowOf(id).compliantIf).toMatch(/^[a-z].*[^.]$/)
})

test.for(conflictIds)('%s is of a deployment where one of its duties is', (id) => {
  const { of, duties } = catalogue[id]
  expect(of).toBe(duties.some(isOfDeployment) ? 'deployment' : 'change')
})

test('what no exception covers, and what no break-glass waives', () => {
  expect([...neverExcepted.keys()].sort()).toEqual([
    'attributable-commits',
    'complete-facts',
    'control-plane',
  ])
  expect([...neverWaived.keys()].sort()).toEqual([
    'attributable-commits',
    'break-glass',
    'complete-facts',
    'control-plane',
    'sponsored-agents',
  ])
  for (const [, why] of [...neverExcepted, ...neverWaived]) expect(why).toMatch(/^[a-z].*[^.]$/)
})
