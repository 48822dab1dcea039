// The figures that the gate promises: requests, round trips and memory are what a verdict costs.
import { expect, test } from 'vitest'
import { cleanWorld } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'
import { measure, worlds } from './bench.ts'
import { rangeOfSize } from './range.ts'

const of = (story: keyof typeof worlds) => measure(story, worlds[story]())

test('20 commits, 40 files and 5 reviews take at most 4 requests in 3 round trips', async () => {
  const { verdict, requests, roundTrips } = await of('pull request, small')
  expect(verdict).toBe('pass')
  expect(requests).toBeLessThanOrEqual(4)
  expect(roundTrips).toBeLessThanOrEqual(3)
})

test('300 commits, 3,100 files and 140 reviews are judged whole in at most 20 requests', async () => {
  const { verdict, requests, memory } = await of('pull request, large')
  expect(verdict).toBe('pass')
  expect(requests).toBeLessThanOrEqual(20)
  expect(memory).toBeLessThanOrEqual(150)
})

test('a deployment of 10 commits and 4 pull requests takes at most 8 requests', async () => {
  const { verdict, requests } = await of('deployment, small')
  expect(verdict).toBe('pass')
  expect(requests).toBeLessThanOrEqual(8)
})

test('one of 500 commits and 150 pull requests takes at most 40 requests, 100 points and 150 MB', async () => {
  const { verdict, requests, points, memory } = await of('deployment, large')
  expect(verdict).toBe('pass')
  expect(requests).toBeLessThanOrEqual(40)
  expect(points).toBeLessThanOrEqual(100)
  expect(memory).toBeLessThanOrEqual(150)
})

test('one bad change of 150 is named by the first annotation, with its people and the fact', async () => {
  const { verdict, annotations, summary } = await replay(
    rangeOfSize({ commits: 300, pulls: 150, bad: 77 }),
  )
  expect(verdict).toBe('fail')
  expect(annotations[0]?.title).toContain('#77')
  expect(annotations[0]?.title).toContain('author-deploys')
  expect(annotations[0]?.message).toMatch(/dee .*opened the pull request.*started attempt 1/)
  expect(Buffer.byteLength(summary)).toBeLessThan(200_000)
})

test.for([
  { given: 'a resource limit', fault: { partial: true } },
  { given: 'a 502', fault: { status: 502 } },
])('batches shrink and go on after $given', async ({ fault }) => {
  const match = { match: 'POST /graphql', contains: 'Batch', times: 1 }
  const { faults } = cleanWorld((draft) => {
    draft.faults = [{ ...match, ...fault }]
  })
  const { verdict, requests } = await replay({ ...rangeOfSize({ commits: 40, pulls: 20 }), faults })
  expect(verdict).toBe('pass')
  expect(requests).toBeGreaterThan(7)
})
