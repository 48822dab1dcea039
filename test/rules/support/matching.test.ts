// The matching of people to demands, against every assignment there is.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchPeople } from '../../../src/rules/support/matching.ts'

const people = ['ada', 'bob', 'cleo', 'dana', 'eve', 'finn']

const demands = fc.array(
  fc.record({ count: fc.integer({ min: 1, max: 3 }), accepted: fc.subarray(people) }),
  { maxLength: 5 },
)

/** Tries every way to give people to slots: can all demands be met? */
function canMeetAll(free: readonly string[], slots: readonly (readonly string[])[]): boolean {
  const [slot, ...rest] = slots
  if (slot === undefined) return true
  return slot.some(
    (person) =>
      free.includes(person) &&
      canMeetAll(
        free.filter((one) => one !== person),
        rest,
      ),
  )
}

test('an assignment is found whenever one exists, and only then', () => {
  fc.assert(
    fc.property(fc.subarray(people), demands, (present, asked) => {
      const served = matchPeople(
        present,
        asked.map(({ count, accepted }) => ({ count, accepts: (one) => accepted.includes(one) })),
      )
      const isMet = asked.every(({ count }, index) => served[index]?.length === count)
      const slots = asked.flatMap(({ count, accepted }) => Array<string[]>(count).fill(accepted))
      expect(isMet).toBe(canMeetAll(present, slots))
    }),
    { numRuns: 500 },
  )
})

test('nobody serves two demands, nobody serves one that does not accept them, and no demand gets more than it takes', () => {
  fc.assert(
    fc.property(demands, (asked) => {
      const served = matchPeople(
        people,
        asked.map(({ count, accepted }) => ({ count, accepts: (one) => accepted.includes(one) })),
      )
      const all = served.flat()
      expect(new Set(all).size).toBe(all.length)
      for (const [index, { count, accepted }] of asked.entries()) {
        expect(served[index]?.length).toBeLessThanOrEqual(count)
        for (const person of served[index] ?? []) expect(accepted).toContain(person)
      }
    }),
  )
})

test('a later demand never empties an earlier one', () => {
  const anybody = { count: 1, accepts: () => true }
  const danaOnly = { count: 1, accepts: (one: string) => one === 'dana' }
  expect(matchPeople(['dana'], [anybody, danaOnly])).toEqual([['dana'], []])
  expect(matchPeople(['dana', 'bob'], [anybody, danaOnly])).toEqual([['bob'], ['dana']])
})
