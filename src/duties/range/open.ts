// What is not known yet of an environment's past, and must be asked first; and what stays unknown.
import {
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

  constructor(needs: readonly Need[], gap: Unknown | null = null) {
    super('a fact is missing')
    this.needs = needs
    this.gap = gap
  }
}

/** In each of these, what is not known yet is a need. @throws Open */
export const hasStood = (past: Past, commits: readonly string[]): readonly boolean[] => {
  const needs = commits.filter((commit) => past.states[commit] === undefined)
  if (needs.length > 0) throw new Open(needs.map((commit) => ({ kind: 'state', commit })))
  return commits.map((commit) => past.states[commit] === true)
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
