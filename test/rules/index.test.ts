// The register of rules: every rule that the policy can name judges, and no other.
import { expect, test } from 'vitest'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { allRules, ruleIds } from '../../src/rules/index.ts'

test('the rules that the policy knows are those that judge', () => {
  const named = [...Object.keys(defaultPolicy.conflicts), ...Object.keys(defaultPolicy.rules)]
  expect([...ruleIds].sort()).toEqual(named.sort())
})

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

test.for(ruleIds)('%s says when a change is compliant, as the end of a sentence', (id) => {
  expect(allRules[id].compliantIf).toMatch(/^[a-z].*[^.]$/)
})
