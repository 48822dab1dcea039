// By which push the commit deployed came to its branch: a queue merges several pull requests by one.
import {
  ancestryOf,
  type Deployment,
  type Fact,
  isGitHubItself,
  known,
  type Push,
  unknown,
  valueOr,
} from '../../facts/facts.ts'
import type { Client } from '../api/ask.ts'
import { type Activity, readRows } from '../pull-request/activity.ts'
import type { Comparison } from '../pull-request/comparison.ts'

type Attempt = Extract<Deployment['attempts'], { known: true }>['value'][number]

export const noBot = known([], 'the run')

/** Behind a bot stands the person who had the commit merged that it ships. */
export const isByBot = (
  attempts: Fact<readonly Pick<Attempt, 'actor' | 'triggeringActor'>[]>,
  triggers: Deployment['triggers'],
): boolean =>
  [
    ...valueOr(attempts, []).flatMap(({ actor, triggeringActor }) => [actor, triggeringActor]),
    ...valueOr(triggers, []).map(({ by }) => by),
  ].some((by) => by !== null && (by.kind !== 'User' || isGitHubItself(by)))

interface Arrival {
  readonly sha: string
  readonly branch: Deployment['branch']
  readonly comparison: Fact<Comparison>
  readonly activity: Activity
}

/** By the row of the branch's activity that ends in the commit deployed. */
export async function arrivedIn(
  client: Client,
  { sha, branch, comparison, activity }: Arrival,
): Promise<Deployment['arrived']> {
  if (!branch.known) return branch
  if (!comparison.known) return comparison
  if (branch.value === null) return known([], branch.source)
  const isEnd = ({ after }: Push): boolean => after === sha
  const wanted = { branch: branch.value, isTold: (rows: readonly Push[]) => rows.some(isEnd) }
  const rows = await readRows(client, wanted, activity)
  if (!rows.known) return rows
  const row = rows.value.find(isEnd)
  return row === undefined
    ? unknown(`no push is listed that ends in ${sha.slice(0, 7)}`, rows.source)
    : { ...rows, value: ancestryOf(comparison.value.commits)(row.before, sha) }
}
