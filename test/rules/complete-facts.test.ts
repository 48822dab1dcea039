// complete-facts: every list is whole, and the head stood still while it was read.
import { expect, test } from 'vitest'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { completeFacts } from '../../src/rules/complete-facts.ts'
import { caseOf, change, commit, inWords, oid, push, short } from '../fixtures.ts'

const answer = (more: Partial<Change> = {}, policy = 'version: 1') =>
  completeFacts(caseOf(change(more), policy))

const down = unknown('GitHub is down', 'GET /there', 'Wait.')
const isWhole = { outcome: 'satisfied', message: 'Every list is whole.' }

test('everything is known: satisfied', () => {
  expect(inWords(answer())).toEqual(isWhole)
})

const gap = {
  outcome: 'undetermined',
  message: 'Not everything is known: GitHub is down.',
  remedy: 'Wait.',
  commits: [],
}

/** By name, as the schema has them. */
const facts = Object.entries(change()).flatMap(([name, value]) => ('known' in value ? [name] : []))

const dispensable = [
  'mergers',
  'assignments',
  'workStarters',
  'policyFile',
  'defaultPolicyFile',
  'codeowners',
]

test('there are facts', () => {
  expect(facts).toEqual(expect.arrayContaining(['commits', 'reviews', 'files', ...dispensable]))
})

test.for(facts.filter((name) => !dispensable.includes(name)))(
  'unknown %s: undetermined',
  (name) => {
    expect(inWords(answer({ [name]: down }))).toEqual(gap)
  },
)

test.for(dispensable)('unknown %s: others stop for it, or nobody needs it', (name) => {
  expect(inWords(answer({ [name]: down }))).toEqual(isWhole)
})

test('nothing stops for a net change that cannot be read: the earlier approval does not count', () => {
  expect(inWords(answer({ nets: { [oid('c1')]: down } }))).toEqual(isWhole)
})

test.for<{ given: string; more: object }>([
  { given: 'the sides of a merge', more: { updates: { [oid('m1')]: down } } },
  { given: 'three lists, for one reason told once', more: { files: down, reviews: down } },
  { given: 'a fact that is new', more: { labels: down } },
  { given: 'one fact of a record that is new', more: { notes: { a: known(1, 'x'), b: down } } },
  { given: 'one fact of a list that is new', more: { notes: [known(1, 'x'), down] } },
])('unknown $given: undetermined', ({ more }) => {
  expect(inWords(answer(more))).toEqual(gap)
})

test.for<{ given: string; more: object }>([
  { given: 'what says of itself that it is not known', more: { label: { known: false } } },
  { given: 'what has a source', more: { label: { known: 'no', source: 'x' } } },
  { given: 'nothing', more: { label: null } },
])('$given is no fact', ({ more }) => {
  expect(inWords(answer(more))).toEqual(isWhole)
})

test('the head moved: undetermined', () => {
  expect(inWords(answer({ headAfter: known(oid('c2'), 'test') }))).toEqual({
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
  expect(inWords(answer({ commits, pushes: known([], 'test') }))).toEqual({
    outcome: 'undetermined',
    message:
      `Not everything is known: no push that GitHub lists brought ${short('c1')} and ` +
      `${short('c2')}, so the pushers are unknown.`,
    remedy: 'Run the gate again; where it stays so, push the branch again under another name.',
    commits: [oid('c1'), oid('c2')],
  })
})

test('of several gaps the first is told, with all there is to do', () => {
  const told = answer({
    reviews: unknown('one', 'a', 'Do this.'),
    files: unknown('other', 'b', 'Do that.'),
    headAfter: known(oid('c2'), 'test'),
    pushes: known([], 'test'),
  })
  expect(told.message).toBe('Not everything is known: other (and 3 more).')
  expect(told.remedy).toBe(
    'Do that. Do this. Run the gate again on the new head. Run the gate again; where it stays ' +
      'so, push the branch again under another name.',
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
  expect(inWords(answer(more, bestEffort))).toEqual({
    outcome: 'satisfied',
    message:
      'Every list is whole. The policy excuses what is unknown of the pushes to the fork ' +
      '(facts: fork-pushers: best-effort).',
  })
})

test('a fork whose pushes are known needs no excuse', () => {
  expect(inWords(answer(fork, bestEffort))).toEqual(isWhole)
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
