// What reports say of requests for a break-glass, and the comment that logs a use of one.
import { expect, test } from 'vitest'
import type { RecordedRequest, Use } from '../../src/break-glass/break-glass.ts'
import { loggedUses } from '../../src/break-glass/commands.ts'
import type { Verdict } from '../../src/judge/verdict.ts'
import { breakGlassLines } from '../../src/report/break-glass.ts'
import { log } from '../../src/report/formats/log.ts'
import { summary } from '../../src/report/formats/summary.ts'
import { terminal } from '../../src/report/formats/terminal.ts'
import { useComment } from '../../src/report/formats/use-comment.ts'
import { comment } from '../fixtures.ts'
import { evil } from './cases.ts'
import { finding, head, judged, oid, verdict } from './verdicts.ts'

const account = (over: Partial<RecordedRequest> = {}): RecordedRequest => ({
  ...{ issue: 12, url: 'https://github.com/acme/shop/issues/12', state: 'approved' },
  ...{ requester: 'ada-author', approver: 'lee-lead', asked: '2026-03-01T11:00:00Z' },
  ...{ approved: '2026-03-01T11:30:00Z', expires: '2026-03-01T13:30:00Z', closed: null },
  ...{ oid: head, pull: 7, environment: null, rules: ['independent-approval'] },
  ...{ reason: 'Payments are down', ticket: null, flaws: [], use: null, reconciliation: null },
  ...over,
})

const use: Use = {
  ...{ issue: 12, url: 'https://github.com/acme/shop/issues/12', gate: 'merge', oid: head },
  ...{ pull: 7, environment: null, run: null, rules: ['fresh-approval', 'independent-approval'] },
  ...{ requester: 'ada-author', approver: 'lee-lead', until: '2026-03-01T13:30:00Z' },
  reconcile: 'within 3d of the merge',
}

const { rules: _, ...waiver } = use

const passing = (...breakGlassRequests: readonly RecordedRequest[]): Verdict => {
  const lifted = finding('independent-approval', { outcome: 'excepted', waiver })
  return { ...verdict('pass-with-exception', judged({ findings: [lifted] })), breakGlassRequests }
}

const asked = 'ada-author asked for it at 2026-03-01T11:00:00Z: Payments are down.'
const approved = 'lee-lead approved 4aadfff at 2026-03-01T11:30:00Z, until 2026-03-01T13:30:00Z.'
const rest = 'It waives independent-approval.'
const url = 'https://github.com/acme/shop/issues/12'
const past = {
  at: '2026-03-01T12:00:00Z',
  text: '#7 was merged as f700000 by max-merger at 2026-03-01T12:00:00Z',
  due: '2026-03-04T12:00:00Z',
}

test('one that is in use', () => {
  expect(breakGlassLines(passing(account()))).toEqual([
    `#12 is in use. ${asked} ${approved} ${rest} ${url}`,
  ])
})

test('one that is in use, was used and awaits reconciliation', () => {
  expect(breakGlassLines(passing(account({ state: 'used', use: past })))).toEqual([
    `#12 is in use and used. ${asked} ${approved} ${rest} It was used: ${past.text}. ` +
      `It must be reconciled by 2026-03-04T12:00:00Z. ${url}`,
  ])
})

const without = (one: RecordedRequest) =>
  breakGlassLines({ ...verdict('pass', judged()), breakGlassRequests: [one] })

test('one of before that is overdue', () => {
  const [line] = without(account({ state: 'overdue', use: past, approver: null, approved: null }))
  expect(line).toMatch(/^#12 is overdue\. .* No approval of it counts\. .* must be reconciled by/)
})

test('one that is reconciled, while it still lets something pass', () => {
  const reconciliation = { by: 'ike', at: '2026-03-02T12:00:00Z', result: 'reverted' } as const
  const one = account({ state: 'reconciled', use: past, reconciliation })
  expect(breakGlassLines(passing(one))[0]).toContain(
    'ike reconciled it at 2026-03-02T12:00:00Z: reverted.',
  )
  expect(without(one)).toEqual([])
})

test.for(['requested', 'approved', 'expired', 'closed', 'rejected', 'reconciled'] as const)(
  'of one that is %s and not in use nobody needs to hear',
  (state) => {
    expect(without(account({ state }))).toEqual([])
  },
)

test('summary, log and terminal have a section of their own, and none without', () => {
  const passed = passing(account())
  expect(summary(passed)).toContain('\n### Break-glass\n\n- &#35;12 is in use. ')
  expect(log(passed).map(({ title }) => title)).toContain('Break-glass')
  expect(terminal(passed)).toContain('\nBreak-glass\n  #12 is in use. ')
  const nothing = verdict('pass', judged())
  expect(summary(nothing)).not.toContain('Break-glass')
  expect(log(nothing).map(({ title }) => title)).not.toContain('Break-glass')
  expect(terminal(nothing)).not.toContain('Break-glass')
})

test('the comment that logs a merge', () => {
  expect(useComment(use)).toBe(
    `<!-- separation-of-duties: used merge ${head} - -->
The merge gate let #7 pass at <code>${head}</code> under this break-glass, asked for by ada-author, approved by lee-lead, in force until 2026-03-01T13:30:00Z.

Waived: <code>fresh-approval</code> and <code>independent-approval</code>.

It must be reconciled within 3d of the merge: someone who did not ask for it, approve it, contribute to the change, merge it or deploy it comments <code>/reconcile approved&#124;remediated&#124;reverted &#60;full id of the commit merged&#62;</code>.
`,
  )
})

test('the comment that logs a deployment', () => {
  const deployed = { ...use, gate: 'deployment', pull: null, environment: 'production' } as const
  expect(useComment({ ...deployed, run: 8001 })).toContain(
    `The deployment gate let <code>${head}</code> pass to production in run 8001 under`,
  )
  expect(useComment({ ...deployed, run: null })).toContain('pass to production under')
})

test.for([
  { ...use, oid: oid('c0ffee') },
  { ...use, gate: 'deployment', run: 8001, environment: evil, requester: evil, approver: evil },
] as const)('the next gate reads it back, whatever names it holds', (one) => {
  const said = comment(null, useComment(one))
  const by = { id: 1, login: 'github-actions', kind: 'Bot' } as const
  expect(loggedUses({ comments: [{ ...said, by }] })).toMatchObject([
    { gate: one.gate, oid: one.oid, run: one.run },
  ])
  expect(useComment(one)).not.toContain('<script>')
  expect(useComment(one).split('\n')).toHaveLength(useComment(use).split('\n').length)
})

test('foreign text is made inert', () => {
  const passed = passing(account({ state: 'used', reason: evil, requester: evil, rules: [evil] }))
  expect(summary(passed)).not.toContain('<script>')
  expect(breakGlassLines(passed)).toHaveLength(1)
  for (const { lines } of log(passed)) for (const one of lines) expect(one).not.toMatch(/^::|\n/)
})
