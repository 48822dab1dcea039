// What the timeline tells of a change: each act once, and each commit with the push that brought it.
import { expect, test } from 'vitest'
import type { Change, Commit } from '../../../src/facts/facts.ts'
import { known, unknown } from '../../../src/facts/facts.ts'
import { eventsOf } from '../../../src/report/page/events.ts'
import { actor, base, change, oid } from '../verdicts.ts'

const [first, second, third] = [oid('a1'), oid('b2'), oid('c3')]

const commit = (own: string, ...parents: readonly string[]): Commit => {
  const ada = { name: 'ada', email: 'ada@example.com', account: null }
  return { oid: own, parents, author: ada, committer: ada, coAuthors: [], signature: null }
}

const commits = known([commit(first, base), commit(second, first), commit(third, second)], 'x')

const push = (minute: number, before: string | null, after: string | null, kind = 'push') => ({
  ...{ by: actor('ada'), at: `2026-03-01T10:0${minute}:00Z`, before, after, kind },
})

const textsOf = (over: Partial<Change>, pull: Partial<Change['pull']> = {}) =>
  eventsOf(change(pull, over)).map(({ at, text }) => `${at?.slice(14, 16) ?? 'no time'} ${text}`)

test('a commit stands with the first push that reached it', () => {
  const pushes = known([push(5, first, third), push(1, null, first, 'branch_creation')], 'x')
  expect(textsOf({ commits, pushes })).toEqual([
    '05 ada pushed c300000, with b200000 (author ada, unverified) and c300000 (author ada, unverified).',
    '01 ada created the branch at a100000, with a100000 (author ada, unverified).',
  ])
})

test('a force-push that two sources tell of is one event', () => {
  const forced = known([push(2, first, third, 'force_push')], 'x')
  const texts = textsOf({ pushes: forced, forcePushes: forced })
  expect(texts).toEqual(['02 ada force-pushed c300000.'])
})

test('commits that no push brought have no time', () => {
  const pushes = unknown('the token may not read the activity', 'x')
  expect(textsOf({ commits: known([commit(first, base)], 'x'), pushes })).toEqual([
    'no time Commits of which no push is known: a100000 (author ada, unverified).',
  ])
})

test('reviews, dismissals, the base, and who was set to work', () => {
  const at = '2026-03-01T10:09:00Z'
  const by = actor('bob')
  const review = { id: 'R', by: null, at, commit: first, edited: null, canPush: null }
  const texts = textsOf({
    reviews: known(
      ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'NEW'].map((state) => ({
        ...review,
        state,
        commit: state === 'NEW' ? null : first,
      })),
      'x',
    ),
    dismissals: known([{ by, at, review: 'R', was: 'APPROVED' }], 'x'),
    baseChanges: known(
      [
        { by, at, how: 'retargeted' },
        { by, at, how: 'force-pushed' },
        { by, at, how: 'retargeted-by-github' },
      ],
      'x',
    ),
    assignments: known([{ by, at, assignee: actor('ada') }], 'x'),
    workStarters: known([{ by, at }], 'x'),
  })
  const nobody = '09 an account that GitHub does not name'
  expect(texts).toEqual([
    `${nobody} approved a100000.`,
    `${nobody} asked for changes to a100000.`,
    `${nobody} commented on a100000.`,
    `${nobody} reviewed (now dismissed) a100000.`,
    `${nobody} reviewed (NEW) a commit that GitHub lost.`,
    '09 bob dismissed a review.',
    '09 bob changed the base.',
    '09 bob force-pushed the base.',
    '09 GitHub changed the base.',
    '09 bob assigned ada.',
    '09 bob set an agent to work.',
  ])
})

test('the merge, and who had a part in it', () => {
  const mergers = known(
    [
      { by: actor('max'), how: 'merged' as const },
      { by: actor('ada'), how: 'switched on auto-merge for' as const },
    ],
    'x',
  )
  const merge = { mergedAt: '2026-03-01T10:30:00Z', mergeCommit: oid('f7') }
  expect(textsOf({ mergers }, merge)).toEqual([
    '30 #7 was merged as f700000: max merged it and ada switched on auto-merge for it.',
  ])
})

test('a branch that was deleted, and a commit that nobody names', () => {
  const pushes = known([push(1, first, null, 'branch_deletion'), push(2, null, null)], 'x')
  expect(textsOf({ pushes })).toEqual([
    '01 ada deleted the branch at a100000.',
    '02 ada pushed a commit that GitHub does not name.',
  ])
})
