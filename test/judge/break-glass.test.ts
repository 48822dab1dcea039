// What the verdict, and so the record, tells of each request for a break-glass.
import { expect, test } from 'vitest'
import { known } from '../../src/facts/fact.ts'
import type { BreakGlassIssue } from '../../src/facts/facts.ts'
import { deploying, merging } from '../break-glass/fixtures.ts'
import { comment, form, merged, oid } from '../fixtures.ts'

const approval = comment('dana', `/approve ${oid('c1')}`)
const reconciling = comment('fay', `/reconcile remediated ${oid('m1')}`, {
  at: '2026-03-02T08:00:00Z',
})
const used: Partial<BreakGlassIssue> = {
  usage: known({ merged: [merged()], deployed: [] }, 'test'),
  comments: [approval, reconciling],
  body: form({ Ticket: 'OPS-7' }),
}

const recorded = {
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
}

test('one that was used and reconciled, wherever it is asked', () => {
  const readAt = '2026-03-03T12:00:00Z'
  expect(merging([used], { readAt }).breakGlassRequests).toEqual([recorded])
  const shipping = deploying([used], {}, undefined, { readAt })
  expect(shipping.breakGlassRequests).toEqual([recorded])
})

test('one that is nothing', () => {
  const nothing = { by: null, body: '', comments: [] }
  expect(merging([nothing]).breakGlassRequests).toMatchObject([
    {
      ...{ state: 'rejected', requester: null, approver: null, approved: null, expires: null },
      ...{ oid: null, pull: null, rules: [], reason: null, use: null, reconciliation: null },
      flaws: expect.arrayContaining(['An account that is deleted opened it.']),
    },
  ])
})

test('the commit is the one approved, or else the one that the request names', () => {
  const body = form({ 'Pull request or commit': oid('m1') })
  expect(merging([{ body, comments: [] }]).breakGlassRequests).toMatchObject([{ oid: oid('m1') }])
  expect(merging([{ body }]).breakGlassRequests).toMatchObject([{ oid: oid('c1') }])
})
