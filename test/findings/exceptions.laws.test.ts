// Laws of exceptions: they lift violations and nothing else, and only while they are in force.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Facts } from '../../src/facts/facts.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Verdict } from '../../src/judge/verdict.ts'
import { deployments, login, logins, withPolicy, worlds } from '../judge/generated.ts'
import { lawRuns } from '../law-runs.ts'

const rules = [
  'self-approval',
  'independent-approval',
  'fresh-approval',
  'eligible-approver',
  'self-dismissal',
  'protected-paths',
  'control-plane',
  'author-deploys',
  'author-releases',
  'self-release',
  'bypasser-deploys',
  'reviewed-range',
  'required-checks',
]

const granted = fc.record({
  rules: fc.oneof(fc.constant(rules), fc.subarray(rules, { minLength: 1 })),
  people: fc.oneof(fc.constant(logins), fc.constant(logins), fc.tuple(login)),
})

type Granted = { readonly rules: readonly string[]; readonly people: readonly string[] }

const entry = ({ rules: of, people }: Granted, until: string): string =>
  `exceptions: [{rules: [${of}], people: [${people}], reason: a law, granted-by: fay, until: ${until}}]`

const toldOf = (all: Facts) =>
  judge(all).findings.map(({ rule, outcome, pull, message }) => [rule, outcome, pull, message])

const generated = [
  { given: 'changes', all: worlds },
  { given: 'deployments', all: deployments },
]

test.for(generated)('$given: one that has ended changes nothing', ({ all }) => {
  fc.assert(
    fc.property(all, granted, (told, one) => {
      expect(toldOf(withPolicy(told, entry(one, '2026-02-28')))).toEqual(toldOf(told))
    }),
    { numRuns: lawRuns(100) },
  )
})

test.for(generated)('$given: one never makes known what is not', ({ all }) => {
  fc.assert(
    fc.property(all, granted, (told, one) => {
      const [before, after] = [judge(told), judge(withPolicy(told, entry(one, '2026-12-31')))]
      const unsure = (verdict: Verdict) =>
        verdict.findings.filter(({ outcome }) => outcome === 'undetermined').length
      expect(unsure(after)).toBe(unsure(before))
      if (before.word === 'undetermined') expect(after.word).toBe('undetermined')
      if (before.word === 'pass') expect(after.word).toBe('pass')
    }),
    { numRuns: lawRuns(100) },
  )
})

test.for(generated)('$given: what it lifts is never called a pass', ({ all }) => {
  fc.assert(
    fc.property(all, granted, (told, one) => {
      const [before, after] = [judge(told), judge(withPolicy(told, entry(one, '2026-12-31')))]
      if (before.word === 'fail') expect(after.word).not.toBe('pass')
      const lifted = after.findings.filter(({ outcome }) => outcome === 'excepted')
      for (const { rule } of lifted) {
        expect(one.rules).toContain(rule)
        expect(rule).not.toBe('control-plane')
      }
    }),
    { numRuns: lawRuns(100) },
  )
})

test('the generated exceptions lift something, and not everything', () => {
  const words = fc
    .sample(fc.tuple(fc.oneof(worlds, deployments), granted), { numRuns: 400, seed: 1 })
    .map(([told, one]) => judge(withPolicy(told, entry(one, '2026-12-31'))).word)
  for (const word of ['pass', 'pass-with-exception', 'fail', 'undetermined']) {
    expect(words.filter((one) => one === word).length).toBeGreaterThan(5)
  }
})
