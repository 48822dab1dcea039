// What can still help after a merge, and that it does: the entry that a remedy gives covers the finding.
import { expect, test } from 'vitest'
import { advised } from '../../src/duties/remedies/advice.ts'
import { known } from '../../src/facts/fact.ts'
import { coverToAdd } from '../../src/findings/cover-to-add.ts'
import { judge } from '../../src/judge/judge.ts'
import { parsePolicy } from '../../src/policy/reading.ts'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { caseOf, facts, merged, oid, people, policyText, review } from '../fixtures.ts'

const place = (environment: string | null) => ({
  ...{ environment, changes: [caseOf(merged())], beyond: null },
})

const glass = (more = '') =>
  `break-glass: {responders: {users: [rosa]}, approvers: {users: [liam]}, max-duration: 4h, reconcile-within: 3d${more}}`

const policyOf = (text: string) => parsePolicy(`version: 1\n${text}`).policy ?? defaultPolicy

const said = (
  policy: Parameters<typeof coverToAdd>[0],
  rule: string,
  environment: string | null,
  favoured: Parameters<typeof coverToAdd>[3],
) => advised([coverToAdd(policy, rule, place(environment), favoured)]).remedy

const told = (rule: string, text = '', favoured = people('ada'), environment = 'production') =>
  said(policyOf(text), rule, environment || null, favoured)

test('an exception where it can name everybody whom the violation favours', () => {
  expect(told('independent-approval', glass())).toBe(
    'Add to `exceptions`: {rules: [independent-approval], people: [ada], reason: "...", granted-by: ..., until: "..."}.',
  )
})

test('break-glass where no exception can, and the policy has one that may waive the rule', () => {
  for (const favoured of [null, people()] as const) {
    expect(said(policyOf(glass()), 'self-approval', 'production', favoured)).toBe(
      'Request break-glass for this deployment.',
    )
    expect(said(policyOf(glass()), 'self-approval', null, favoured)).toBe(
      'Request break-glass for this change.',
    )
  }
})

test('a baseline where neither can, at the state that the change was merged to', () => {
  const baseline = `Add to \`baselines\`: {environment: production, commit: ${oid('m1')}, reason: "...", granted-by: ...}.`
  expect(told('control-plane', glass())).toBe(baseline)
  expect(told('self-approval', '', [])).toBe(baseline)
  expect(told('self-approval', glass(', rules: [self-merge]'), [])).toBe(baseline)
})

test('what is not deployed has no baseline: it is brought again', () => {
  expect(told('control-plane', glass(), people('ada'), '')).toBe(
    'Revert it, and bring it through a reviewed pull request.',
  )
})

/** Nobody but Ada, who wrote it, approved it. */
const leaned = (policy: string) =>
  merged({}, { policyFile: policyText(policy), reviews: known([review('ada')], 'test') })

test('the entries that the remedies give make a merged change pass', () => {
  const before = judge(facts([leaned('version: 1')]))
  const open = before.findings.filter(({ outcome }) => outcome === 'violated')
  expect(open.length).toBeGreaterThan(0)
  const entries = open.map(({ remedy }) =>
    /^Add to `exceptions`: (\{.*\})\.$/
      .exec(remedy ?? '')?.[1]
      ?.replace('reason: "..."', 'reason: urgent')
      .replace('granted-by: ...', 'granted-by: dana')
      .replace('until: "..."', 'until: 2026-12-31'),
  )
  expect(entries.every((entry) => entry !== undefined)).toBe(true)
  const after = judge(facts([leaned(`version: 1\nexceptions: [${entries.join(', ')}]`)]))
  expect(after.word).toBe('pass-with-exception')
})
