// A goal that is missed is named with both figures, one that is met is not.
import { expect, test } from 'vitest'
import { missed } from './goals.ts'
import type { Cost } from './measure.ts'
import { stories } from './stories.ts'

const cost: Cost = {
  ...{ verdict: 'pass', requests: 10, points: 5, roundTrips: 4 },
  ...{ memory: 120, cpu: 0.5, record: 50 },
}

test('what costs as much as its goal meets it', () => {
  const goal = { requests: 10, roundTrips: 4, aboveSmall: 15 }
  expect(missed({ name: 'a group', goal }, cost, { ...cost, memory: 105 })).toEqual([])
})

test('each goal that is missed is named with both figures', () => {
  const goal = { requests: 9, roundTrips: 4, aboveSmall: 15 }
  expect(missed({ name: 'a group', goal }, cost, { ...cost, memory: 104.5 })).toEqual([
    'a group: 10 requests, at most 9',
    'a group: 15.5 MB above the small one, at most 15',
  ])
})

test('no world may cost more in a test than its goal lets it cost', () => {
  for (const { name, goal, ceiling } of stories) {
    if (ceiling === null) continue
    expect(ceiling.requests, name).toBeLessThanOrEqual(goal.requests ?? Number.POSITIVE_INFINITY)
    expect(ceiling.roundTrips, name).toBeLessThanOrEqual(
      goal.roundTrips ?? Number.POSITIVE_INFINITY,
    )
  }
})
