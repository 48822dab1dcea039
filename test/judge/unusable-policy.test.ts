// A policy that cannot be used: one finding stops, the other rules are silent.
import { expect, test } from 'vitest'
import { type Fact, known, unknown } from '../../src/facts/fact.ts'
import { unusablePolicy } from '../../src/judge/judge-each.ts'
import { readPolicy } from '../../src/policy/reading.ts'
import type { RuleId } from '../../src/policy/rule-ids.ts'
import { policyText } from '../fixtures.ts'

const path = 'policy.yml'
const rules: readonly RuleId[] = ['author-deploys', 'complete-facts']

const findings = (file: Parameters<typeof readPolicy>[0], pull: number | null = null) =>
  unusablePolicy(readPolicy(file, path), file as Fact<unknown>, rules, pull)

const bare = { enforcement: 'enforce', people: [], paths: [], commits: [] }

test.for([{ pull: 7 }, { pull: null }])('each rule has a finding, for pull $pull', ({ pull }) => {
  expect(findings(policyText('version: 2'), pull)).toEqual([
    {
      ...bare,
      rule: 'author-deploys',
      outcome: 'not-applicable',
      message: 'Not judged without a policy.',
      remedy: null,
      remedies: [],
      pull,
    },
    {
      ...bare,
      rule: 'complete-facts',
      outcome: 'undetermined',
      message:
        'The policy .github/separation-of-duties.yml cannot be used. Line 1: version must be ' +
        'the number 1, not 2.',
      remedy: 'Correct it on the base branch: until then nothing passes.',
      remedies: expect.any(Array),
      pull,
    },
  ])
})

test('a policy that could not be read tells why, and what to do', () => {
  expect(findings(unknown('GitHub is down', 'GraphQL Policy', 'Wait.'))[1]).toMatchObject({
    outcome: 'undetermined',
    message: 'The policy policy.yml is unknown: GitHub is down.',
    remedy: 'Wait.',
  })
})

test('a symlink is no policy', () => {
  const { value, source } = policyText('version: 1')
  expect(findings(known({ ...value, flaw: 'symlink' as const }, source))[1]?.message).toMatch(
    /Line 1: the policy must be a file of its own, not a symlink\.$/,
  )
})

test.for([
  { count: 1, end: /Line 2: [^.]*\.$/ },
  { count: 6, end: /Line 2: [^.]*\. And 5 more\.$/ },
])('of $count errors the first is told', ({ count, end }) => {
  const wrong = Array.from({ length: count }, (_, index) => `x${index}: 1`)
  expect(findings(policyText(['version: 1', ...wrong].join('\n')))[1]?.message).toMatch(end)
})

test('warnings are no errors', () => {
  const text =
    'version: 1\nversion: 1\nprotected-paths: [{name: x, paths: [src/**, "!src/docs/**"], ' +
    'from: {users: [dana]}}]'
  expect(findings(policyText(text))[1]?.message).not.toMatch(/takes nothing out/)
})
