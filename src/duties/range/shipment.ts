// What a range ships: the pull requests that brought its commits, and the commits that none brought.
import {
  type Commit,
  isMerge,
  type Push,
  runAgain,
  type Shipped,
  type UnreviewedCommit,
  unknown,
} from '../../facts/facts.ts'
import { later } from '../instant.ts'
import { bringersIn, type ShipmentQuestion } from './bringers.ts'
import { both, Open } from './open.ts'
import { candidatesIn, trace } from './provenance.ts'

export type { ShipmentQuestion }

export interface Shipment {
  /** The numbers of the pull requests that brought a commit. */
  readonly brought: readonly number[]
  readonly unreviewed: readonly UnreviewedCommit[]
}

const source = 'GraphQL Commit.associatedPullRequests'

/** @throws Open where a pull request or a commit on the way is not read: it could be the bad one. */
export function shipmentUnder(shipped: Shipped, asked: ShipmentQuestion): Shipment {
  checkNamed(shipped, asked)
  const { commits, authored } = shipped
  const candidatesFor = candidatesIn(commits, asked)
  const numbers = new Set(commits.flatMap((one) => candidatesFor(one).map(({ number }) => number)))
  const unread = [...numbers].filter((number) => shipped.pulls[number] === undefined)
  if (unread.length > 0) throw new Open([{ kind: 'pulls', numbers: unread }])

  const { brought, unreviewed } = trace(shipped, asked)
  const oids = unreviewed.map(({ oid }) => oid)
  const byOid = new Map(authored.map((commit) => [commit.oid, commit]))
  const writers = (): readonly Commit[] => {
    const missing = oids.filter((oid) => !byOid.has(oid))
    if (missing.length > 0) throw new Open([{ kind: 'authors', commits: missing }])
    return oids.flatMap((oid) => byOid.get(oid) ?? [])
  }
  // The person who pushed without review may be the one who deploys: it must not go unsaid.
  const [bringers, written] = both(() => bringersIn(shipped, asked, oids), writers)
  return {
    brought,
    unreviewed: written.map((commit, index) => ({
      ...{ commit, pushes: bringers.get(commit.oid) ?? [] },
      why: unreviewed[index]?.why ?? '',
    })),
  }
}

/** So long, in seconds, a push may be of a pull request that GitHub has yet to mark as merged. */
const settling = 120

/**
 * Associations lag a merge by seconds, and then its commits look unreviewed: where the branch's activity says that a pull request was merged, or tells of a push just now, and none is named: to say
 * that the commits came without review would be false. @throws Open
 */
function checkNamed(shipped: Shipped, asked: ShipmentQuestion): void {
  const bare = shipped.commits.filter(({ pulls }) => pulls.length === 0).map(({ oid }) => oid)
  const bringers = bringersIn(shipped, asked, bare)
  const isRecent = ({ at }: Push): boolean => {
    const settled = later(at, settling)
    return settled === '' || shipped.askedAt < settled
  }
  const isUnsure = (push: Push): boolean => isMerge(push) || isRecent(push)
  const late = bare.filter((oid) => bringers.get(oid)?.some(isUnsure))
  const [first] = late
  if (first === undefined) return
  const gap = unknown(
    `GitHub does not name yet the pull request that brought ${first.slice(0, 7)}, if one did`,
    source,
    'Run the gate again in a few minutes.',
    runAgain.help,
  )
  throw new Open([], gap, late)
}
