// Batches go side by side until one is too much for GitHub; then in halves, one by one.
import { expect, test } from 'vitest'
import { CollectError } from '../../../src/errors.ts'
import { inBatches } from '../../../src/github/api/ask.ts'

const tooMuch = () =>
  new CollectError('GitHub answered 502', { source: 'test', remedy: '', status: 502 })

const items = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at)

/** How GitHub takes a batch, and how many it has at once. */
function asking(take: (batch: readonly number[]) => void) {
  const seen = { most: 0, now: 0, sizes: [] as number[], items: [] as number[] }
  const ask = async (batch: readonly number[], _: boolean, at: number): Promise<void> => {
    expect(batch[0]).toBe(at)
    seen.now += 1
    seen.most = Math.max(seen.most, seen.now)
    seen.sizes.push(batch.length)
    await new Promise((answer) => setTimeout(answer, 1))
    seen.now -= 1
    take(batch)
    seen.items.push(...batch)
  }
  return { seen, ask }
}

test('every item once, five batches at a time', async () => {
  const { seen, ask } = asking(() => undefined)
  await inBatches(items(95), 10, ask)
  expect(seen.items.toSorted((a, b) => a - b)).toEqual(items(95))
  expect(seen.most).toBe(5)
  expect(seen.sizes.toSorted((a, b) => b - a)).toEqual([...Array(9).fill(10), 5])
})

test('one that is too much is halved, and so are all that follow, which go one by one', async () => {
  const { seen, ask } = asking((batch) => {
    if (batch.length > 3) throw tooMuch()
  })
  await inBatches(items(100), 12, ask)
  expect(seen.items.toSorted((a, b) => a - b)).toEqual(items(100))
  expect(seen.sizes.slice(0, 5)).toEqual([12, 12, 12, 12, 12])
  expect(Math.max(...seen.sizes.slice(10))).toBeLessThanOrEqual(6)
  expect(seen.sizes.at(-1)).toBeLessThanOrEqual(3)
})

test('one item alone that is too much ends it, and nothing more is asked', async () => {
  const { seen, ask } = asking((batch) => {
    if (batch.includes(7)) throw tooMuch()
  })
  await expect(inBatches(items(1000), 4, ask)).rejects.toThrow('502')
  expect(seen.sizes.length).toBeLessThan(40)
})

test('whatever else goes wrong ends it at once', async () => {
  const { seen, ask } = asking(() => {
    throw new CollectError('GitHub refused it (403)', { source: 'test', remedy: '', status: 403 })
  })
  await expect(inBatches(items(1000), 10, ask)).rejects.toThrow('403')
  await new Promise((later) => setTimeout(later, 20))
  expect(seen.sizes).toHaveLength(5)
})

test('nothing asks nothing', async () => {
  const { seen, ask } = asking(() => undefined)
  await inBatches([], 10, ask)
  expect(seen.sizes).toEqual([])
})
