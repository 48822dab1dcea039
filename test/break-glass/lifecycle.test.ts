// A break-glass from its request to its end, and what is told of it.
import { expect, test } from 'vitest'
import { lifecycleOf, recordedRequest } from '../../src/break-glass/lifecycle.ts'
import type { Terms } from '../../src/break-glass/request.ts'
import { identifier } from '../../src/duties/people.ts'
import type { BreakGlassIssue } from '../../src/facts/break-glass.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { actor, comment, form, issue, merged, nobodyAsked, oid } from '../fixtures.ts'

const rules = ['independent-approval', 'control-plane']
const terms: Terms = {
  ...{ responders: { users: ['ada'] }, approvers: { users: ['dana'] } },
  ...{ maxDuration: '4h', reconcileWithin: '3d' },
  rules: { known: rules, allowed: rules, never: ['control-plane'] },
}
const writers = { [actor('fay').id]: known(true, 'test') }
const people = { identify: identifier([]), directory: { ...nobodyAsked, writers } }

const assessed = (told: Partial<BreakGlassIssue> = {}, now = '2026-03-01T12:00:00Z') =>
  lifecycleOf(issue(told), terms, people, now)

const used = { usage: known({ merged: [merged()], deployed: [] }, 'test') }
const approval = comment('dana', `/approve ${oid('c1')}`)
const reconciling = comment('fay', `/reconcile remediated ${oid('m1')}`, {
  at: '2026-03-02T08:00:00Z',
})

test.for<{ state: string; given: string; told: Partial<BreakGlassIssue>; now?: string }>([
  { state: 'requested', given: 'nobody has approved it yet', told: { comments: [] } },
  {
    state: 'requested',
    given: 'no approval counts',
    told: { comments: [comment('ada', approval.body)] },
  },
  { state: 'approved', given: 'it is in force', told: {} },
  {
    state: 'approved',
    given: 'it is unknown what became of it',
    told: { usage: unknown('down', 'GET') },
  },
  { state: 'expired', given: 'it has ended', told: {}, now: '2026-03-01T13:30:01Z' },
  {
    state: 'expired',
    given: 'nobody approved it in time',
    told: { comments: [] },
    now: '2026-03-01T15:00:01Z',
  },
  { state: 'expired', given: 'there is no clock', told: {}, now: '' },
  { state: 'closed', given: 'it was closed unused', told: { closedAt: '2026-03-01T11:40:00Z' } },
  { state: 'rejected', given: 'it was edited', told: { isEdited: true } },
  { state: 'rejected', given: 'its form is no form', told: { body: 'Help!' } },
  { state: 'used', given: 'it let a change through', told: used },
  {
    state: 'used',
    given: 'it was closed after its use',
    told: { ...used, closedAt: '2026-03-01T12:00:00Z' },
  },
  { state: 'used', given: 'it was edited after its use', told: { ...used, isEdited: true } },
  { state: 'used', given: 'there is time left', told: used, now: '2026-03-04T12:00:00Z' },
  { state: 'overdue', given: 'there is no time left', told: used, now: '2026-03-04T12:00:01Z' },
  {
    state: 'reconciled',
    given: 'somebody reconciled it',
    told: { ...used, comments: [approval, reconciling] },
    now: '2026-03-09T12:00:00Z',
  },
])('$state: $given', ({ state, told, now }) => {
  expect(assessed(told, now).state).toBe(state)
})

test('the account of one that was used and reconciled', () => {
  const told = { ...used, comments: [approval, reconciling], body: form({ Ticket: 'OPS-7' }) }
  expect(recordedRequest(assessed(told, '2026-03-03T12:00:00Z'))).toEqual({
    ...{ issue: 12, url: 'https://github.com/acme/shop/issues/12', state: 'reconciled' },
    ...{ requester: 'ada', approver: 'dana', asked: '2026-03-01T11:00:00Z' },
    ...{ approved: '2026-03-01T11:30:00Z', expires: '2026-03-01T13:30:00Z', closed: null },
    ...{ oid: oid('c1'), pull: 7, environment: null, rules: ['independent-approval'] },
    ...{ reason: 'Payments are down.', ticket: 'OPS-7', flaws: [] },
    use: {
      at: '2026-03-01T12:00:00Z',
      text: '#7 was merged as 6d31000 by cleo at 2026-03-01T12:00:00Z',
      due: '2026-03-04T12:00:00Z',
    },
    reconciliation: { by: 'fay', at: '2026-03-02T08:00:00Z', result: 'remediated' },
  })
})

test('the account of one that is nothing', () => {
  expect(recordedRequest(assessed({ by: null, body: '', comments: [] }))).toMatchObject({
    ...{ state: 'rejected', requester: null, approver: null, approved: null, expires: null },
    ...{ oid: null, pull: null, rules: [], reason: null, use: null, reconciliation: null },
    flaws: expect.arrayContaining(['An account that is deleted opened it.']),
  })
})

test('of several approvals that stand the latest is told', () => {
  const comments = [
    approval,
    comment('dana', `/approve ${oid('c2')}`, { at: '2026-03-01T11:50:00Z' }),
  ]
  expect(recordedRequest(assessed({ comments }))).toMatchObject({
    ...{ oid: oid('c2'), approved: '2026-03-01T11:50:00Z', expires: '2026-03-01T13:50:00Z' },
  })
})
