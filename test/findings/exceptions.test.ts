// exceptions: whom, where and until when they cover a violation.
import { expect, test } from 'vitest'
import { known, unknown } from '../../src/facts/fact.ts'
import { exceptionsIn, isExpired } from '../../src/findings/coverage.ts'
import type { Place } from '../../src/findings/finding.ts'
import { parsePolicy } from '../../src/policy/reading.ts'
import { caseOf, change, file, people } from '../fixtures.ts'

const policyOf = (entry: string, more = '') => {
  const text = `version: 1\n${more}\nexceptions: [{rules: [self-merge, control-plane], reason: alone, granted-by: fay, ${entry}}]`
  const { policy, problems } = parsePolicy(text)
  if (policy === null) throw new Error(JSON.stringify(problems))
  return policy
}

const place = (...paths: readonly string[]): Place => {
  const files = known(
    paths.map((path) => file(path)),
    'test',
  )
  return { environment: null, changes: [caseOf(change({ files }))], beyond: null }
}
const shipped: Place = { environment: 'production', changes: [], beyond: { branch: 'main' } }

const covers = (
  entry: string,
  { at = place('src/a.ts'), now = '2026-03-01T12:00:00Z', of = ['ada'], rule = 'self-merge' } = {},
  more = '',
) => {
  const [cover] = exceptionsIn(policyOf(entry, more), now)
  return cover?.(rule, at, people(...of))?.text ?? null
}

const forAda = 'people: [ada], until: 2026-03-01'

test('one that is in force says for whom, until when, by whom and why', () => {
  expect(covers(forAda)).toBe('Excepted for ada until 2026-03-01, granted by fay: alone.')
})

test.for([
  { now: '2026-03-01T00:00:00Z', is: false },
  { now: '2026-03-01T23:59:59Z', is: false },
  { now: '2026-03-02T00:00:00Z', is: true },
  { now: '', is: true },
])('until the first of March, at "$now": expired $is', ({ now, is }) => {
  const [entry] = policyOf(forAda).exceptions
  expect(entry && isExpired(entry, now)).toBe(is)
  expect(covers(forAda, { now }) === null).toBe(is)
})

test.for([
  { given: 'another rule', entry: forAda, over: { rule: 'author-deploys' } },
  { given: 'the control plane', entry: forAda, over: { rule: 'control-plane' } },
  { given: 'another person', entry: forAda, over: { of: ['bob'] } },
  { given: 'another person beside', entry: forAda, over: { of: ['ada', 'bob'] } },
  { given: 'nobody', entry: forAda, over: { of: [] } },
  {
    given: 'a file beside its paths',
    entry: `${forAda}, paths: ["docs/**"]`,
    over: { at: place('docs/a.md', 'src/a.ts') },
  },
  {
    given: 'commits of which no file is known, limited to paths',
    entry: `${forAda}, paths: ["docs/**"]`,
    over: { at: shipped },
  },
  { given: 'another branch', entry: `${forAda}, branches: [release]`, over: {} },
  {
    given: 'another branch, without review',
    entry: `${forAda}, branches: [release]`,
    over: { at: shipped },
  },
  { given: 'a merge, limited to an environment', entry: `${forAda}, environments: [eu]`, over: {} },
  {
    given: 'another environment',
    entry: `${forAda}, environments: [eu]`,
    over: { at: shipped },
  },
])('it does not cover $given', ({ entry, over }) => {
  expect(covers(entry, over)).toBeNull()
})

test.for([
  { given: 'whatever the case of her login', entry: 'people: [ADA], until: 2026-03-01', over: {} },
  {
    given: 'its paths',
    entry: `${forAda}, paths: ["docs/**"]`,
    over: { at: place('docs/a.md', 'docs/b/c.md') },
  },
  { given: 'its branch', entry: `${forAda}, branches: [main]`, over: {} },
  { given: 'one of its people', entry: 'people: [bob, ada], until: 2026-03-01', over: {} },
  {
    given: 'one of its branches, without review',
    entry: `${forAda}, branches: [release, main]`,
    over: { at: shipped },
  },
  {
    given: 'its branch, without review',
    entry: `${forAda}, branches: [main]`,
    over: { at: shipped },
  },
  {
    given: 'its environment',
    entry: `${forAda}, environments: [EU, Production]`,
    over: { at: shipped },
  },
])('it covers $given', ({ entry, over }) => {
  expect(covers(entry, over)).toContain('Excepted for')
})

test('unknown people and unknown files are not covered', () => {
  const [cover] = exceptionsIn(policyOf(forAda), '2026-03-01T12:00:00Z')
  expect(cover?.('self-merge', place('a'), null)).toBeNull()
  const files = unknown('GitHub is down', 'test')
  const at: Place = { environment: null, changes: [caseOf(change({ files }))], beyond: null }
  expect(covers(`${forAda}, paths: ["**"]`, { at })).toBeNull()
  expect(covers(forAda, { at })).not.toBeNull()
})

test('it favours a person by whichever account they act', () => {
  const joined = 'people: [{name: Ada, accounts: [ada, ada-admin]}]'
  expect(covers(forAda, { of: ['ada-admin'] }, joined)).not.toBeNull()
  expect(covers(forAda, { of: ['ada-admin'] })).toBeNull()
})

test('several may name all of them together, and only those that do are told', () => {
  const { policy } = parsePolicy(`version: 1
exceptions:
  - {rules: [self-merge], people: [ada], reason: "alone ", granted-by: fay, until: 2026-03-31}
  - {rules: [self-merge], people: [eve], reason: alone, granted-by: fay, until: 2026-03-31}
  - {rules: [self-merge], people: [bob, cleo], reason: alone, granted-by: fay, until: 2026-04-30}`)
  const [cover] = policy === null ? [] : exceptionsIn(policy, '2026-03-01T12:00:00Z')
  expect(cover?.('self-merge', place('a'), people('ada', 'bob'))?.text).toBe(
    'Excepted for ada until 2026-03-31, granted by fay: alone. ' +
      'Excepted for bob and cleo until 2026-04-30, granted by fay: alone.',
  )
})
