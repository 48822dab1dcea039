// Conflicts between two duties of a change: who holds both is told with all they did, and doubt is no pass.
import { expect, test } from 'vitest'
import type { Change, Dismissal, Merging } from '../../src/facts/change.ts'
import { type Actor, known, unknown } from '../../src/facts/fact.ts'
import { builtInConflicts } from '../../src/rules/conflicts.ts'
import { changeBy, devin } from '../duties/working-agents.ts'
import {
  actor,
  caseOf,
  change,
  commit,
  dismissal,
  inWords,
  merged,
  oid,
  people,
  push,
  short,
} from '../fixtures.ts'

const { ofChange: selfMerge } = builtInConflicts['self-merge']
const { ofChange: selfDismissal } = builtInConflicts['self-dismissal']

const by = (login: string | null, how: Merging['how'] = 'merged'): Merging => ({
  by: login === null ? null : actor(login),
  how,
})

const mergedBy = (mergers: readonly Merging[], more: Partial<Change> = {}) =>
  selfMerge(caseOf(merged({}, { mergers: known(mergers, 'test'), ...more })))

const dismissedBy = (
  dismissals: readonly Dismissal[],
  more: Partial<Change> = {},
  policy = 'version: 1',
) => selfDismissal(caseOf(change({ dismissals: known(dismissals, 'test'), ...more }), policy))

const c1 = short('c1')
const down = unknown('GitHub is down', 'test')

test.for<{ how: Merging['how'] }>([
  { how: 'merged' },
  { how: 'queued' },
  { how: 'switched on auto-merge for' },
])('a contributor $how it: violated, with a deed for each duty and what to do', ({ how }) => {
  expect(inWords(mergedBy([by('ada', how), by('cleo')]))).toEqual({
    outcome: 'violated',
    message: `ada pushed ${c1} and ${how} the pull request. Contributors must not merge.`,
    remedy: 'Ask a non-contributor to merge it.',
    people: ['ada'],
    commits: [oid('c1'), oid('c1'), oid('c1')],
    beneficiaries: people('ada'),
  })
})

test('each of several has a sentence, in the order of what is asked about, and outsiders have none', () => {
  const pushes = known([push('ada', null, 'c1'), push('bob', null, 'c1')], 'test')
  const dismissals = [dismissal('bob'), dismissal('dana'), dismissal('ada')]
  const did = 'dismissed a review that asked for changes'
  expect(dismissedBy(dismissals, { pushes })).toMatchObject({
    outcome: 'violated',
    message:
      `bob pushed ${c1} and ${did}. ` +
      `ada pushed ${c1} and ${did}. ` +
      'Contributors must not dismiss such reviews.',
    remedy:
      'Open a new pull request, where only the reviewer or a non-contributor dismisses such a review.',
    people: ['bob', 'ada'],
    beneficiaries: people('bob', 'ada'),
  })
})

test('of many deeds for a duty one is told', () => {
  const trailer = { coAuthors: [{ name: 'Ada', email: 'a@b.c', account: actor('ada') }] }
  const commits = known([commit('c1', 'base', 'ada', trailer), commit('c2', 'c1', 'ada')], 'test')
  const mergers = [by('ada'), by('ada', 'queued'), by('ada', 'switched on auto-merge for')]
  const { message } = mergedBy(mergers, {
    commits,
    forcePushes: known([{ ...push('ada', 'c0', 'c1'), kind: 'force_push' }], 'test'),
  })
  expect(message).toBe(`ada pushed ${c1} and merged the pull request. Contributors must not merge.`)
})

const cleoPushed = {
  commits: known([commit('c1', 'base', 'cleo')], 'test'),
  pushes: known([push('cleo', null, 'c1')], 'test'),
}

test('by another account of the same person: violated, by the account that did it', () => {
  const joined = '{version: 1, people: [{name: Ada, accounts: [ada, ada-admin]}]}'
  expect(dismissedBy([dismissal('ada-admin')], cleoPushed, joined)).toMatchObject({
    outcome: 'violated',
    message:
      'ada-admin (Ada) opened the pull request and dismissed a review that asked for changes. Contributors must not dismiss such reviews.',
    people: ['ada-admin'],
  })
})

test.for<{ given: string; found: ReturnType<typeof mergedBy> }>([
  { given: 'a merger whose account is deleted', found: mergedBy([by(null), by('ada')]) },
  { given: 'commits that are unknown', found: mergedBy([by('ada')], { formerHeads: down }) },
  {
    given: 'a dismisser whose account is deleted',
    found: dismissedBy([dismissal(null), dismissal('ada')]),
  },
])('a violation stands beside $given', ({ found }) => {
  expect(found).toMatchObject({ outcome: 'violated', people: ['ada'] })
})

const nobody = { commits: known([commit('c1', 'base', null)], 'test') }
const unclear = { outcome: 'undetermined', message: 'Not known: who is contributor of #7.' }

test.for<{ given: string; found: ReturnType<typeof mergedBy>; is: object }>([
  {
    given: 'somebody else merged it',
    found: mergedBy([by('cleo')]),
    is: {
      outcome: 'satisfied',
      message: 'Nobody holds both duties. contributor: ada; merger: cleo.',
      people: ['cleo'],
    },
  },
  {
    given: 'an approver queued it, and the queue merged it',
    found: mergedBy([by('bob', 'queued'), by('github-merge-queue')]),
    is: {
      outcome: 'satisfied',
      message: 'Nobody holds both duties. contributor: ada; merger: bob.',
      people: ['bob'],
    },
  },
  {
    given: 'two outsiders dismissed objections',
    found: dismissedBy([dismissal('cleo'), dismissal('dana')]),
    is: {
      outcome: 'satisfied',
      message: 'Nobody holds both duties. contributor: ada; dismisser: cleo and dana.',
      people: ['cleo', 'dana'],
    },
  },
  {
    given: 'an outsider did, and somebody who is deleted dismissed an approval',
    found: dismissedBy([dismissal(null, { was: 'APPROVED' }), dismissal('cleo')]),
    is: {
      outcome: 'satisfied',
      message: 'Nobody holds both duties. contributor: ada; dismisser: cleo.',
      people: ['cleo'],
    },
  },
  {
    given: 'a deleted account merged it beside an outsider',
    found: mergedBy([by('cleo', 'queued'), by(null)]),
    is: { outcome: 'undetermined', message: 'Not known: who is merger of #7.' },
  },
  {
    given: 'who merged it is unknown',
    found: mergedBy([], { mergers: down }),
    is: { outcome: 'undetermined', message: 'Not known: who is merger of #7.' },
  },
  {
    given: 'a deleted account dismissed an objection beside an outsider',
    found: dismissedBy([dismissal('cleo'), dismissal(null)]),
    is: { outcome: 'undetermined', message: 'Not known: who is dismisser of #7.' },
  },
  {
    given: 'what was dismissed is unknown',
    found: dismissedBy([], { dismissals: down }),
    is: { outcome: 'undetermined', message: 'Not known: who is dismisser of #7.' },
  },
  {
    given: 'an outsider merged it while the commits are unknown',
    found: mergedBy([by('cleo')], { commits: down }),
    is: unclear,
  },
  {
    given: 'an outsider merged it while former heads are unknown',
    found: mergedBy([by('cleo')], { formerHeads: down }),
    is: unclear,
  },
  {
    given: 'an outsider merged what nobody known wrote',
    found: mergedBy([by('cleo')], nobody),
    is: unclear,
  },
  {
    given: 'an outsider dismissed an objection while the commits are unknown',
    found: dismissedBy([dismissal('cleo')], { commits: down }),
    is: unclear,
  },
  {
    given: 'an outsider merged what an agent wrote for somebody unknown',
    found: selfMerge(
      caseOf(changeBy(devin, { mergers: known([by('cleo')], 'test'), assignments: down })),
    ),
    is: unclear,
  },
  {
    given: 'nobody merged it, whoever wrote it',
    found: mergedBy([], { commits: down }),
    is: { outcome: 'not-applicable', message: 'There is no merger.' },
  },
  {
    given: 'nothing was dismissed, whoever wrote it',
    found: dismissedBy([], nobody),
    is: { outcome: 'not-applicable', message: 'There is no dismisser.' },
  },
  {
    given: 'the author dismissed an approval',
    found: dismissedBy([dismissal('ada', { was: 'APPROVED' })]),
    is: { outcome: 'not-applicable', message: 'There is no dismisser.' },
  },
])('$given: $is.outcome', ({ found, is }) => {
  expect(found).toEqual(is)
})

test('pushes that are unknown are no matter of contributors: complete-facts tells them', () => {
  expect(mergedBy([by('cleo')], { pushes: down }).outcome).toBe('satisfied')
})

const workflow = { id: 41898282, login: 'github-actions', kind: 'Bot' } as const

test('an agent that dismissed an objection did so for somebody unknown: who, and what to do', () => {
  const objection = (who: Actor) => ({ ...dismissal('bob'), by: who })
  expect(inWords(dismissedBy([objection(workflow)]))).toEqual({
    outcome: 'undetermined',
    message:
      "It is unknown for whom github-actions (a workflow's token) dismissed a review that asked for changes (#7).",
    remedy:
      'Open a new pull request, where only the reviewer or a non-contributor dismisses such a review.',
    people: ['github-actions'],
  })
  expect(dismissedBy([objection(devin)]).remedy).toMatch(
    /review\. Or list `sponsors` or `trusted: \[dismiss\]` for it in the policy\.$/,
  )
  const trusting = 'version: 1\nagents: [{account: devin, trusted: [dismiss]}]'
  expect(dismissedBy([objection(devin)], {}, trusting)).toMatchObject({
    outcome: 'satisfied',
    message: expect.stringContaining('dismisser: devin (trusted to dismiss).'),
  })
})

test('whose account is gone is told before the agents', () => {
  const answer = mergedBy([{ by: devin, how: 'queued' }, by(null)])
  expect(answer.message).toBe('Not known: who is merger of #7.')
})

test('beside a known violation somebody unknown is favoured, so that no exception lifts it', () => {
  const both = mergedBy([by('ada'), { by: workflow, how: 'queued' }])
  expect(both).toMatchObject({ outcome: 'violated', people: ['ada'], beneficiaries: null })
})

test('sponsors of whom nobody could tell are told with the reason', () => {
  const listed = 'version: 1\nagents: [{account: devin, sponsors: {users: [eve]}}]'
  const told = change({ dismissals: known([{ ...dismissal('bob'), by: devin }], 'test') })
  expect(selfDismissal(caseOf(told, listed))).toMatchObject({
    outcome: 'undetermined',
    message: expect.stringMatching(/Who answers for it: nobody asked who eve is\.$/),
    remedy: expect.stringMatching(/^Run the gate again\. Open a new/),
  })
})
