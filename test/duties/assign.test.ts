// The roster of one change: each duty once a person, with every fact that shows it.
import { expect, test } from 'vitest'
import { assign } from '../../src/duties/assign.ts'
import { deedsOf } from '../../src/duties/evidence.ts'
import { identifier } from '../../src/duties/people.ts'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import {
  actor,
  change,
  commit,
  dismissal,
  oid,
  push,
  review,
  short,
  signatory,
} from '../fixtures.ts'

const adas = [{ name: 'Ada', accounts: ['ada', 'ada-admin'] }]

const rosterOf = (more: Partial<Change> = {}) => assign(change(more), identifier(adas)).roster

/** "bob approver: approved 6331000". */
const told = (more: Partial<Change> = {}): readonly string[] =>
  rosterOf(more).holdings.map(
    ({ person, duty, evidence }) =>
      `${person.name} ${duty}: ${deedsOf(evidence)
        .map((one) => one.text)
        .join(', ')}`,
  )

const c1 = short('c1')

test('Ada opens, writes and pushes, and Bob approves', () => {
  expect(told()).toEqual([
    'ada (Ada) author: opened the pull request',
    `ada (Ada) committer: is named as author of ${c1} (unverified), is named as ` +
      `committer of ${c1} (unverified)`,
    `ada (Ada) pusher: pushed ${c1}`,
    `bob approver: approved ${c1}`,
  ])
})

test('an approval is held with its commit and the source of the reviews', () => {
  const { holdings } = rosterOf({ reviews: known([review('bob')], 'GraphQL PullRequest.reviews') })
  expect(holdings.at(-1)).toEqual({
    duty: 'approver',
    person: { key: 'account:2', name: 'bob', account: actor('bob'), agent: null },
    evidence: [
      {
        deed: 'approved',
        commit: oid('c1'),
        isClaim: false,
        source: 'GraphQL PullRequest.reviews',
      },
    ],
  })
})

test('an approval that is set aside makes nobody an approver', () => {
  const { roster, approvals } = assign(
    change({ reviews: known([review('ada')], 'test') }),
    identifier(adas),
  )
  expect(approvals.setAside).toHaveLength(1)
  expect(roster.holdings.filter(({ duty }) => duty === 'approver')).toEqual([])
})

test('two accounts of one person hold a duty together', () => {
  const pushes = [push('ada', null, 'c1'), push('ada-admin', 'c1', 'c2')]
  const commits = [commit('c1', 'base', 'ada'), commit('c2', 'c1', 'ada')]
  expect(told({ commits: known(commits, 'test'), pushes: known(pushes, 'test') })).toContain(
    `ada (Ada) pusher: pushed ${c1} and ${short('c2')}`,
  )
})

test('what two sources say alike is held once, a deed done to two commits twice', () => {
  const forced = (after: string) => ({ ...push('ada', 'f1', after), kind: 'force_push' as const })
  const pushers = rosterOf({
    commits: known([commit('c1', 'base', 'ada'), commit('c2', 'c1', 'ada')], 'test'),
    pushes: known([forced('c1'), push('ada', null, 'c1')], 'activity'),
    forcePushes: known([forced('c1'), forced('c2')], 'timeline'),
  }).holdings.filter(({ duty }) => duty === 'pusher')
  expect(pushers.flatMap(({ evidence }) => evidence)).toEqual([
    { deed: 'force-pushed', commit: oid('c1'), isClaim: false, source: 'activity' },
    { deed: 'pushed', commit: oid('c1'), isClaim: false, source: 'activity' },
    { deed: 'force-pushed', commit: oid('c2'), isClaim: false, source: 'timeline' },
  ])
})

test('duties of different people are kept apart', () => {
  const pushes = known([push('ada', null, 'c1'), push('cleo', null, 'c1')], 'test')
  expect(told({ pushes })).toContain(`cleo pusher: pushed ${c1}`)
})

test('who dismissed an objection is a dismisser; to dismiss an approval is no duty', () => {
  const dismissals = known(
    [dismissal('cleo'), dismissal('dana', { was: 'APPROVED' }), dismissal('cleo')],
    'GraphQL ReviewDismissedEvent',
  )
  const { holdings } = rosterOf({ dismissals })
  expect(holdings.filter(({ duty }) => duty === 'dismisser')).toEqual([
    {
      duty: 'dismisser',
      person: { key: 'account:3', name: 'cleo', account: actor('cleo'), agent: null },
      evidence: [
        {
          deed: 'dismissed a review that asked for changes',
          commit: null,
          isClaim: false,
          source: 'GraphQL ReviewDismissedEvent',
        },
      ],
    },
  ])
})

test('dismissals that are unknown are nobody, and no mistake', () => {
  expect(told({ dismissals: unknown('GitHub is down', 'test') })).toEqual(told())
})

test('work that leads to no account is kept with its duty', () => {
  const { unattributed } = rosterOf({
    commits: known(
      [commit('c1', 'base', null), commit('c2', 'c1', 'ada', { committer: signatory(null) })],
      'test',
    ),
    pushes: known([push(null, null, 'c2')], 'test'),
    dismissals: known([dismissal(null)], 'test'),
  })
  const kept = unattributed.map(({ duty, evidence: { deed, commit: onto } }) => [duty, deed, onto])
  expect(kept).toEqual([
    ['committer', 'authored', oid('c1')],
    ['committer', 'committed', oid('c1')],
    ['committer', 'committed', oid('c2')],
    ['pusher', 'pushed', oid('c2')],
    ['dismisser', 'dismissed a review that asked for changes', null],
  ])
})

test('commits that no push brought are named', () => {
  expect(rosterOf().unpushed).toEqual([])
  expect(rosterOf({ pushes: known([], 'test') }).unpushed).toEqual([oid('c1')])
})
