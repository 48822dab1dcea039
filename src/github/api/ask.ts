// How a reader asks: for a fact, for a list, in batches, in parts; and how it says what GitHub did not tell.
import { setTimeout as sleep } from 'node:timers/promises'
import { CollectError } from '../../errors.ts'
import {
  type Fact,
  type Help,
  helpOf,
  known,
  runAgain,
  type Unknown,
  unknown,
} from '../../facts/facts.ts'
import { type Page, type Source, sourceOf } from './client.ts'
import { refusedFields } from './failure.ts'

export * from './answers.ts'
export { type Client, type Page, type Repository, repositoryNamed, sourceOf } from './client.ts'
export { endless, missingFields } from './failure.ts'

/** A fact of what is asked, or unknown with the reason where GitHub would not say. */
export async function factFrom<T>(source: Source, ask: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await ask(), sourceOf(source))
  } catch (error) {
    return unknownOf(error)
  }
}

/** The same for an error that was caught; whatever is not GitHub's doing is thrown on. */
function unknownOf(error: unknown): Unknown {
  if (!(error instanceof CollectError)) throw error
  return unknown(error.message, error.source, error.remedy, helpOf(error.help))
}

/** To throw where an answer leaves open what matters. `reason` is a clause, as a fact's is. */
export const cannotTell = (
  reason: string,
  source: Source,
  remedy?: string,
  help?: Help,
): CollectError => {
  const lasts = remedy === undefined ? runAgain : { remedy, help }
  return new CollectError(reason, { source: sourceOf(source), ...lasts })
}

/** For a `catch`: what GitHub answers with one of these statuses becomes what `turn` makes of it. */
export const onStatus =
  <T>(statuses: readonly number[], turn: (error: CollectError) => T) =>
  (error: unknown): T => {
    if (error instanceof CollectError && statuses.includes(error.status ?? 0)) return turn(error)
    throw error
  }

/** For a `catch`: where GitHub refused a field of a query. */
export const onRefusal =
  <T>(turn: (error: CollectError) => T) =>
  (error: unknown): T => {
    if (refusedFields(error).length > 0) return turn(error as CollectError)
    throw error
  }

interface List<T> {
  readonly items: readonly T[]
  /** There are no more. */
  readonly isWhole: boolean
}

/** The items of every page; or up to where it is enough, asked before each further page. */
export async function readList<T>(
  pages: AsyncIterable<Page<T>>,
  isEnough: (items: readonly T[], pages: number) => boolean = () => false,
): Promise<List<T>> {
  const items: T[] = []
  let count = 0
  for await (const page of pages) {
    items.push(...page.items)
    count += 1
    if (!page.isLast && isEnough(items, count)) return { items, isWhole: false }
  }
  return { items, isWhole: true }
}

/** Goes on where the last reader stopped; what was read already is not asked for again. */
export function readOnce<T>(pages: AsyncIterable<T>): AsyncIterable<T> {
  const iterator = pages[Symbol.asyncIterator]()
  const read: Promise<IteratorResult<T>>[] = []
  return {
    async *[Symbol.asyncIterator]() {
      for (let index = 0; ; index += 1) {
        read[index] ??= iterator.next()
        const next = await read[index]
        if (next === undefined || next.done === true) return
        yield next.value
      }
    },
  }
}

/** The pages behind the first, where that tells how many there are: all at once, which is one round trip. */
export const furtherPages = <T>(
  total: number,
  size: number,
  ask: (page: number) => Promise<T>,
): Promise<readonly T[]> =>
  Promise.all(
    Array.from({ length: Math.max(0, Math.ceil(total / size) - 1) }, (_, index) => ask(index + 2)),
  )

/** So many batches are under way at once. */
const widest = 5

/**
 * Asks batch by batch, some at once; `at`: where a batch begins. One that is too much for GitHub is halved, and so are all
 * that follow, which go one by one.
 */
export async function inBatches<T>(
  items: readonly T[],
  largest: number,
  ask: (batch: readonly T[], isDivisible: boolean, at: number) => Promise<void>,
): Promise<void> {
  const left = [{ at: 0, items }]
  let [size, width, active] = [largest, widest, 0]
  const take = () => {
    const next = left.shift()
    if (next === undefined || next.items.length === 0) return null
    const rest = next.items.slice(size)
    if (rest.length > 0) left.unshift({ at: next.at + size, items: rest })
    return { at: next.at, items: next.items.slice(0, size) }
  }
  const work = async (): Promise<void> => {
    active += 1
    for (let batch = take(); batch !== null; batch = active > width ? null : take()) {
      const isDivisible = batch.items.length > 1
      try {
        await ask(batch.items, isDivisible, batch.at)
      } catch (error) {
        const rest = left.splice(0)
        if (!isDivisible || !isTooMuch(error)) throw error
        size = Math.min(size, Math.ceil(batch.items.length / 2))
        width = 1
        left.push(batch, ...rest)
      }
    }
    active -= 1
  }
  await Promise.all(Array.from({ length: widest }, work))
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

/** In milliseconds. */
const pauses = [1000, 2000, 4000]

/** Asks again, after pauses that grow, while GitHub has not caught up; the last answer may be late still. */
export async function askAgain<T>(
  first: T,
  isLate: (answer: T) => boolean,
  ask: (answer: T) => Promise<T>,
): Promise<T> {
  let answer = first
  for (const pause of pauses) {
    if (!isLate(answer)) break
    await sleep(pause)
    answer = await ask(answer)
  }
  return answer
}

export type Refused<P extends string> = Readonly<Partial<Record<P, Unknown>>>

/**
 * Several questions in one query, each named like its field in it. A missing permission must hide its own part alone, or
 * one forgotten line would make everything unknown: the rest is asked again without it.
 * @throws CollectError for every other failure, and for a refusal that is no part's.
 */
export async function askParts<P extends string, T>(
  parts: readonly P[],
  ask: (parts: readonly P[]) => Promise<T>,
): Promise<{ readonly answer: T; readonly refused: Refused<P> }> {
  const refused: Partial<Record<P, Unknown>> = {}
  for (let left = parts; ; ) {
    try {
      return { answer: await ask(left), refused }
    } catch (error) {
      const fields = refusedFields(error)
      const denied = left.filter((part) => fields.includes(part))
      if (denied.length === 0) throw error
      for (const part of denied) refused[part] = unknownOf(error)
      left = left.filter((part) => !denied.includes(part))
    }
  }
}
