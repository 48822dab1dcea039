// Where the life of a branch began, and when no older row can tell of its change: else who pushed before a deletion is cleared.
import { expect, test } from 'vitest'
import { bornIn, isClosed, lifeOf } from '../../src/facts/branch-life.ts'
import { known, type Push } from '../../src/facts/fact.ts'
import { commit, oid, push } from '../fixtures.ts'

const created = (after: string) => push('ada', null, after)
const deleted = (before: string) => ({
  ...push('ada', before, before),
  ...{ after: null, kind: 'branch_deletion' },
})
const forced = (before: string, after: string) => ({
  ...push('ada', before, after),
  kind: 'force_push',
})
const merged = (after: string, kind = 'pr_merge') => ({ ...push('bob', 'm0', after), kind })

test.for([
  { given: 'created once', rows: [push('bob', 'c1', 'c2'), created('c1')], length: 2 },
  { given: 'restored', rows: [created('c1'), deleted('c1'), created('c1')], length: 3 },
  {
    given: 'created again elsewhere',
    rows: [created('c2'), deleted('c1'), created('c1')],
    length: 1,
  },
  { given: 'of unknown beginning', rows: [push('bob', 'c1', 'c2')], length: 1 },
])('the life of a branch $given has $length rows', ({ rows, length }) => {
  expect(lifeOf(rows)).toEqual(rows.slice(0, length))
})

/** Two commits on what the merge button made, both of which Ada pushed. */
const ofTwo = {
  head: oid('c2'),
  commits: known([commit('c1', 'm1', 'ada'), commit('c2', 'c1', 'ada')], 'test'),
  forcePushes: known<readonly Push[]>([], 'test'),
}
const rows: readonly Push[] = [push('ada', 'c1', 'c2'), created('c1')]
const born = bornIn([merged('m1')])

const closes = (more: Partial<typeof ofTwo> = {}, told = rows, since = born): boolean =>
  isClosed({ ...ofTwo, ...more }, told, since)

test('a change that rests on what was born within the rows is told by them', () => {
  expect(closes()).toBe(true)
  expect(closes({}, [push('ada', 'm1', 'c2'), created('m1')])).toBe(true)
  expect(closes({}, [created('c2'), deleted('c2'), created('c2')])).toBe(true)
})

test.for([
  { given: 'nothing was born', since: bornIn([]) },
  { given: 'the queue made what it rests on', since: bornIn([merged('m1', 'merge_queue_merge')]) },
  { given: 'a push brought what it rests on', since: bornIn([merged('m1', 'push')]) },
  {
    given: 'one of its commits rests on something older',
    more: { commits: known([commit('c1', 'm0', 'ada'), commit('c2', 'm1', 'ada')], 'test') },
  },
  { given: 'its commits are unknown', more: { commits: known([], 'test') } },
  { given: 'its head was never pushed', told: [created('c1')] },
  { given: 'no row creates it', told: [push('ada', 'c1', 'c2')] },
  { given: 'it was created at an older commit', told: [push('ada', 'm0', 'c2'), created('m0')] },
  {
    given: 'a draft was forced away',
    told: [push('ada', 'c1', 'c2'), forced('d1', 'c1'), created('d1')],
  },
  {
    given: 'its timeline alone knows of a draft',
    more: { forcePushes: known([forced('d1', 'c2')], 'test') },
  },
])('older rows could tell of a change where $given', ({ more, told, since }) => {
  expect(closes(more, told, since)).toBe(false)
})
