// A request weighed for what is judged: valid for one of the subjects, or the obstacle, with what to do about it.
import { expect, test } from 'vitest'
import type { BreakGlassSubject } from '../../src/break-glass/approval.ts'
import { weighRequests } from '../../src/break-glass/coverage.ts'
import { readRequest } from '../../src/break-glass/request.ts'
import { advised } from '../../src/duties/remedies/advice.ts'
import { nothingHelps } from '../../src/duties/roster.ts'
import { type Fact, known, unknown } from '../../src/facts/fact.ts'
import type { BreakGlassIssue } from '../../src/facts/facts.ts'
import { actor, comment, form, issue, oid, short } from '../fixtures.ts'
import { circumstances } from './fixtures.ts'

const [c1, c2, noon] = [oid('c1'), oid('c2'), '2026-03-01T12:00:00Z']
const down = unknown('GitHub is down', 'GET it', 'Wait.')

/** Nothing is against it, and nobody had a part in it. */
const subject = (more: Partial<BreakGlassSubject> = {}): BreakGlassSubject => ({
  ...{ gate: 'merge', oids: [c1, c2], what: 'the head of #7 is new', at: noon },
  ...{ pull: 7, environment: null, run: null, isMeant: () => true, involvement: () => null },
  present: [],
  ...{ doubts: [], against: () => [], againstApproval: () => ({ flaws: [], doubts: [] }) },
  ...{ reconcile: ({ reconcileWithin }) => `within ${reconcileWithin}`, ...more },
})

const weighed = (
  told: Partial<BreakGlassIssue> = {},
  subjects: readonly BreakGlassSubject[] = [subject()],
  now = noon,
) => {
  const under = circumstances(now)
  return weighRequests([readRequest(issue(told), under)], under, subjects)
}

const about = { issue: 12, isOpen: true, rules: ['independent-approval'], areRulesKnown: true }
const valid = { isValid: true }
const violated = (message: string, more = {}) => ({
  isValid: false,
  obstacle: {
    outcome: 'violated',
    message: `Break-glass #12 by ada is not valid: ${message}`,
    ...more,
  },
})
const ask = `Ask dana to comment "/approve ${c1}" on #12.`
const otherwise = 'Close #12 and ask for a new break-glass.'

test('one that is valid says by what, and what it leaves to be done', () => {
  expect(weighed()).toEqual([
    {
      ...{ ...about, ...valid, remedy: 'Have break-glass #12 reconciled within 3d.' },
      text: 'Waived until 2026-03-01T13:30:00Z by break-glass #12, which ada asked for and dana approved.',
      waiver: {
        ...{ issue: 12, url: 'https://github.com/acme/shop/issues/12', gate: 'merge', oid: c1 },
        ...{ pull: 7, environment: null, run: null, until: '2026-03-01T13:30:00Z' },
        ...{ requester: 'ada', approver: 'dana', reconcile: 'within 3d' },
      },
    },
  ])
})

test('one about something else is not weighed', () => {
  expect(weighed({}, [subject({ isMeant: () => false })])).toEqual([])
})

test('an obstacle names who asked and who approved, and the commit that would have to be approved', () => {
  expect(weighed({}, [subject({ against: () => ['It is Sunday.'] })])).toEqual([
    {
      ...about,
      ...violated('It is Sunday.', {
        ...{ people: ['ada', 'dana'], commits: [c1], remedy: otherwise },
        remedies: [
          expect.objectContaining({ kind: 'break-glass', what: { act: 'close', issue: 12 } }),
        ],
      }),
    },
  ])
  expect(weighed({ by: null, comments: [comment(null, `/approve ${c1}`)] })).toMatchObject([
    {
      obstacle: {
        people: [],
        commits: [c1],
        message: expect.stringMatching(/^Break-glass #12 is/),
      },
    },
  ])
})

test('what is not known is no flaw', () => {
  expect(weighed({}, [subject({ doubts: [down] })])).toEqual([
    {
      ...{ ...about, isValid: false },
      obstacle: {
        outcome: 'undetermined',
        message: 'It is unknown whether break-glass #12 by ada is valid: GitHub is down.',
        ...advised([nothingHelps('Wait.')]),
        ...{ people: ['ada', 'dana'], commits: [c1] },
      },
    },
  ])
  const both = subject({ doubts: [down], against: () => ['It is Sunday.'] })
  expect(weighed({}, [both])).toMatchObject([violated('It is Sunday.')])
})

const nobody = { comments: [] }
const end = '2026-03-01T15:00:00Z'

test.for([
  { given: 'nobody approved', told: nobody, remedy: ask },
  {
    given: 'the approval does not count',
    told: { comments: [comment('gus', `/approve ${c1}`)] },
    remedy: ask,
  },
  { given: 'it could last to this very second', told: nobody, at: end, now: end, remedy: ask },
  {
    given: 'it could last no longer',
    told: nobody,
    at: '2026-03-01T15:00:01Z',
    now: '2026-03-01T15:00:01Z',
    remedy: otherwise,
  },
  { given: 'it was merged before', told: nobody, now: '2026-03-01T12:30:00Z', remedy: otherwise },
  { given: 'something else is wrong', told: { ...nobody, isEdited: true }, remedy: otherwise },
  {
    given: 'the approval counts and something else is wrong',
    told: { isEdited: true },
    remedy: otherwise,
  },
  { given: 'the approval has ended', told: { body: form({ Duration: '29m' }) }, remedy: otherwise },
])('what to do where $given', ({ told, at = noon, now = noon, remedy }) => {
  expect(weighed(told, [subject({ at })], now)).toMatchObject([{ obstacle: { remedy } }])
})

test('closed before the moment that counts', () => {
  const closed = weighed({ closedAt: noon })
  expect(closed).toMatchObject([{ isOpen: false, ...violated(`It was closed at ${noon}.`) }])
  expect(weighed({ closedAt: '2026-03-01T12:00:01Z' })).toMatchObject([{ isOpen: false, ...valid }])
})

test('without a moment nothing is in force', () => {
  expect(weighed({}, [subject({ at: '' })])).toMatchObject([
    violated('It ended at 2026-03-01T13:30:00Z.'),
  ])
})

test('what was meant for an approval is told, and no other command', () => {
  const comments = [comment('fay', '/reconcile it'), comment('dana', '/approve it')]
  const how = 'and the full commit id, 40 characters in lower case, alone on the first line.'
  expect(weighed({ comments })).toMatchObject([
    violated(`Nobody has approved it. dana commented "/approve it"; write "/approve" ${how}`),
  ])
})

test('an approval that is surely one comes before one that nobody can tell of', () => {
  const comments = ['dana', 'eve'].map((by) => comment(by, `/approve ${c1}`))
  expect(weighed({ comments })).toMatchObject([valid])
  expect(weighed({ comments: comments.toReversed() })).toMatchObject([valid])
  expect(weighed({ comments: comments.slice(1) })).toMatchObject([
    { obstacle: { remedy: 'Wait.' } },
  ])
})

test('of several subjects the one with least against it is told, and rather one that was approved', () => {
  const bad = subject({ against: () => ['It is Sunday.'] })
  expect(weighed({}, [bad, subject()])).toMatchObject([valid])
  expect(weighed({}, [subject(), bad])).toMatchObject([valid])
  const unapproved = subject({ oids: [oid('c3')] })
  const elsewhere = violated(`It was approved for ${short('c1')}, and the head of #7 is new.`)
  expect(weighed({}, [unapproved])).toMatchObject([elsewhere])
  for (const both of [
    [bad, unapproved],
    [unapproved, bad],
  ]) {
    expect(weighed({}, both)).toMatchObject([violated('It is Sunday.')])
  }
  const unsure = subject({ doubts: [down] })
  for (const both of [
    [subject(), unsure],
    [unsure, subject()],
  ]) {
    expect(weighed({}, both)).toMatchObject([valid])
  }
})

test.for([
  { rules: '', areRulesKnown: false },
  { rules: 'independent-approval', areRulesKnown: true },
  { rules: 'independent-approval, anything', areRulesKnown: false },
])('whether it is said which rules are meant: "$rules"', ({ rules, areRulesKnown }) => {
  const body = form({ 'Rules to waive': rules })
  expect(weighed({ body })).toMatchObject([{ areRulesKnown }])
})

const withRights = (login: string, right: Fact<boolean>, at = noon) => {
  const under = circumstances(noon)
  const mayPush: typeof under.people.mayPush = (account) =>
    account.login === login ? right : under.people.mayPush(account)
  const all = { ...under, people: { ...under.people, mayPush } }
  return weighRequests([readRequest(issue(), all)], all, [subject({ at })])
}
const unable = known(false, 'GET right')

test.for(['ada', 'dana'])('whoever may not push neither asks nor approves: %s', (login) => {
  expect(withRights(login, unable)).toMatchObject([
    violated(`${login} may not push to the repository.`),
  ])
  expect(withRights(login, down)).toMatchObject([{ obstacle: { outcome: 'undetermined' } }])
  // Rights are asked of now: of a merge that is past nobody is accused by them.
  expect(withRights(login, unable, '2026-03-01T11:45:00Z')).toMatchObject([
    {
      obstacle: {
        outcome: 'undetermined',
        message: `It is unknown whether break-glass #12 by ada is valid: ${login} may not push to the repository, and whether they could at the merge is not known.`,
      },
    },
  ])
})

test('an approver who could be somebody with a part in it is a doubt', () => {
  const under = circumstances(noon)
  const seen: string[][] = []
  const unclear: typeof under.people.unclear = (present) => {
    seen.push(present.map(({ name }) => name))
    return [down]
  }
  const all = { ...under, people: { ...under.people, unclear } }
  const present = [all.people.identify(actor('cleo'))]
  expect(weighRequests([readRequest(issue(), all)], all, [subject({ present })])).toMatchObject([
    { obstacle: { outcome: 'undetermined' } },
  ])
  expect(seen).toEqual([['cleo', 'ada', 'dana']])
})
