// self-merge: contributor and merger differ, whoever merged, queued or switched on auto-merge.
import { expect, test } from 'vitest'
import type { Change, Merging } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { selfMerge } from '../../src/rules/self-merge.ts'
import { actor, caseOf, merged, people, push, short } from '../fixtures.ts'

const by = (login: string | null, how: Merging['how'] = 'merged'): Merging => ({
  by: login === null ? null : actor(login),
  how,
})

const answer = (mergers: readonly Merging[], more: Partial<Change> = {}) =>
  selfMerge(caseOf(merged({}, { mergers: known(mergers, 'test'), ...more })))

const c1 = short('c1')
const remedy = 'Let somebody who had no hand in a change merge it.'
const wrote =
  `opened the pull request, pushed ${c1}, is named by git as the author of ${c1} (a claim) and ` +
  `is named by git as the committer of ${c1} (a claim).`

test.for<{ how: Merging['how'] }>([
  { how: 'merged' },
  { how: 'queued' },
  { how: 'switched on auto-merge for' },
])('a contributor $how it: violated', ({ how }) => {
  expect(answer([by('ada', how), by('cleo')])).toEqual({
    outcome: 'violated',
    message: `ada ${how} the pull request, ${wrote}`,
    remedy,
    people: ['ada'],
    beneficiaries: people('ada'),
  })
})

test('each of several has a sentence, beside a merger whose account is deleted', () => {
  const pushes = known([push('bob', null, 'c1')], 'test')
  expect(answer([by(null), by('bob'), by('ada', 'queued')], { pushes })).toMatchObject({
    outcome: 'violated',
    message: expect.stringMatching(
      /^bob merged the pull request and pushed \w+\. ada queued the pull request, .*\.$/,
    ),
    people: ['bob', 'ada'],
  })
})

test.for<{ given: string; mergers: readonly Merging[]; is: object }>([
  {
    given: 'somebody else merged it',
    mergers: [by('cleo')],
    is: { outcome: 'satisfied', message: 'Merged by cleo.', people: ['cleo'] },
  },
  {
    given: 'an approver queued it, and the queue merged it',
    mergers: [by('bob', 'queued'), by('github-merge-queue')],
    is: { outcome: 'satisfied', message: 'Merged by bob.', people: ['bob'] },
  },
  {
    given: 'a deleted account merged it',
    mergers: [by('cleo', 'queued'), by(null)],
    is: {
      outcome: 'undetermined',
      message: 'It was merged by an account that is deleted.',
    },
  },
  {
    given: 'nobody merged it',
    mergers: [],
    is: { outcome: 'not-applicable', message: 'It is not merged.' },
  },
])('$given: $is.outcome', ({ mergers, is }) => {
  expect(answer(mergers)).toEqual(is)
})

test('a deleted author is no deleted merger', () => {
  const one = merged({ author: null })
  expect(selfMerge(caseOf(one)).outcome).toBe('satisfied')
})

test('unknown mergers: undetermined', () => {
  expect(answer([], { mergers: unknown('GitHub is down', 'test') })).toEqual({
    outcome: 'undetermined',
    message: 'Who merged it is unknown.',
  })
})
