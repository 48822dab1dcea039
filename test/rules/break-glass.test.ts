// A break-glass at the merge gate: what it takes for one to hold, and every reason why it does not.
import { expect, test } from 'vitest'
import { known, unknown } from '../../src/facts/fact.ts'
import type { BreakGlassIssue, IssueComment } from '../../src/facts/facts.ts'
import { beside, find, leads, merging, nobodysReview, policy } from '../break-glass/fixtures.ts'
import { actor, change, comment, form, issue, merged, oid, push, short } from '../fixtures.ts'

const c1 = oid('c1')
const approve = (by: string | null, more: Partial<IssueComment> = {}) =>
  comment(by, `/approve ${c1}`, more)

test('one that holds lifts the rules that it names, and is told and to be logged', () => {
  const verdict = merging()
  expect(verdict.word).toBe('pass-with-exception')
  expect(find(verdict, 'independent-approval')).toMatchObject({
    outcome: 'excepted',
    message:
      '0 of 1 required approvals. Waived until 2026-03-01T13:30:00Z by break-glass #12, which ada ' +
      'asked for and dana approved.',
    remedy: 'Have break-glass #12 reconciled within 3d of the merge.',
  })
  expect(find(verdict)).toMatchObject({
    outcome: 'satisfied',
    enforcement: 'enforce',
    pull: 7,
    message:
      `Break-glass #12 is in use: ada asked for it, dana approved ${short('c1')}, and it waives ` +
      'independent-approval until 2026-03-01T13:30:00Z. It must be reconciled within 3d of the merge.',
    people: ['ada', 'dana'],
  })
  expect(verdict.uses).toEqual([
    {
      ...{ issue: 12, url: 'https://github.com/acme/shop/issues/12', gate: 'merge', oid: c1 },
      ...{ pull: 7, environment: null, run: null, rules: ['independent-approval'] },
      ...{ requester: 'ada', approver: 'dana', until: '2026-03-01T13:30:00Z' },
      reconcile: 'within 3d of the merge',
    },
  ])
  expect(verdict.breakGlassRequests).toMatchObject([{ issue: 12, state: 'approved' }])
})

test.for<{ given: string; told: Partial<BreakGlassIssue>; until?: string }>([
  { given: 'names the head', told: { body: form({ 'Pull request or commit': c1 }) } },
  {
    given: 'names the address of the pull request',
    told: { body: form({ 'Pull request or commit': 'https://github.com/acme/shop/pull/7' }) },
  },
  { given: 'names an environment beside', told: { body: form({ Environment: 'production' }) } },
  { given: 'is approved by a member of a team', told: { comments: [approve('eve')] } },
  {
    given: 'is approved with words below',
    told: { comments: [comment('dana', `/approve ${c1}\r\n\r\nGo.`)] },
  },
  {
    given: 'has comments of others',
    told: {
      comments: [comment('gus', '/approve'), approve('ada'), approve('gus'), approve('dana')],
    },
  },
  {
    given: 'was approved for an earlier head, too',
    told: { comments: [comment('dana', `/approve ${oid('c0')}`), approve('dana')] },
  },
  {
    given: 'is approved this very second',
    told: { comments: [approve('dana', { at: '2026-03-01T12:00:00Z' })] },
    until: '2026-03-01T14:00:00Z',
  },
  {
    given: 'ends this very second',
    told: { body: form({ Duration: '30m' }) },
    until: '2026-03-01T12:00:00Z',
  },
  {
    given: 'is closed later than it counts',
    told: { closedAt: '2026-03-01T12:00:01Z' },
  },
  {
    given: 'asks for as long as the policy allows, and ends that long after the request',
    told: { body: form({ Duration: '4 hours' }) },
    until: '2026-03-01T15:00:00Z',
  },
])('one that $given holds', ({ told, until = '2026-03-01T13:30:00Z' }) => {
  const verdict = merging([told])
  expect(verdict.word).toBe('pass-with-exception')
  expect(verdict.uses).toMatchObject([{ until }])
})

const notCounting = (who: string, why: string) => `${who}'s approval does not count: ${why}.`
const ask = `Ask dana or team leads to comment "/approve ${c1}" on #12.`
const anew = 'Close #12 and ask for a new break-glass.'

test.for<{ given: string; told: Partial<BreakGlassIssue>; why: string; remedy?: string }>([
  {
    given: 'nobody approved',
    told: { comments: [] },
    why: 'Nobody has approved it.',
    remedy: ask,
  },
  {
    given: 'was approved by a short id',
    told: { comments: [comment('dana', `/approve ${short('c1')}`)] },
    why:
      `Nobody has approved it. dana commented "/approve ${short('c1')}"; write "/approve" and ` +
      'the full commit id, 40 characters in lower case, alone on the first line.',
    remedy: ask,
  },
  {
    given: 'was approved for another head',
    told: { comments: [comment('dana', `/approve ${oid('c0')}`)] },
    why: `It was approved for ${short('c0')}, and the head of #7 is ${short('c1')}.`,
    remedy: ask,
  },
  {
    given: 'a review comment of somebody else quotes',
    told: { comments: [comment('dana', `> /approve ${c1}`)] },
    why: 'Nobody has approved it.',
    remedy: ask,
  },
  {
    given: 'was edited',
    told: { isEdited: true },
    why: 'It was edited, and an edited request does not count.',
  },
  {
    given: 'a stranger opened',
    told: { by: actor('gus') },
    why: 'gus opened it and is not one of the responders (ada and bob). gus may not push to the repository.',
  },
  {
    given: 'a bot opened',
    told: { by: actor('ada', 'Bot') },
    why: 'ada opened it and is not a person.',
  },
  {
    given: 'a deleted account opened',
    told: { by: null },
    why: 'An account that is deleted opened it.',
  },
  {
    given: 'asks for too long',
    told: { body: form({ Duration: '241m' }) },
    why: 'It asks for longer than the policy allows, which is 4h.',
  },
  {
    given: 'names a rule that nothing waives',
    told: { body: form({ 'Rules to waive': 'independent-approval, control-plane' }) },
    why: 'The field "Rules to waive" names control-plane, which nothing can waive.',
  },
  {
    given: 'names rules that do not exist',
    told: { body: form({ 'Rules to waive': 'independent-aproval, constructor' }) },
    why: 'The field "Rules to waive" names "independent-aproval" and "constructor", which are not rules.',
  },
  {
    given: 'names no rule',
    told: { body: form({ 'Rules to waive': '' }) },
    why: 'The field "Rules to waive" is empty; write at least one rule, such as "independent-approval".',
  },
  {
    given: 'has no reason',
    told: { body: form({ Reason: '_No response_' }) },
    why: 'The field "Reason" is empty; write why it cannot wait.',
  },
  {
    given: 'was approved by whoever asked',
    told: { by: actor('bob'), comments: [approve('bob')] },
    why: notCounting('bob', 'bob asked for it'),
    remedy: ask,
  },
  {
    given: 'was approved by a stranger',
    told: { comments: [approve('gus')] },
    why: `${notCounting('gus', 'gus is not an approver')} gus may not push to the repository.`,
    remedy: ask,
  },
  {
    given: 'was approved by a bot',
    told: { comments: [approve('dana', { by: actor('dana', 'Bot') })] },
    why: notCounting('dana', 'dana is not a person'),
    remedy: ask,
  },
  {
    given: 'was approved by a deleted account',
    told: { comments: [approve(null)] },
    why: 'It was approved by an account that is deleted.',
    remedy: ask,
  },
  {
    given: 'was approved by a comment that was edited',
    told: { comments: [approve('dana', { isEdited: true })] },
    why: notCounting('dana', 'it was edited'),
    remedy: ask,
  },
  {
    given: 'is approved from tomorrow on',
    told: { comments: [approve('dana', { at: '2026-03-02T11:00:00Z' })] },
    why: notCounting(
      'dana',
      'it was given at 2026-03-02T11:00:00Z, and it is 2026-03-01T12:00:00Z',
    ),
    remedy: ask,
  },
  {
    given: 'was approved before it was asked for',
    told: { comments: [approve('dana', { at: '2026-03-01T10:59:59Z' })] },
    why: notCounting('dana', 'it was given at 2026-03-01T10:59:59Z, before the request'),
    remedy: ask,
  },
  {
    given: 'has ended',
    told: { body: form({ Duration: '29m' }) },
    why: 'It ended at 2026-03-01T11:59:00Z.',
  },
  {
    given: 'was approved too long after the request',
    told: {
      at: '2026-03-01T07:30:00Z',
      comments: [approve('dana', { at: '2026-03-01T11:29:59Z' })],
    },
    why: 'It ended at 2026-03-01T11:30:00Z.',
  },
])('one that $given is not valid', ({ told, why, remedy = anew }) => {
  const verdict = merging([told])
  expect(verdict.word).toBe('fail')
  expect(find(verdict, 'independent-approval').outcome).toBe('violated')
  const asker = told.by === null ? '' : ` by ${told.by?.login ?? 'ada'}`
  expect(find(verdict)).toMatchObject({
    outcome: 'violated',
    message: `Break-glass #12${asker} is not valid: ${why}`,
    remedy,
  })
  expect(verdict.uses).toEqual([])
})

test('whoever had a hand in the change approves no break-glass for it', () => {
  const pushes = known([push('ada', null, 'c1'), push('dana', null, 'c1')], 'test')
  expect(find(merging([{}], { one: { pushes } })).message).toBe(
    `Break-glass #12 by ada is not valid: ${notCounting('dana', `dana pushed ${short('c1')}`)}`,
  )
})

test('one person with two accounts is no second person', () => {
  const joined = policy('people: [{name: Ada, accounts: [ada, dana]}]')
  const { message } = find(merging([{ by: actor('bob') }], { one: { policyFile: joined } }))
  expect(message).toContain("dana (Ada)'s approval does not count: dana (Ada) pushed")
  const asked = find(
    merging([{ by: actor('bob') }], {
      one: { policyFile: policy('people: [{name: Bob, accounts: [bob, dana]}]') },
    }),
  )
  expect(asked.message).toContain('dana (Bob) asked for it.')
})

test('a flood of comments does not flood the message', () => {
  const flood = Array.from({ length: 500 }, (_, index) => comment('gus', `/approve ${index}`))
  const { message } = find(merging([{ comments: flood }]))
  expect(message).toContain('is not valid: Nobody has approved it. (And 3 more.)')
  const strangers = [comment('gus', `/approve ${oid('c0')}`)]
  expect(find(merging([{ comments: strangers }])).message).toMatch(/Nobody has approved it\.$/)
})

test('a closed request covers nothing, and is not in use', () => {
  const verdict = merging([{ closedAt: '2026-03-01T12:00:00Z' }])
  expect(verdict.word).toBe('fail')
  expect(find(verdict).outcome).toBe('satisfied')
})

test.for<{ given: string; told: Partial<BreakGlassIssue> }>([
  { given: 'for another pull request', told: { body: form({ 'Pull request or commit': '#8' }) } },
  { given: 'for another commit', told: { body: form({ 'Pull request or commit': oid('c0') }) } },
  { given: 'for another rule', told: { body: form({ 'Rules to waive': 'self-merge' }) } },
])('one $given changes nothing', ({ told }) => {
  const verdict = merging([told])
  expect(verdict.word).toBe('fail')
  expect(find(verdict)).toMatchObject({
    outcome: 'satisfied',
    message: 'No emergency is in use, and none is left to be reconciled.',
  })
})

test('where nothing is violated none is in use, however bad', () => {
  const verdict = merging([{ isEdited: true }], { one: { reviews: change().reviews } })
  expect(verdict.word).toBe('pass')
  expect(find(verdict).outcome).toBe('satisfied')
})

test('what merely warns needs none: nothing is in use, and nothing is to be logged', () => {
  const lax = { one: { policyFile: policy('rules: {independent-approval: {enforcement: warn}}') } }
  expect(merging([{ comments: [] }], lax)).toMatchObject({ word: 'pass', uses: [] })
  expect(merging([{}], lax)).toMatchObject({ word: 'pass', uses: [] })
})

test('the policy may keep rules from being waived', () => {
  const kept = { one: { policyFile: policy('', ', rules: [self-merge]') } }
  expect(find(merging([{}], kept)).message).toContain(
    'names independent-approval, which the policy lets no break-glass waive.',
  )
})

test('a conflict of one’s own can be waived like any other', () => {
  const own = policy('conflicts: {writer-merges: {duties: [author, merger], effect: time-bound}}')
  const one = {
    ...merged({ mergedAt: '2026-03-01T11:45:00Z' }),
    ...{ policyFile: own, mergers: known([{ by: actor('ada'), how: 'merged' as const }], 'test') },
  }
  const told = { body: form({ 'Rules to waive': 'writer-merges' }) }
  const verdict = merging([told], { one: { ...one, reviews: change().reviews } })
  expect(verdict.word).toBe('pass-with-exception')
  expect(find(verdict, 'writer-merges').message).not.toContain('no exception or break-glass')
  expect(verdict.uses).toMatchObject([
    { rules: ['writer-merges'], reconcile: 'by 2026-03-04T11:45:00Z' },
  ])
})

test('what is merged counts as of its merge', () => {
  const at = (mergedAt: string, told: Partial<BreakGlassIssue> = {}) =>
    merging([told], { one: { ...merged({ mergedAt }, nobodysReview), policyFile: policy() } })
  expect(at('2026-03-01T11:45:00Z').word).toBe('pass-with-exception')
  expect(at('2026-03-01T11:45:00Z', { body: form({ Duration: '15m' }) }).word).toMatch(/^pass/)
  expect(at('2026-03-01T11:45:00Z', { closedAt: '2026-03-01T11:46:00Z' }).word).toMatch(/^pass/)
  expect(at('2026-03-01T11:45:00Z', { closedAt: '2026-03-01T11:45:00Z' }).word).toBe('fail')
  expect(find(at('2026-03-01T11:30:00Z')).message).toBe(
    'Break-glass #12 by ada is not valid: It was approved at ' +
      '2026-03-01T11:30:00Z, not before the merge at 2026-03-01T11:30:00Z.',
  )
  expect(find(at('2026-03-01T11:45:01Z', { body: form({ Duration: '15m' }) })).message).toContain(
    'It ended at 2026-03-01T11:45:00Z.',
  )
  const before = at('2026-03-01T10:59:00Z')
  expect([before.word, find(before).outcome]).toEqual(['fail', 'satisfied'])
})

test('an exception comes first: then no break-glass is used', () => {
  const excepting = policy(
    'exceptions: [{rules: [independent-approval], people: [ada], reason: alone, granted-by: bob, until: 2026-12-31}]',
  )
  expect(merging([{}], { one: { policyFile: excepting } })).toMatchObject({
    word: 'pass-with-exception',
    uses: [],
  })
})

test('where another one holds, the bad one is only mentioned', () => {
  const verdict = merging([{ number: 13, isEdited: true }, {}])
  expect(verdict.word).toBe('pass-with-exception')
  expect(find(verdict)).toMatchObject({
    outcome: 'satisfied',
    message: expect.stringMatching(
      /^Break-glass #12 is in use: .* Break-glass #13 by ada is not valid: It was edited/,
    ),
  })
})

test('without break-glass in the policy no issue opens anything', () => {
  const verdict = merging([{}], { one: { policyFile: known(null, 'test') } })
  expect(verdict).toMatchObject({ word: 'fail', breakGlassRequests: [] })
  expect(find(verdict)).toMatchObject({
    outcome: 'not-applicable',
    message: 'The policy has no break-glass.',
  })
})

const down = unknown('GitHub is down', 'GraphQL issues', 'Wait.')

test('requests that could not be read: undetermined, even where none is needed', () => {
  const told = { breakGlassIssues: down, one: { reviews: change().reviews } }
  const verdict = merging([], told)
  expect(verdict.word).toBe('undetermined')
  expect(find(verdict)).toMatchObject({
    outcome: 'undetermined',
    message: 'Whether a break-glass is in use is unknown: GitHub is down.',
    remedy: 'Wait.',
  })
})

const unread = { directory: { ...beside, teams: { leads: down } } }

test('a team that cannot be read is no yes, and matters only to those whom nothing else names', () => {
  expect(merging([{}], unread).word).toBe('pass-with-exception')
  const verdict = merging([{ comments: [approve('eve')] }], unread)
  expect(verdict.word).toBe('fail')
  expect(find(verdict)).toMatchObject({
    outcome: 'undetermined',
    message: 'It is unknown whether break-glass #12 by ada is valid: GitHub is down.',
    remedy: 'Wait.',
  })
  const edited = merging([{ comments: [approve('eve', { isEdited: true })] }], unread)
  expect(find(edited)).toMatchObject({ outcome: 'violated' })
  expect(find(merging([{ comments: [approve('eve')] }])).outcome).toBe('satisfied')
  expect(leads.known).toBe(true)
})

test('where it is not known who had a hand in the change, nobody is surely a second person', () => {
  const verdict = merging([{}], { one: { pushes: down } })
  expect(find(verdict, 'independent-approval').outcome).toBe('violated')
  expect(find(verdict)).toMatchObject({
    outcome: 'undetermined',
    message: expect.stringContaining(
      'It is unknown whether break-glass #12 by ada is valid: not all contributors to #7 are known.',
    ),
  })
})

test('what is undetermined stays so under a break-glass', () => {
  const verdict = merging([{}], { one: { dismissals: down } })
  expect(verdict.word).toBe('undetermined')
})

test('without a clock nothing is in force', () => {
  expect(merging([{}], { readAt: '' }).word).toBe('fail')
})

test('the form that the tests fill in is the one that is read', () => {
  expect(issue().body).toContain('### Rules to waive\n\nindependent-approval')
})
