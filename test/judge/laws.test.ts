// Laws that hold for every change: what can make a verdict better, and what never can.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { known } from '../../src/facts/fact.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { judge } from '../../src/judge/judge.ts'
import { recordOf } from '../../src/record/record.ts'
import { sha256 } from '../../src/sha256.ts'
import { change, deployment, facts, merged, oid, policyText, review } from '../fixtures.ts'
import { lawRuns } from '../law-runs.ts'

import { changes, deployments, login, withOneUnknown, worlds } from './generated.ts'

const passes = (all: Facts): boolean => judge(all).word.startsWith('pass')

test('making any fact unknown never turns a stop into a pass', () => {
  fc.assert(
    fc.property(worlds, (all) => {
      if (passes(all)) return
      for (const less of withOneUnknown(all)) expect(passes(less as Facts)).toBe(false)
    }),
    { numRuns: lawRuns(100) },
  )
})

test('making any fact of a deployment unknown never turns a stop into a pass', () => {
  fc.assert(
    fc.property(deployments, (all) => {
      if (passes(all)) return
      for (const less of withOneUnknown(all)) expect(passes(less as Facts)).toBe(false)
    }),
    { numRuns: lawRuns(100) },
  )
})

test('a deployment that loses a fact passes no more, unless nothing rests on it', () => {
  const whole = facts([merged()], { deployment: deployment() })
  expect(passes(whole)).toBe(true)
  const harmless = [...withOneUnknown(whole)].filter((less) => passes(less as Facts))
  // The policy of now judges a deployment, no check and no break-glass is named, self-merge is off, and no agent is there.
  expect(harmless).toMatchObject([
    { changes: { value: [{ mergers: { known: false } }] } },
    { changes: { value: [{ assignments: { known: false } }] } },
    { changes: { value: [{ workStarters: { known: false } }] } },
    { changes: { value: [{ policyFile: { known: false } }] } },
    { changes: { value: [{ defaultPolicyFile: { known: false } }] } },
    { changes: { value: [{ codeowners: { known: false } }] } },
    { deployment: { checks: { known: false } } },
    { breakGlassIssues: { known: false } },
  ])
  expect(harmless).toHaveLength(8)
})

test('a pass that loses a fact about its changes is a pass no more, unless nothing rests on it', () => {
  const whole = facts([change({ policyFile: policyText('version: 1') })])
  expect(passes(whole)).toBe(true)
  const harmless = [...withOneUnknown(whole)].filter((less) => passes(less as Facts))
  // Who merged it matters where the policy names self-merge; the base is the default branch; CODEOWNERS is recorded for the
  // reader alone.
  expect(harmless).toHaveLength(6)
  expect(harmless).toMatchObject([
    { changes: { value: [{ mergers: { known: false } }] } },
    { changes: { value: [{ assignments: { known: false } }] } },
    { changes: { value: [{ workStarters: { known: false } }] } },
    { changes: { value: [{ defaultPolicyFile: { known: false } }] } },
    { changes: { value: [{ codeowners: { known: false } }] } },
    { breakGlassIssues: { known: false } },
  ])
})

test('joining two accounts into one person never turns a stop into a pass', () => {
  fc.assert(
    fc.property(changes, login, login, (one, a, b) => {
      if (a === b || !one.policyFile.known || one.policyFile.value === null) return
      const { text } = one.policyFile.value
      const joined = policyText(`${text}\npeople: [{name: One, accounts: [${a}, ${b}]}]`)
      const [apart, together] = [facts([one]), facts([{ ...one, policyFile: joined }])]
      if (!passes(apart)) expect(passes(together)).toBe(false)
    }),
    { numRuns: lawRuns(100) },
  )
})

test('an independent approval more never turns a pass into a stop', () => {
  fc.assert(
    fc.property(worlds, (all) => {
      if (!passes(all) || !all.changes.known) return
      const more = all.changes.value.map((one) => ({
        ...one,
        reviews: known(
          [
            ...(one.reviews.known ? one.reviews.value : []),
            review('xena', { commit: oid('c3'), at: '2026-03-01T15:00:00Z' }),
          ],
          'test',
        ),
      }))
      expect(passes({ ...all, changes: known(more, 'test') })).toBe(true)
    }),
    { numRuns: lawRuns(100) },
  )
})

test('the order of lists does not matter', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed).reverse()
    if (typeof value !== 'object' || value === null) return value
    // A commit's parents are ordered by meaning: the first is the branch that was merged into.
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, key === 'parents' ? part : reversed(part)]),
    )
  }
  const outcomes = (all: Facts) => {
    const { word, findings } = judge(all)
    return {
      word,
      outcomes: findings.map(({ rule, outcome, pull }) => `${rule} ${outcome} ${pull}`).sort(),
    }
  }
  fc.assert(
    fc.property(worlds, (all) => {
      expect(outcomes(reversed(all) as Facts)).toEqual(outcomes(all))
    }),
    { numRuns: lawRuns(100) },
  )
})

test('judging twice gives the same bytes', () => {
  const run = {
    id: '1',
    attempt: '1',
    event: null,
    url: null,
    workflow: null,
    workflowSha: null,
    retentionDays: null,
    action: null,
  }
  fc.assert(
    fc.property(worlds, (all) => {
      const again = JSON.parse(JSON.stringify(all)) as Facts
      expect(recordOf(again, judge(again), run, sha256)).toBe(
        recordOf(all, judge(all), run, sha256),
      )
    }),
    { numRuns: lawRuns(100) },
  )
})

test.for([
  { given: 'changes', generated: worlds },
  { given: 'deployments', generated: deployments },
])('the generated $given are not all alike', ({ generated }) => {
  const words = fc.sample(generated, { numRuns: 500, seed: 1 }).map((all) => judge(all).word)
  for (const word of ['pass', 'fail', 'undetermined']) {
    expect(words.filter((one) => one === word).length).toBeGreaterThan(25)
  }
})
