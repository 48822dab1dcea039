// Many questions at a pace that GitHub bears: in batches that shrink, and only so many at the same time.
import { CollectError } from '../../errors.ts'

/** Asks batch by batch. One that is too much for GitHub is halved, and so are all that follow. */
export async function inBatches<T>(
  items: readonly T[],
  largest: number,
  ask: (batch: readonly T[], isDivisible: boolean) => Promise<void>,
): Promise<void> {
  let size = largest
  for (let start = 0; start < items.length; ) {
    const batch = items.slice(start, start + size)
    const isDivisible = batch.length > 1
    try {
      await ask(batch, isDivisible)
      start += batch.length
    } catch (error) {
      if (!isDivisible || !isTooMuch(error)) throw error
      size = Math.ceil(batch.length / 2)
    }
  }
}

/** A resource limit, a partial or cut answer, or a server that gave up. */
const isTooMuch = (error: unknown): boolean =>
  error instanceof CollectError && (error.isPassing || (error.status ?? 0) >= 500)

/** In the order of the items, `width` at a time: GitHub's secondary limits punish more. */
export async function inTurns<T, R>(
  items: readonly T[],
  width: number,
  ask: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers: R[] = []
  const queue = items.entries()
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) answers[index] = await ask(item)
  }
  await Promise.all(Array.from({ length: width }, work))
  return answers
}
