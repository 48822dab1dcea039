// A break-glass from its request to its end: where it stands.
import { expect, test } from 'vitest'
import { lifecycleOf } from '../../src/break-glass/lifecycle.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import type { BreakGlassIssue } from '../../src/facts/facts.ts'
import { comment, issue, merged, oid } from '../fixtures.ts'
import { circumstances } from './fixtures.ts'

const assessed = (told: Partial<BreakGlassIssue> = {}, now = '2026-03-01T12:00:00Z') =>
  lifecycleOf(issue(told), circumstances(now))

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

test('of several approvals that stand the latest is told', () => {
  const second = comment('dana', `/approve ${oid('c2')}`, { at: '2026-03-01T11:50:00Z' })
  const unheld = comment('ada', approval.body, { at: '2026-03-01T11:55:00Z' })
  expect(assessed({ comments: [approval, second, unheld] }).approval).toMatchObject({
    ...{ oid: oid('c2'), at: '2026-03-01T11:50:00Z', until: '2026-03-01T13:50:00Z' },
  })
})
