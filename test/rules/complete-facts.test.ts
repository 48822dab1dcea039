// complete-facts: every list is whole, and the head stood still while it was read.
import { expect, test } from 'vitest'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { completeFacts } from '../../src/rules/complete-facts.ts'
import { caseOf, change, commit, oid, push, short } from '../fixtures.ts'

const answer = (more: Partial<Change> = {}, policy = 'version: 1') =>
  completeFacts(caseOf(change(more), policy))

const down = unknown('GitHub is down', 'GET /there', 'Wait.')
const isWhole = { outcome: 'satisfied', message: 'Every list is whole.' }

test('everything is known: satisfied', () => {
  expect(answer()).toEqual(isWhole)
})

test.for<{ given: string; more: Partial<Change> }>([
  { given: 'commits', more: { commits: down } },
  { given: 'former heads', more: { formerHeads: down } },
  { given: 'pushes', more: { pushes: down } },
  { given: 'force-pushes', more: { forcePushes: down } },
  { given: 'reviews', more: { reviews: down } },
  { given: 'dismissals', more: { dismissals: down } },
  { given: 'changes of the base', more: { baseChanges: down } },
  { given: 'files', more: { files: down } },
  { given: 'the policy that the change proposes', more: { policyProposed: down } },
  { given: 'other pull requests on the head', more: { sharing: down } },
  { given: 'the head at the end', more: { headAfter: down } },
  { given: 'the sides of a merge', more: { updates: { [oid('m1')]: down } } },
  { given: 'three lists, for one reason told once', more: { files: down, reviews: down } },
])('unknown $given: undetermined', ({ more }) => {
  expect(answer(more)).toEqual({
    outcome: 'undetermined',
    message: 'Not everything is known: GitHub is down (GET /there).',
    remedy: 'Wait.',
    commits: [],
  })
})

test('no rule rests on CODEOWNERS, and the policy is told elsewhere', () => {
  expect(answer({ codeowners: down, policyFile: down })).toEqual(isWhole)
})

test('the head moved: undetermined', () => {
  expect(answer({ headAfter: known(oid('c2'), 'test') })).toEqual({
    outcome: 'undetermined',
    message:
      `Not everything is known: the head moved from ${short('c1')} to ${short('c2')} ` +
      `while it was being read.`,
    remedy: 'Run the gate again on the new head.',
    commits: [],
  })
})

test('commits that no push brought: undetermined, and named', () => {
  const commits = known([commit('c1', 'base', 'ada'), commit('c2', 'c1', 'ada')], 'test')
  expect(answer({ commits, pushes: known([], 'test') })).toEqual({
    outcome: 'undetermined',
    message:
      `Not everything is known: no push that GitHub lists brought ${short('c1')} and ` +
      `${short('c2')}, so the pushers are unknown.`,
    remedy: 'Run the gate again; where it stays so, push the branch anew under another name.',
    commits: [oid('c1'), oid('c2')],
  })
})

test('every gap is told, with all there is to do', () => {
  const told = answer({
    reviews: unknown('one', 'a', 'Do this.'),
    files: unknown('other', 'b', 'Do that.'),
    headAfter: known(oid('c2'), 'test'),
    pushes: known([], 'test'),
  })
  expect(told.message).toBe(
    `Not everything is known: one (a); other (b); the head moved from ${short('c1')} to ` +
      `${short('c2')} while it was being read; no push that GitHub lists brought ` +
      `${short('c1')}, so the pushers are unknown.`,
  )
  expect(told.remedy).toBe(
    'Do this. Do that. Run the gate again on the new head. Run the gate again; where it stays ' +
      'so, push the branch anew under another name.',
  )
})

const { pull } = change()
const fork = { pull: { ...pull, isFork: true } }
const bestEffort = '{version: 1, facts: {fork-pushers: best-effort}}'
const unpushed = { pushes: known([push('ada', 'x', 'y')], 'test') }

test.for<{ given: string; more: Partial<Change> }>([
  { given: 'pushes to a fork that are unknown', more: { ...fork, pushes: down } },
  { given: 'a commit of a fork that no push brought', more: { ...fork, ...unpushed } },
])('$given: excused by the policy, which the record then shows', ({ more }) => {
  expect(answer(more, bestEffort)).toEqual({
    outcome: 'satisfied',
    message:
      'Every list is whole. The policy excuses what is unknown of the pushes to the fork ' +
      '(facts: fork-pushers: best-effort).',
  })
})

test('a fork whose pushes are known needs no excuse', () => {
  expect(answer(fork, bestEffort)).toEqual(isWhole)
})

test.for<{ given: string; more: Partial<Change>; policy: string }>([
  {
    given: 'pushes to a fork, without the leave of the policy',
    more: { ...fork, pushes: down },
    policy: 'version: 1',
  },
  {
    given: 'pushes to the repository itself, whatever the policy says of forks',
    more: { pushes: down },
    policy: bestEffort,
  },
  {
    given: 'force-pushes of the timeline, which is no matter of the fork',
    more: { ...fork, forcePushes: down },
    policy: bestEffort,
  },
  {
    given: 'commits of the repository itself that no push brought',
    more: unpushed,
    policy: bestEffort,
  },
  {
    given: 'commits of a fork that no push brought, without the leave of the policy',
    more: { ...fork, ...unpushed },
    policy: 'version: 1',
  },
])('$given: not excused', ({ more, policy }) => {
  expect(answer(more, policy).outcome).toBe('undetermined')
})
