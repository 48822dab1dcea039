// Which approvals count, which are set aside, and every reason why.
import { expect, test } from 'vitest'
import { assign } from '../../src/duties/assign.ts'
import { identifier, type JoinedAccounts } from '../../src/duties/people.ts'
import type { BaseChange, Change, Review } from '../../src/facts/change.ts'
import { type Actor, known, unknown } from '../../src/facts/fact.ts'
import { actor, change, commit, oid, push, review, short } from '../fixtures.ts'

const at = (hour: number): string => `2026-03-01T${hour}:00:00Z`

const approvalsOf = (
  reviews: readonly Review[],
  more: Partial<Change> = {},
  people: readonly JoinedAccounts[] = [],
) => assign(change({ reviews: known(reviews, 'test'), ...more }), identifier(people)).approvals

const counted = (...given: Parameters<typeof approvalsOf>): readonly string[] =>
  approvalsOf(...given).counted.map(({ person }) => person.name)

const setAside = (...given: Parameters<typeof approvalsOf>) =>
  approvalsOf(...given).setAside.map(({ person, reasons }) => ({
    of: person?.name ?? null,
    reasons,
  }))

const said = (by: string, state: Review['state'], hour: number, more: Partial<Review> = {}) =>
  review(by, { state, at: at(hour), ...more })

test.for<{ given: string; reviews: readonly Review[]; counts: readonly string[] }>([
  { given: 'no review', reviews: [], counts: [] },
  { given: 'an approval', reviews: [said('bob', 'APPROVED', 11)], counts: ['bob'] },
  {
    given: 'the approvals of two people',
    reviews: [said('bob', 'APPROVED', 11), said('cleo', 'APPROVED', 12)],
    counts: ['bob', 'cleo'],
  },
  {
    given: 'two approvals of one person',
    reviews: [said('bob', 'APPROVED', 11), said('bob', 'APPROVED', 12)],
    counts: ['bob'],
  },
  {
    given: 'a comment, which decides nothing',
    reviews: [said('bob', 'COMMENTED', 11)],
    counts: [],
  },
  {
    given: 'a comment after the approval, which takes nothing back',
    reviews: [said('bob', 'APPROVED', 11), said('bob', 'COMMENTED', 12)],
    counts: ['bob'],
  },
  {
    given: 'a review that was not submitted yet',
    reviews: [said('bob', 'PENDING', 11)],
    counts: [],
  },
  {
    given: 'changes requested after the approval',
    reviews: [said('bob', 'APPROVED', 11), said('bob', 'CHANGES_REQUESTED', 12)],
    counts: [],
  },
  {
    given: 'an approval after changes were requested',
    reviews: [said('bob', 'CHANGES_REQUESTED', 11), said('bob', 'APPROVED', 12)],
    counts: ['bob'],
  },
  {
    given: 'an approval that was dismissed',
    reviews: [said('bob', 'DISMISSED', 11)],
    counts: [],
  },
  {
    given: 'an older approval behind one that was dismissed',
    reviews: [said('bob', 'APPROVED', 11), said('bob', 'DISMISSED', 12)],
    counts: [],
  },
  {
    given: 'an approval after the dismissal',
    reviews: [said('bob', 'DISMISSED', 11), said('bob', 'APPROVED', 12)],
    counts: ['bob'],
  },
  {
    given: 'the order of time, whatever the order of the list',
    reviews: [said('bob', 'CHANGES_REQUESTED', 12), said('bob', 'APPROVED', 11)],
    counts: [],
  },
  {
    given: 'the order of time, whatever the order of the ids',
    reviews: [
      said('bob', 'APPROVED', 12, { id: 'R1' }),
      said('bob', 'CHANGES_REQUESTED', 11, { id: 'R2' }),
    ],
    counts: ['bob'],
  },
  {
    given: 'changes requested in the same second, listed first: doubt bars',
    reviews: [
      said('bob', 'CHANGES_REQUESTED', 11, { id: 'R1' }),
      said('bob', 'APPROVED', 11, { id: 'R2' }),
    ],
    counts: [],
  },
  {
    given: 'changes requested in the same second, listed last',
    reviews: [
      said('bob', 'APPROVED', 11, { id: 'R1' }),
      said('bob', 'CHANGES_REQUESTED', 11, { id: 'R2' }),
    ],
    counts: [],
  },
  {
    given: 'changes requested in the same second under an earlier id, listed last',
    reviews: [
      said('bob', 'APPROVED', 11, { id: 'R2' }),
      said('bob', 'CHANGES_REQUESTED', 11, { id: 'R1' }),
    ],
    counts: [],
  },
  {
    given: 'somebody else who asks for changes',
    reviews: [said('cleo', 'CHANGES_REQUESTED', 12), said('bob', 'APPROVED', 11)],
    counts: ['bob'],
  },
])('$given: $counts', ({ reviews, counts }) => {
  expect(counted(reviews)).toEqual(counts)
})

test('two approvals in one second are told apart by their ids, however they are listed', () => {
  const [stale, fresh] = [
    said('bob', 'APPROVED', 11, { id: 'R1', commit: oid('c0') }),
    said('bob', 'APPROVED', 11, { id: 'R2' }),
  ]
  expect(counted([stale, fresh])).toEqual(['bob'])
  expect(counted([fresh, stale])).toEqual(['bob'])
})

test('what is no approval is not set aside either', () => {
  const reviews = [
    said('bob', 'DISMISSED', 11),
    said('cleo', 'CHANGES_REQUESTED', 11),
    said('dana', 'COMMENTED', 11),
  ]
  expect(setAside(reviews)).toEqual([])
})

test('unknown reviews are no approvals', () => {
  expect(approvalsOf([], { reviews: unknown('GitHub is down', 'test') })).toMatchObject({
    counted: [],
    setAside: [],
  })
})

const bobs = [{ name: 'Bob', accounts: ['bob', 'bob-admin'] }]

test.for<{ given: string; reviews: readonly Review[]; counts: readonly string[] }>([
  {
    given: 'the approvals of two accounts are one, by the account used last',
    reviews: [said('bob', 'APPROVED', 11), said('bob-admin', 'APPROVED', 12)],
    counts: ['bob-admin (Bob)'],
  },
  {
    given: 'one account takes back what the other approved',
    reviews: [said('bob', 'APPROVED', 11), said('bob-admin', 'CHANGES_REQUESTED', 12)],
    counts: [],
  },
])('one person by two accounts: $given', ({ reviews, counts }) => {
  expect(counted(reviews, {}, bobs)).toEqual(counts)
})

test('an approval that counts tells its person and its review', () => {
  const given = said('bob', 'APPROVED', 11)
  expect(approvalsOf([given]).counted).toEqual([
    {
      person: { key: 'account:2', name: 'bob', account: actor('bob'), agent: null },
      review: given,
    },
  ])
})

test('a contributor is told everything that bars the approval, first what commits show', () => {
  const told = setAside([said('ada', 'APPROVED', 11)])
  const ofC1 = { kind: 'contribution', commits: [oid('c1')] }
  expect(told).toEqual([
    {
      of: 'ada',
      reasons: [
        { ...ofC1, why: `pushed ${short('c1')}` },
        { kind: 'contribution', why: 'opened the pull request', commits: [] },
      ],
    },
  ])
})

test('the second account of a contributor is barred as the first would be', () => {
  const adas = [{ name: 'Ada', accounts: ['ada', 'ada-admin'] }]
  const [told] = setAside([said('ada-admin', 'APPROVED', 11)], {}, adas)
  expect(told?.of).toBe('ada-admin (Ada)')
  expect(told?.reasons).toHaveLength(2)
})

test('who pushed a former head is barred, though nothing of it is left', () => {
  const [told] = setAside([said('bob', 'APPROVED', 11)], {
    formerHeads: known([{ oid: oid('f1'), commits: [commit('f1', 'base', 'ada')] }], 'test'),
    pushes: known([push('bob', null, 'f1'), push('ada', 'f1', 'c1')], 'test'),
  })
  expect(told?.reasons).toEqual([
    { kind: 'contribution', why: `pushed ${short('f1')}`, commits: [oid('f1')] },
  ])
})

const became = (hour: number, how: BaseChange['how'] = 'retargeted'): BaseChange => ({
  by: actor('eve'),
  at: at(hour),
  how,
})

const stale = (why: string, seen: string | null = oid('c1')) => ({
  kind: 'stale',
  why,
  commits: seen === null ? [] : [seen],
})
const notEntitled = (why: string) => ({ kind: 'not-entitled', why, commits: [oid('c1')] })

const bot: Actor = { ...actor('reviewer'), kind: 'Bot' }

test.for<{
  given: string
  approval: Partial<Review>
  more?: Partial<Change>
  because: readonly object[]
}>([
  {
    given: 'an approval of an earlier commit',
    approval: { commit: oid('c0') },
    because: [stale(`is for ${short('c0')}, the latest commit is ${short('c1')}`, oid('c0'))],
  },
  {
    given: 'an approval of a commit that GitHub lost',
    approval: { commit: null },
    because: [stale('is for a commit that GitHub no longer has', null)],
  },
  {
    given: 'an approval before the base became another',
    approval: {},
    more: { baseChanges: known([became(12)], 'test') },
    because: [stale(`is older than ${at(12)}, when the base became another branch`)],
  },
  {
    given: 'an approval before GitHub made the base another',
    approval: {},
    more: { baseChanges: known([became(12, 'retargeted-by-github')], 'test') },
    because: [stale(`is older than ${at(12)}, when the base became another branch`)],
  },
  {
    given: 'an approval in the second in which the base was forced',
    approval: {},
    more: { baseChanges: known([became(11, 'force-pushed')], 'test') },
    because: [stale(`is older than ${at(11)}, when the base was force-pushed`)],
  },
  {
    given: 'an approval between two changes of the base',
    approval: {},
    more: { baseChanges: known([became(10), became(12)], 'test') },
    because: [stale(`is older than ${at(12)}, when the base became another branch`)],
  },
  {
    given: 'an approval of an earlier commit, before the base became another',
    approval: { commit: oid('c0') },
    more: { baseChanges: known([became(12)], 'test') },
    because: [
      stale(`is for ${short('c0')}, the latest commit is ${short('c1')}`, oid('c0')),
      stale(`is older than ${at(12)}, when the base became another branch`, oid('c0')),
    ],
  },
  {
    given: 'an approval of an App',
    approval: { by: bot },
    because: [notEntitled('is by an App: only people can approve')],
  },
  {
    given: 'an approval with the token of a workflow',
    approval: { by: { id: 41898282, login: 'github-actions', kind: 'Bot' } },
    because: [notEntitled("is by a workflow's token: only people can approve")],
  },
  {
    given: 'an approval of Copilot, which reviews',
    approval: { by: { id: 175728472, login: 'copilot-pull-request-reviewer', kind: 'Bot' } },
    because: [notEntitled("is by Copilot's code review: only people can approve")],
  },
  {
    given: 'an approval of an agent of the type User, known by its id',
    approval: { by: { id: 81847, login: 'claude', kind: 'User' } },
    because: [notEntitled('is by Claude: only people can approve')],
  },
  {
    given: 'an approval of a mannequin',
    approval: { by: { ...actor('bob'), kind: 'Mannequin' } },
    because: [notEntitled('is by a Mannequin: only people can approve')],
  },
  {
    given: 'an approval of somebody who only may read',
    approval: { canPush: false },
    because: [notEntitled('is by somebody without write access')],
  },
  {
    given: 'an approval that somebody else edited',
    approval: { edited: { by: actor('ada') } },
    because: [notEntitled('was edited by somebody else, ada')],
  },
  {
    given: 'an approval that nobody known edited',
    approval: { edited: { by: null } },
    because: [notEntitled('was edited by an account that is deleted')],
  },
  {
    given: 'an approval of a bot that may not push, edited by somebody else',
    approval: { by: bot, canPush: false, edited: { by: actor('ada') } },
    because: [
      notEntitled('is by an App: only people can approve'),
      notEntitled('was edited by somebody else, ada'),
    ],
  },
  {
    given: 'an approval of an account that is deleted',
    approval: { by: null, canPush: false },
    because: [notEntitled('is by an account that is deleted')],
  },
])('$given is set aside', ({ approval, more, because }) => {
  const { counted: counts, setAside: aside } = approvalsOf([review('bob', approval)], more)
  expect(counts).toEqual([])
  expect(aside.map(({ reasons }) => reasons)).toEqual([because])
})

test.for<{ given: string; approval?: Partial<Review>; more?: Partial<Change> }>([
  {
    given: 'an approval after the base became another',
    more: { baseChanges: known([became(10)], 'test') },
  },
  {
    given: 'an approval while it is unknown what befell the base',
    more: { baseChanges: unknown('GitHub is down', 'test') },
  },
  {
    given: 'an approval that its giver edited, by the id of the account',
    approval: { edited: { by: { ...actor('bob'), login: 'bob-renamed' } } },
  },
])('$given counts', ({ approval, more }) => {
  expect(counted([review('bob', approval)], more)).toEqual(['bob'])
})

test('deleted accounts are not taken for one', () => {
  const [one, other] = [review(null, { id: 'R1' }), review(null, { id: 'R2' })]
  expect(
    approvalsOf([one, other]).setAside.map(({ person, review: { id } }) => [person, id]),
  ).toEqual([
    [null, 'R1'],
    [null, 'R2'],
  ])
})

const { pull } = change()
const merged = { pull: { ...pull, state: 'MERGED' as const, mergedAt: at(12) } }

test.for([
  { given: 'an hour before the merge', hour: 11, counts: ['bob'] },
  { given: 'in the second of the merge', hour: 12, counts: [] },
  { given: 'an hour after the merge', hour: 13, counts: [] },
])('an approval $given: $counts', ({ hour, counts }) => {
  expect(counted([said('bob', 'APPROVED', hour)], merged)).toEqual(counts)
})

test('an approval after the merge is told as that, and not as stale', () => {
  expect(setAside([said('bob', 'APPROVED', 13)], merged)).toEqual([
    {
      of: 'bob',
      reasons: [
        {
          kind: 'after-merge',
          why: `came at ${at(13)}, after the merge at ${at(12)}`,
          commits: [oid('c1')],
        },
      ],
    },
  ])
})

test('every reason is told, of whatever kind', () => {
  const [told] = setAside([said('cleo', 'APPROVED', 13, { commit: oid('c0'), canPush: false })], {
    ...merged,
    pushes: known([push('cleo', null, 'c1')], 'test'),
  })
  expect(told?.reasons.map(({ kind }) => kind)).toEqual([
    'contribution',
    'stale',
    'rights-then',
    'after-merge',
  ])
})

const lifted = (review: string | null, hour: number, was: Review['state'] = 'APPROVED') => ({
  by: actor('ada'),
  at: at(hour),
  review,
  was,
})

test.for<{
  given: string
  reviews: readonly Review[]
  more?: Partial<Change>
  counts: readonly string[]
}>([
  {
    given: 'changes requested after the merge take no approval away',
    reviews: [said('bob', 'APPROVED', 11), said('bob', 'CHANGES_REQUESTED', 13)],
    counts: ['bob'],
  },
  {
    given: 'changes requested in the second of the merge take none away',
    reviews: [said('bob', 'APPROVED', 11), said('bob', 'CHANGES_REQUESTED', 12)],
    counts: ['bob'],
  },
  {
    given: 'changes requested before the merge do',
    reviews: [said('bob', 'APPROVED', 10), said('bob', 'CHANGES_REQUESTED', 11)],
    counts: [],
  },
  {
    given: 'an approval after the merge does not stand for the one before',
    reviews: [said('bob', 'APPROVED', 11), said('bob', 'APPROVED', 13, { commit: oid('c0') })],
    counts: ['bob'],
  },
  {
    given: 'an approval after the merge does not lift an objection',
    reviews: [said('bob', 'CHANGES_REQUESTED', 11), said('bob', 'APPROVED', 13)],
    counts: [],
  },
  {
    given: 'an approval dismissed after the merge',
    reviews: [said('bob', 'DISMISSED', 11, { id: 'R1' })],
    more: { dismissals: known([lifted('R1', 13)], 'test') },
    counts: ['bob'],
  },
  {
    given: 'an approval dismissed in the second of the merge',
    reviews: [said('bob', 'DISMISSED', 11, { id: 'R1' })],
    more: { dismissals: known([lifted('R1', 12)], 'test') },
    counts: ['bob'],
  },
  {
    given: 'an approval dismissed before the merge',
    reviews: [said('bob', 'DISMISSED', 10, { id: 'R1' })],
    more: { dismissals: known([lifted('R1', 11)], 'test') },
    counts: [],
  },
  {
    given: 'another review dismissed after the merge',
    reviews: [said('bob', 'DISMISSED', 11, { id: 'R1' })],
    more: { dismissals: known([lifted('R2', 13), lifted(null, 13)], 'test') },
    counts: [],
  },
  {
    given: 'an approval dismissed at a time that is unknown',
    reviews: [said('bob', 'DISMISSED', 11, { id: 'R1' })],
    more: { dismissals: unknown('GitHub is down', 'test') },
    counts: [],
  },
  {
    given: 'an objection dismissed after the merge stands over the approval before it',
    reviews: [said('bob', 'APPROVED', 10), said('bob', 'DISMISSED', 11, { id: 'R1' })],
    more: { dismissals: known([lifted('R1', 13, 'CHANGES_REQUESTED')], 'test') },
    counts: [],
  },
  {
    given: 'a base that became another after the merge',
    reviews: [said('bob', 'APPROVED', 11)],
    more: { baseChanges: known([became(13)], 'test') },
    counts: ['bob'],
  },
  {
    given: 'a base that became another in the second of the merge',
    reviews: [said('bob', 'APPROVED', 11)],
    more: { baseChanges: known([became(12)], 'test') },
    counts: ['bob'],
  },
  {
    given: 'a base that became another before the merge',
    reviews: [said('bob', 'APPROVED', 10)],
    more: { baseChanges: known([became(11)], 'test') },
    counts: [],
  },
])('merged at twelve, $given: $counts', ({ reviews, more, counts }) => {
  expect(counted(reviews, { ...merged, ...more })).toEqual(counts)
})

test('what is not merged has no dismissal that comes too late', () => {
  const reviews = [said('bob', 'DISMISSED', 11, { id: 'R1' })]
  expect(counted(reviews, { dismissals: known([lifted('R1', 13)], 'test') })).toEqual([])
})
