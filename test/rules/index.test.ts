// The register of rules: every row of the catalogue judges, and what a rule rests on makes it undetermined.
import { expect, test } from 'vitest'
import { unknown } from '../../src/facts/fact.ts'
import { parsePolicy } from '../../src/policy/reading.ts'
import { changeRuleIds, rowOf, ruleIds } from '../../src/policy/rule-ids.ts'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { rulesOfChanges, rulesOfDeployments } from '../../src/rules/index.ts'
import { deploymentCaseOf, merged } from '../fixtures.ts'

const idsOf = ({
  first,
  last,
}: {
  first: readonly (readonly [string, unknown])[]
  last: readonly [string, unknown]
}) => [...first, last].map(([id]) => id)

test('every rule of a change judges it, break-glass last', () => {
  expect(idsOf(rulesOfChanges(defaultPolicy))).toEqual(changeRuleIds)
})

test('every rule of a deployment judges it, break-glass last', () => {
  const ids = ruleIds.filter((id) => rowOf(id).of !== 'change')
  expect(idsOf(rulesOfDeployments(defaultPolicy))).toEqual(ids)
})

test('the conflicts of an organization come after the built-in rules', () => {
  const { policy } = parsePolicy(`version: 1
conflicts:
  ours-of-changes: {duties: [approver, merger]}
  ours-of-deployments: {duties: [merger, deployer]}`)
  if (policy === null) throw new Error('no policy')
  expect(idsOf(rulesOfChanges(policy)).slice(-3)).toEqual([
    'complete-facts',
    'ours-of-changes',
    'break-glass',
  ])
  expect(idsOf(rulesOfDeployments(policy)).slice(-3)).toEqual([
    'complete-facts',
    'ours-of-deployments',
    'break-glass',
  ])
})

const resting = ruleIds.flatMap((rule) =>
  (rowOf(rule).restsOn ?? []).map((fact) => ({ rule, fact })),
)

test.for(resting)('$rule is undetermined while the $fact is unknown', ({ rule, fact }) => {
  const [, judge] = rulesOfDeployments(defaultPolicy).first.find(([id]) => id === rule) ?? []
  const policy = 'version: 1\nrequired-checks: [{name: test, app: ci}]'
  const told = { [fact]: unknown('GitHub is down', 'test') }
  const answers = judge?.(deploymentCaseOf(told, [merged()], policy))
  expect(answers?.map(({ outcome }) => outcome)).toEqual(['undetermined'])
})
