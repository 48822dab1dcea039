// By which rows of a branch's activity commits of a range came there.
import {
  areFarBack,
  type Branches,
  broughtBy,
  type Fact,
  isMerge,
  type Push,
  type Shipped,
} from '../../facts/facts.ts'
import { Open } from './open.ts'
import type { Protecting } from './search.ts'
import { checkRowsSince } from './states.ts'

export interface ShipmentQuestion {
  /** owner/name. */
  readonly repository: string
  readonly protects: Protecting
  /** The protected branch that holds the commit deployed; null: none does. */
  readonly branch: string | null
  readonly branches: Fact<Branches>
}

/** By the commit. */
export type Bringers = ReadonlyMap<string, readonly Push[]>

/** By the rows of the branch. `until`: a state to which they need only reach back. @throws Open */
export function bringersIn(
  { commits }: Shipped,
  { branch, branches }: Pick<ShipmentQuestion, 'branch' | 'branches'>,
  oids: readonly string[],
  until?: string,
): Bringers {
  if (branch === null || oids.length === 0) return new Map()
  if (!branches.known) throw new Open([], branches)
  const line = branches.value.read[branch]
  if (line === undefined) throw new Open([{ kind: 'branches', names: [branch] }])
  if (line === null) return new Map()
  if (!line.rows.known) throw new Open([], line.rows)
  const bringers = broughtBy(commits)(line.rows.value)
  const areAllTold = oids.every((oid) => bringers.get(oid)?.some(isMerge))
  if (!areAllTold) checkRowsSince(line.rows.value, line.tip, branch, until)
  if (line.isWhole || oids.every((oid) => bringers.has(oid))) return bringers
  if (until !== undefined && areFarBack(line.rows.value, until)) return bringers
  throw new Open([{ kind: 'rows', branch, commits: oids, ...(until && { until }) }])
}
