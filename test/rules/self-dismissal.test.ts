// self-dismissal: nobody who had a hand in the change dismissed a review that asked for changes.
import { expect, test } from 'vitest'
import type { Change, Dismissal } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { selfDismissal } from '../../src/rules/self-dismissal.ts'
import { caseOf, change, commit, dismissal, people, push, short } from '../fixtures.ts'

const answer = (
  dismissals: readonly Dismissal[],
  more: Partial<Change> = {},
  policy = 'version: 1',
) => selfDismissal(caseOf(change({ dismissals: known(dismissals, 'test'), ...more }), policy))

const c1 = short('c1')
const remedy =
  'Open a new pull request, or have the policy record an exception; objections are lifted by ' +
  'the reviewer or by somebody who had no hand in the change.'

const cleoPushed = {
  commits: known([commit('c1', 'base', 'cleo')], 'test'),
  pushes: known([push('cleo', null, 'c1')], 'test'),
}

test('the opener dismissed an objection: violated', () => {
  expect(answer([dismissal('ada')], cleoPushed)).toEqual({
    outcome: 'violated',
    message: 'ada dismissed a review that asked for changes, and opened the pull request.',
    remedy,
    people: ['ada'],
    beneficiaries: people('ada'),
  })
})

test('two contributors did, an outsider beside them: each is told with all they did', () => {
  const both = { pushes: known([push('ada', null, 'c1'), push('bob', null, 'c1')], 'test') }
  expect(answer([dismissal('bob'), dismissal('dana'), dismissal('ada')], both)).toEqual({
    outcome: 'violated',
    message:
      `bob dismissed a review that asked for changes, and pushed ${c1}. ` +
      'ada dismissed a review that asked for changes, and opened the pull request, ' +
      `pushed ${c1}, is named by git as the author of ${c1} (a claim) ` +
      `and is named by git as the committer of ${c1} (a claim).`,
    remedy,
    people: ['bob', 'ada'],
    beneficiaries: people('bob', 'ada'),
  })
})

test('a contributor did by another account: violated, by that account', () => {
  const joined = '{version: 1, people: [{name: Ada, accounts: [ada, ada-admin]}]}'
  expect(answer([dismissal('ada-admin')], cleoPushed, joined)).toMatchObject({
    outcome: 'violated',
    message:
      'ada-admin (Ada) dismissed a review that asked for changes, and opened the pull request.',
    people: ['ada-admin'],
  })
})

test('a contributor and an account that is deleted did: what is known stands', () => {
  expect(answer([dismissal(null), dismissal('ada')]).outcome).toBe('violated')
})

test('outsiders did: satisfied', () => {
  expect(answer([dismissal('cleo'), dismissal('dana')])).toEqual({
    outcome: 'satisfied',
    message: 'Dismissed by cleo and dana, who had no hand in the change.',
    people: ['cleo', 'dana'],
  })
})

test('an account that is deleted did, and it could be anybody: undetermined', () => {
  expect(answer([dismissal('cleo'), dismissal(null)])).toEqual({
    outcome: 'undetermined',
    message: 'A review that asked for changes was dismissed by an account that is deleted.',
  })
})

test('dismissals that are unknown: undetermined', () => {
  expect(answer([], { dismissals: unknown('GitHub is down', 'test') })).toEqual({
    outcome: 'undetermined',
    message: 'Who dismissed reviews is unknown.',
  })
})

test.for<{ given: string; dismissals: readonly Dismissal[] }>([
  { given: 'nothing was dismissed', dismissals: [] },
  {
    given: 'the author dismissed an approval',
    dismissals: [dismissal('ada', { was: 'APPROVED' })],
  },
  {
    given: 'a deleted account dismissed an approval',
    dismissals: [dismissal(null, { was: 'APPROVED' })],
  },
])('$given: not applicable', ({ dismissals }) => {
  expect(answer(dismissals)).toEqual({
    outcome: 'not-applicable',
    message: 'No review that asked for changes was dismissed.',
  })
})

test('an approval of a deleted dismisser beside an objection of a known one: satisfied', () => {
  const told = [dismissal(null, { was: 'APPROVED' }), dismissal('cleo')]
  expect(answer(told)).toMatchObject({ outcome: 'satisfied', people: ['cleo'] })
})
