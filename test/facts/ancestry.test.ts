// What one commit reaches and another does not: the same as two whole walks would tell, at the price of the difference.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ancestryOf, ontoWhat } from '../../src/facts/ancestry.ts'
import { known } from '../../src/facts/fact.ts'

interface Node {
  readonly oid: string
  readonly parents: readonly string[]
}

/** Any history: a commit's parents are a few before it, or not listed at all. In any order. */
const histories = fc
  .array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }), {
    ...{ minLength: 1, maxLength: 12 },
  })
  .map((all) =>
    all.map((back, index): Node => {
      return { oid: `${index}`, parents: [...new Set(back)].map((one) => `${index - one}`) }
    }),
  )
  .chain((commits) => fc.shuffledSubarray(commits, { minLength: commits.length }))

const ends = fc.option(fc.nat(13).map(String))

function reached(commits: readonly Node[], from: string | null): Set<string> {
  const commit = commits.find(({ oid }) => oid === from)
  if (commit === undefined) return new Set()
  return new Set([commit.oid, ...commit.parents.flatMap((one) => [...reached(commits, one)])])
}

test('it tells what two whole walks would tell', () => {
  fc.assert(
    fc.property(histories, ends, ends, (commits, before, after) => {
      const told = ancestryOf(commits)(before, after)
      const walked = reached(commits, after).difference(reached(commits, before))
      expect(told.toSorted()).toEqual([...walked].sort())
    }),
    { numRuns: 1000 },
  )
})

/** Counts how often somebody looks at where a commit comes from. */
function counted(length: number) {
  const looks = { count: 0 }
  const commits = Array.from({ length }, (_, index) => ({
    oid: `${index}`,
    get parents() {
      looks.count += 1
      return index === 0 ? [] : [`${index - 1}`]
    },
  }))
  return { commits, looks }
}

test('a push after the other of one commit each costs a few looks a push', () => {
  const { commits, looks } = counted(1600)
  const between = ancestryOf(commits)
  for (const { oid } of commits) expect(between(`${Number(oid) - 1}`, oid)).toEqual([oid])
  expect(looks.count).toBeLessThan(10 * commits.length)
})

test('a push onto another line costs the two lines, and not what both stand on', () => {
  const { commits, looks } = counted(1000)
  const tips = ['one', 'other'].map((oid) => ({ oid, parents: ['999'] }))
  const between = ancestryOf([...commits, ...tips])
  looks.count = 0
  expect(between('one', 'other')).toEqual(['other'])
  expect(between('other', 'one')).toEqual(['one'])
  expect(looks.count).toBe(0)
})

const line = new Map(
  [
    { oid: 'd', parents: ['c'] },
    { oid: 'c', parents: ['b'] },
    { oid: 'b', parents: ['a'] },
    { oid: 'm', parents: ['b', 'x'] },
  ].map((commit) => [commit.oid, commit]),
)

test.for<{ what: string; merged: string; count: number; ends: string[]; onto: string | null }>([
  { what: 'two copies', merged: 'd', count: 2, ends: ['b'], onto: 'b' },
  { what: 'one for two commits', merged: 'd', count: 2, ends: ['c'], onto: 'c' },
  { what: 'two commits, and no end is known', merged: 'd', count: 2, ends: [], onto: null },
  { what: 'one commit, and no end is known', merged: 'd', count: 1, ends: [], onto: 'c' },
  { what: 'a merge, and no end is known', merged: 'm', count: 2, ends: [], onto: 'b' },
  { what: 'fewer commits than lie above the end', merged: 'd', count: 2, ends: ['a'], onto: null },
])('what it was merged onto: $what', ({ merged, count, ends: told, onto }) => {
  const commits = known(Array.from({ length: count }), 'test')
  expect(ontoWhat({ pull: { mergeCommit: merged }, commits }, line, told)).toBe(onto)
})
