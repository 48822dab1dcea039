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

type Order = Past['orders'][string]

/** How each head stands to its base. @throws Open */
export function ordersOf(
  past: Past,
  pairs: readonly (readonly [base: string, head: string])[],
): readonly Order[] {
  const found = pairs.map(([base, head]) =>
    base === head ? 'identical' : past.orders[orderKey(base, head)],
  )
  const needs = pairs.filter((_, index) => found[index] === undefined)
  if (needs.length > 0) throw new Open(needs.map(([base, head]) => ({ kind: 'order', base, head })))
  return found.map((one) => one ?? null)
}

/** No record is worth deleting: what is gone could be what the environment has. */
export const source = 'GraphQL Repository.deployments'
export const remedy =
  'Add an entry to `baselines` in the policy, or an `exceptions` entry for `reviewed-range`.'

export const cut = ({ id }: PastRecord): Open =>
  new Open(
    [],
    unknown(
      `GitHub does not list the statuses of deployment record ${id} to the end`,
      source,
      remedy,
    ),
  )

export const tooMany = (looked: string): Open =>
  new Open(
    [],
    unknown(`none of the newest ${looked} is known to be this workflow's success`, source, remedy),
  )
