// What is not known yet of an environment's past, and must be asked first; and what stays unknown.
import {
  type Fact,
  known,
  type Need,
  orderKey,
  type Past,
  type PastRecord,
  type Unknown,
  unknown,
} from '../../facts/facts.ts'

/** Nothing can be said before this is asked, or at all. */
export class Open extends Error {
  readonly needs: readonly Need[]
  readonly gap: Unknown | null
  /** Commits of which GitHub may yet name the pull request, or the push. */
  readonly unnamed: readonly string[]

  constructor(needs: readonly Need[], gap: Unknown | null = null, unnamed: readonly string[] = []) {
    super('a fact is missing')
    this.needs = needs
    this.gap = gap
    this.unnamed = unnamed
  }
}

/** What is found; what must be asked first; or why it stays unknown. */
export type Settled<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'needs'; readonly needs: readonly Need[] }
  | { readonly kind: 'unknown'; readonly gap: Unknown; readonly unnamed?: readonly string[] }

export function settled<T>(find: () => T): Settled<T> {
  try {
    return { kind: 'found', value: find() }
  } catch (error) {
    if (!(error instanceof Open)) throw error
    const { needs, gap, unnamed } = error
    return gap === null ? { kind: 'needs', needs } : { kind: 'unknown', gap, unnamed }
  }
}

/** What is missing of any of them, in one. @throws Open */
export function together<T, R>(items: readonly T[], find: (item: T) => R): readonly R[] {
  const needs: Need[] = []
  const found = items.flatMap((item) => {
    try {
      return [find(item)]
    } catch (error) {
      if (!(error instanceof Open) || error.gap !== null) throw error
      needs.push(...error.needs)
      return []
    }
  })
  if (needs.length === 0) return found
  throw new Open([...new Map(needs.map((need) => [JSON.stringify(need), need])).values()])
}

/** In each of these, a run that is not read yet is a need. @throws Open */
export function needRuns(past: Past, named: readonly { readonly run: number }[]): void {
  const ids = new Set(named.map(({ run }) => run).filter((id) => past.runs[id] === undefined))
  if (ids.size > 0) throw new Open([...ids].map((id) => ({ kind: 'run', id })))
}

type Order = Past['orders'][string]

const seenFromThere = { ahead: 'behind', behind: 'ahead' } as const

/** What was asked the other way about needs no asking. */
function orderIn(past: Past, base: string, head: string): Order | undefined {
  if (base === head) return 'identical'
  const order = past.orders[orderKey(base, head)]
  if (order !== undefined) return order
  const other = past.orders[orderKey(head, base)]
  return other === 'ahead' || other === 'behind' ? seenFromThere[other] : other
}

/** How each head stands to its base. @throws Open */
export function ordersOf(
  past: Past,
  pairs: readonly (readonly [base: string, head: string])[],
): readonly Order[] {
  const found = pairs.map(([base, head]) => orderIn(past, base, head))
  const needs = pairs.filter((_, index) => found[index] === undefined)
  if (needs.length > 0) throw new Open(needs.map(([base, head]) => ({ kind: 'order', base, head })))
  return found.map((one) => one ?? null)
}

/** Does the head hold the base? */
export const isHeld = (order: Order | undefined): boolean =>
  order === 'ahead' || order === 'identical'

/** No record is worth deleting: what is gone could be what the environment has. */
export const source = 'GraphQL Repository.deployments'
/** What this workflow ships then is where the next range starts; no exception lifts what is unknown. */
export const remedy = 'Deploy once with `mode: advisory`: from there the next range starts.'

/** Its statuses are to be read to the end. */
export const cut = ({ id }: PastRecord): Open => new Open([{ kind: 'statuses', id }])

/** Who writes many records must not bring an older baseline back into force. */
export const tooMany = (looked: string): Open =>
  new Open(
    [],
    unknown(`none of the newest ${looked} is known to be this workflow's success`, source, remedy),
  )

const mostPages = 10

export const nextPage = ({ pages, count }: Past): Open =>
  pages >= mostPages ? tooMany(`${count} records`) : new Open([{ kind: 'page' }])

/** What is missing of either, in one. @throws Open */
export function both<A, B>(one: () => A, other: () => B): readonly [A, B] {
  const found: { one?: A; other?: B } = {}
  together(
    [
      () => {
        found.one = one()
      },
      () => {
        found.other = other()
      },
    ],
    (find) => find(),
  )
  return [found.one as A, found.other as B]
}

/** Only where a record is judged again under another policy. */
export const elsewhere = (what: string): Unknown =>
  unknown(
    `the policy asks about ${what}, of which nothing was read`,
    'the record',
    'Run the gate again under this policy.',
  )

/** What is not asked yet is unknown. */
export function factOfFound<T>(found: Settled<T>, what: string, from = source): Fact<T> {
  if (found.kind === 'found') return known(found.value, from)
  return found.kind === 'unknown' ? found.gap : elsewhere(what)
}
