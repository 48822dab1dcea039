// What a verdict costs must not grow: the requests and round trips of each world of the bench are ceilings.
import { expect, test } from 'vitest'
import { cleanWorld } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'
import { measure } from './measure.ts'
import { rangeOfSize } from './range.ts'
import { askedByRest } from './rest-collector.ts'
import { stories } from './stories.ts'
import { pullOfSize } from './worlds.ts'

const small = () => pullOfSize({ commits: 20, files: 40, reviews: 5 })

const held = stories.flatMap(({ name, world, ceiling }) =>
  ceiling === null ? [] : [{ name, world, ceiling }],
)

test.concurrent.for(held)('$name', async ({ world, ceiling }, { expect }) => {
  const { verdict, requests, roundTrips } = await measure(world())
  expect(verdict).toBe('pass')
  expect(requests).toBeLessThanOrEqual(ceiling.requests)
  expect(roundTrips).toBeLessThanOrEqual(ceiling.roundTrips)
})

test('300 commits, 3,100 files and 140 reviews take less than twice the memory of a small change', async () => {
  const [little, large] = [
    await measure(small()),
    await measure(pullOfSize({ commits: 300, files: 3100, reviews: 140 })),
  ]
  expect(large.memory).toBeLessThan(2 * little.memory)
})

test('a deployment of 10 commits and 4 pull requests takes at most 8 requests', async () => {
  const { verdict, requests } = await measure(rangeOfSize({ commits: 10, pulls: 4 }))
  expect(verdict).toBe('pass')
  expect(requests).toBeLessThanOrEqual(8)
})

test('a collector over REST asks 6 requests for a small change: each list once', async () => {
  expect((await askedByRest(small())).requests).toBe(6)
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
