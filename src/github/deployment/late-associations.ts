// The pull requests that GitHub does not name yet: associations lag a merge by seconds, and then its commits look unreviewed.
import { isMerge, type Push } from '../../facts/facts.ts'
import { askAgain, type Client, cannotTell } from '../api/ask.ts'
import { type Activity, readRows } from '../pull-request/activity.ts'
import { type Association, associationsOf } from '../pull-request/associations.ts'
import { broughtBy, type Known } from './provenance.ts'

/** So long, in milliseconds, a push may be of a pull request that GitHub has yet to mark as merged. */
const settling = 120_000

/** Null: no protected branch holds the commit deployed. */
interface Place {
  readonly branch: string | null
  readonly activity: Activity
}

/**
 * The associations, asked for again where the branch's activity says that a pull request was merged, or tells of a push just now,
 * and none is named.
 * @throws CollectError where none is named still: to say that the commits came without review would be false.
 */
export async function caughtUp(
  client: Client,
  known: Known,
  { branch, activity }: Place,
): Promise<Known['associations']> {
  const bare = unnamedIn(
    known,
    known.commits.map(({ oid }) => oid),
  )
  if (branch === null || bare.length === 0) return known.associations
  const bringersIn = broughtBy(known.commits)
  const isTold = (rows: readonly Push[]): boolean => {
    const told = bringersIn(rows)
    return bare.every((oid) => told.has(oid))
  }
  const rows = await readRows(client, { branch, isTold }, activity)
  if (!rows.known) throw cannotTell(rows.reason, rows.source, rows.remedy)
  const bringers = bringersIn(rows.value)
  const now = Date.parse(client.clock() ?? '')
  const isUnsure = (push: Push): boolean => isMerge(push) || now - Date.parse(push.at) < settling
  const unsure = bare.filter((oid) => bringers.get(oid)?.some(isUnsure))
  const late = (associations: Known['associations']) =>
    unnamedIn({ ...known, associations }, unsure)

  const associations = await askAgain(
    known.associations,
    (answer) => late(answer).length > 0,
    async (answer) => new Map([...answer, ...(await associationsOf(client, late(answer)))]),
  )
  const [left] = late(associations)
  if (left === undefined) return associations
  throw cannotTell(
    `GitHub does not name yet the pull request that brought ${left.slice(0, 7)}, if one did`,
    'GraphQL Commit.associatedPullRequests',
    'Run the gate again in a few minutes.',
  )
}

/** Nothing that was merged is named for them. */
const unnamedIn = (known: Known, oids: readonly string[]): readonly string[] => {
  const named = (one: Association | undefined): boolean => (one?.merged.length ?? 0) > 0
  return oids.filter((oid) => !named(known.associations.get(oid)))
}
