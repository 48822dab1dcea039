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
        asked.map(({ count, accepted }) => ({
          ...{ count, accepts: (one) => accepted.includes(one), sharing: null },
        })),
      ).people
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
        asked.map(({ count, accepted }) => ({
          ...{ count, accepts: (one) => accepted.includes(one), sharing: null },
        })),
      ).people
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
  const anybody = { count: 1, accepts: () => true, sharing: null }
  const danaOnly = { count: 1, accepts: (one: string) => one === 'dana', sharing: null }
  expect(matchPeople(['dana'], [anybody, danaOnly]).people).toEqual([['dana'], []])
  expect(matchPeople(['dana', 'bob'], [anybody, danaOnly]).people).toEqual([['bob'], ['dana']])
})

interface Shared {
  readonly count: number
  readonly accepted: readonly string[]
  readonly sharing: string | null
}

const names = fc.constantFrom(null, 'code', 'docs')
const sharedDemands = fc.array(
  fc.record({
    ...{ count: fc.integer({ min: 1, max: 2 }), accepted: fc.subarray(people), sharing: names },
  }),
  { maxLength: 5 },
)

const places = (asked: readonly Shared[]) =>
  asked.map(({ count, accepted, sharing }) => ({
    ...{ count, accepts: (one: string) => accepted.includes(one), sharing },
  }))

/** Gives each person to one name, or to one of the demands that share nobody, in every way there is. */
function canMeetShared(present: readonly string[], asked: readonly Shared[]): boolean {
  const roles = [...new Set(asked.map(({ sharing }, index) => sharing ?? `${index}`)), 'none']
  const isMetBy = (roleOf: ReadonlyMap<string, string>): boolean =>
    asked.every(({ count, accepted, sharing }, index) => {
      const serving = accepted.filter((one) => roleOf.get(one) === (sharing ?? `${index}`))
      return serving.length >= count
    })
  const tryAll = (left: readonly string[], roleOf: ReadonlyMap<string, string>): boolean => {
    const [person, ...rest] = left
    if (person === undefined) return isMetBy(roleOf)
    return roles.some((role) => tryAll(rest, new Map([...roleOf, [person, role]])))
  }
  return tryAll(present, new Map())
}

test('where demands share people, an assignment is found whenever one exists, and only then', () => {
  fc.assert(
    fc.property(fc.subarray(people, { maxLength: 5 }), sharedDemands, (present, asked) => {
      const served = matchPeople(present, places(asked))
      expect(served.isExact).toBe(true)
      const isMet = asked.every(({ count }, index) => (served.people[index]?.length ?? 0) >= count)
      expect(isMet).toBe(canMeetShared(present, asked))
    }),
    { numRuns: 200 },
  )
})

test('a person serves one demand, or several of one name', () => {
  fc.assert(
    fc.property(sharedDemands, (asked) => {
      const served = matchPeople(people, places(asked)).people
      for (const person of people) {
        const serving = asked.filter((_, index) => served[index]?.includes(person))
        const roles = new Set(serving.map((one) => one.sharing ?? one))
        expect(roles.size).toBeLessThanOrEqual(1)
        for (const { accepted } of serving) expect(accepted).toContain(person)
      }
    }),
    { numRuns: 200 },
  )
})

test('a search among many people that would take too long is given up, and says so', () => {
  const many = Array.from({ length: 40 }, (_, index) => `p${index}`)
  const pairs = many.map((one, index) => {
    const two = [one, many[(index + 1) % many.length]]
    return { count: 1, accepts: (person: string) => two.includes(person), sharing: 'code' }
  })
  const everybody = { count: 25, accepts: () => true, sharing: null }
  expect(matchPeople(many, [everybody, ...pairs]).isExact).toBe(false)
})
