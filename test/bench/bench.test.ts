// The figures that the gate promises: requests and round trips are what a verdict costs.
import { expect, test } from 'vitest'
import { large, measure, small } from './bench.ts'

test('20 commits, 40 files and 5 reviews take at most 4 requests in 3 round trips', async () => {
  const { verdict, requests, roundTrips } = await measure('small', small)
  expect(verdict).toBe('pass')
  expect(requests).toBeLessThanOrEqual(4)
  expect(roundTrips).toBeLessThanOrEqual(3)
})

test('300 commits, 3,100 files and 140 reviews are judged whole in at most 20 requests', async () => {
  const { verdict, requests, memory } = await measure('large', large)
  expect(verdict).toBe('pass')
  expect(requests).toBeLessThanOrEqual(20)
  expect(memory).toBeLessThanOrEqual(150)
})
