// When the latest head is the change that was approved at an earlier one, and why not.
import { expect, test } from 'vitest'
import { differenceSince } from '../../src/duties/same-change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import type { Net } from '../../src/facts/facts.ts'
import { change, oid } from '../fixtures.ts'

const entry = (blob: string, mode = '100644') => ({ blob, mode })
const file = { path: 'src/a.ts', before: entry('v1'), after: entry('v2') }
const net = (more: Partial<Net> = {}): Net => ({
  ...{ mergeBase: oid('base'), files: [file], forks: [] },
  ...more,
})
const earlier = known(net({ mergeBase: oid('older') }), 'test')

const since = (latest: Partial<Net>, more: Parameters<typeof change>[0] = {}) =>
  differenceSince(
    change({ nets: { [oid('c1')]: known(net(latest), 'test'), [oid('c0')]: earlier }, ...more }),
    oid('c0'),
  )

test('the same blobs and modes on both sides are the same change, whatever it parted from', () => {
  expect(since({})).toBeNull()
})

test.for<{ what: string; files: Net['files'] }>([
  { what: 'another text', files: [{ ...file, after: entry('v3') }] },
  { what: 'another mode', files: [{ ...file, after: entry('v2', '100755') }] },
  { what: 'another text before it', files: [{ ...file, before: entry('w1') }] },
  { what: 'a removal', files: [{ ...file, after: null }] },
  { what: 'another file in its place', files: [{ ...file, path: 'src/b.ts' }] },
  { what: 'one file more', files: [file, { ...file, path: 'src/b.ts' }] },
])('$what is another change', ({ files }) => {
  expect(since({ files })).toMatch(/^since then it changes .*src\/[ab]\.ts.* differently$/)
})

test('an empty change proves nothing: the base holds it by now', () => {
  expect(since({ files: [] })).toBe('perhaps changed since: nothing is left of the change')
})

test('what was not compared, or could not be, proves nothing', () => {
  const unread = unknown('GitHub has lost it', 'test')
  const lost = { [oid('c1')]: known(net(), 'test'), [oid('c0')]: unread }
  expect(since({}, { nets: lost })).toBe('perhaps changed since: GitHub has lost it')
  expect(since({}, { nets: {} })).toBe('perhaps changed since: they were not compared')
})

test('several commits of the base are one merge base where that holds all of them', () => {
  const manifold = 'perhaps changed since: the branch has more than one merge base'
  const fork = { commit: oid('b1'), isHeld: true }
  expect(since({ forks: [fork] })).toBeNull()
  expect(since({ forks: [{ ...fork, isHeld: false }] })).toBe(manifold)
  expect(since({ forks: [fork, { commit: oid('b2'), isHeld: false }] })).toBe(manifold)
})
