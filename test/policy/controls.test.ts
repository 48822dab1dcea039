// The table of controls is data: every row names its edition, source and confidence, and rules that there are.
import { expect, test } from 'vitest'
import { clausesOf, frameworkIds, frameworkOf } from '../../src/policy/controls/frameworks.ts'
import { ruleIds } from '../../src/policy/rule-ids.ts'

test.for(frameworkIds)('%s', (id) => {
  const { edition, source, clauses } = frameworkOf(id)
  expect(edition).toMatch(/\d/)
  expect(source).toMatch(/^https:\/\/\S+$/)
  expect(new Set(clauses.map((clause) => clause.id)).size).toBe(clauses.length)
  for (const { rules, about } of clauses) {
    expect(rules.length).toBeGreaterThan(0)
    expect(ruleIds).toEqual(expect.arrayContaining([...rules]))
    expect(new Set(rules).size).toBe(rules.length)
    expect(about).not.toMatch(/compl|satisf|meets|ensure/i)
  }
})

test('names the clauses of the standards that are selected, and no others', () => {
  expect(clausesOf('required-checks', ['pci-dss', 'slsa'])).toEqual([
    'pci-dss 6.5.1',
    'pci-dss 6.5.4',
  ])
  expect(clausesOf('complete-facts', frameworkIds)).toEqual([])
})
