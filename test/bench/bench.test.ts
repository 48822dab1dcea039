// What a verdict costs must not grow: the requests and round trips of each world of the bench are ceilings.
import { expect, test } from 'vitest'
import { cleanWorld } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'
import { measure } from './measure.ts'
import { rangeOfSize } from './range.ts'
import { askedByRest } from './rest-collector.ts'
import { stories } from './stories.ts'

const [small] = stories

const largest = [
  'deployment, 500 commits / 150 pulls',
  'deployment, the same mixed',
  'deployment, 1,500 / 450',
]

test('the largest worlds are among those of the bench', () => {
  expect(stories.map(({ name }) => name)).toEqual(expect.arrayContaining(largest))
})

// The largest take longer than all others together: `npm run test:all` holds them too.
const isWithin = (name: string): boolean =>
  process.env.ALL_BENCH_WORLDS === 'true' || !largest.includes(name)

const held = stories.flatMap(({ name, world, ceiling }) =>
  ceiling === null || !isWithin(name) ? [] : [{ name, world, ceiling }],
)

// A busy machine sends late what belongs together, so it can only add round trips: what a world takes is the least of three.
const patiently = { retry: 2, timeout: 120_000 }

test.concurrent.for(held)('$name', patiently, async ({ world, ceiling }, { expect }) => {
  const { verdict, requests, roundTrips } = await measure(world())
  expect(verdict).toBe('pass')
  expect(requests).toBeLessThanOrEqual(ceiling.requests)
  expect(roundTrips).toBeLessThanOrEqual(ceiling.roundTrips)
})

const heaviest = ['300 commits, 3,100 files, 140 reviews', 'policy of 500 paths × 150 pulls']

test.for(process.env.ALL_BENCH_WORLDS === 'true' ? heaviest : heaviest.slice(0, 1))(
  '%s: at most twice the memory and ten times the CPU of a small change, and a record of 2 MB',
  async (name) => {
    const story = stories.find((one) => one.name === name)
    if (story === undefined) throw new Error(`There is no world called ${name}.`)
    const [little, large] = [await measure(small.world()), await measure(story.world())]
    expect(large.verdict).toBe('pass')
    expect(large.memory).toBeLessThan(2 * little.memory)
    expect(large.cpu).toBeLessThan(10 * little.cpu)
    expect(large.record).toBeLessThan(2000)
  },
)

test('a deployment of 10 commits and 4 pull requests takes at most 8 requests', async () => {
  const { verdict, requests } = await measure(rangeOfSize({ commits: 10, pulls: 4 }))
  expect(verdict).toBe('pass')
  expect(requests).toBeLessThanOrEqual(8)
})

test('a collector over REST asks 6 requests for a small change: each list once', async () => {
  expect((await askedByRest(small.world())).requests).toBe(6)
})

test('one bad change of 150 is named by the first annotation, with its people and the fact', async () => {
  const { verdict, annotations, summary } = await replay(
    rangeOfSize({ commits: 300, pulls: 150, bad: 77 }),
  )
  expect(verdict).toBe('fail')
  expect(annotations[0]?.title).toContain('#77')
  expect(annotations[0]?.title).toContain('author-deploys')
  expect(annotations[0]?.message).toMatch(/dee .*pushed \w+ and started the run/)
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
