// What once was wrong in the rules: each of these was judged otherwise before.
import { expect, test } from 'vitest'
import { known, unknown } from '../../src/facts/fact.ts'
import { judge } from '../../src/judge/judge.ts'
import { actor, change, facts, file, nobodyAsked, oid, policyText, review } from '../fixtures.ts'

const outcomeOf = (all: Parameters<typeof judge>[0], rule: string) =>
  judge(all).findings.find((one) => one.rule === rule)

const policyPath = '.github/separation-of-duties.yml'

test('a policy that becomes a directory is a policy that cannot be used', () => {
  const proposed = { path: policyPath, commit: oid('c1'), blob: '', text: '', byteSize: 0 }
  const all = facts([
    change({
      files: known([file(`${policyPath}/x`, { status: 'added' })], 'test'),
      policyProposed: known({ ...proposed, flaw: 'directory' }, 'test'),
    }),
  ])
  expect(outcomeOf(all, 'control-plane')).toMatchObject({
    outcome: 'violated',
    message: `The change would make ${policyPath} unusable. Line 1: the policy must be a file, not a directory.`,
  })
})

test.for(['commits', 'formerHeads'] as const)(
  'where %s are unknown, nobody is said to be independent',
  (gap) => {
    const all = facts([change({ [gap]: unknown('down', 'test') })])
    for (const rule of ['self-approval', 'independent-approval']) {
      expect(outcomeOf(all, rule)?.outcome).toBe('undetermined')
    }
  },
)

test('where changes of the base are unknown, no approval is said to be fresh', () => {
  const all = facts([change({ baseChanges: unknown('down', 'test') })])
  for (const rule of ['fresh-approval', 'independent-approval']) {
    expect(outcomeOf(all, rule)?.outcome).toBe('undetermined')
  }
})

test('an unreadable team excuses nothing where no answer could help', () => {
  const policy = `version: 1
protected-paths:
  - {name: all, paths: ["src/**"], from: {teams: [ledger]}}
  - {name: pay, paths: ["src/pay*"], from: {users: [dana]}}`
  const all = facts(
    [
      change({
        policyFile: policyText(policy),
        reviews: known([review('bob'), review('dana')], 'test'),
      }),
    ],
    { directory: { ...nobodyAsked, teams: { ledger: unknown('down', 'test') } } },
  )
  expect(outcomeOf(all, 'protected-paths')?.outcome).toBe('violated')
})

test("a bot's name in the policy entitles no person of that login", () => {
  const policy = 'version: 1\ncontrol-plane: {owners: {users: ["renovate[bot]", dana]}}'
  const all = facts([
    change({
      policyFile: policyText(policy),
      files: known([file('action.yml')], 'test'),
      reviews: known([review('bob', { by: actor('renovate') })], 'test'),
    }),
  ])
  expect(outcomeOf(all, 'control-plane')?.outcome).toBe('violated')
})

test('a permission that nobody asked for is told as such', () => {
  const all = facts([change({ files: known([file('action.yml')], 'test') })])
  expect(outcomeOf(all, 'control-plane')).toMatchObject({
    outcome: 'undetermined',
    remedy: 'Run the gate again.',
  })
})
