// The pushes to many branches at once: the repository's whole activity is read while that is cheaper than one by one.
import { type Fact, known } from '../../facts/fact.ts'
import type { Push } from '../../facts/git.ts'
import { inTurns } from '../api/batches.ts'
import type { Client } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import type { Repository } from '../api/repository.ts'
import { type BranchPush, readActivity, readPushes } from './activity.ts'

export interface Wanted {
  readonly branch: string
  /** Do these rows of the branch, newest first, tell all that is wanted of it? */
  readonly isTold: (pushes: readonly Push[]) => boolean
}

const source = 'GET /repos/{owner}/{repo}/activity'
const mostPages = 12
const width = 6

/** By branch. What the list of all branches did not reach is asked for branch by branch. */
export async function readBranches(
  client: Client,
  repository: Repository,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, Fact<readonly Push[]>>> {
  if (wanted.length === 0) return new Map()
  const ofBranch = Map.groupBy(wanted, ({ branch }) => branch)
  const branches = [...ofBranch.keys()]
  const isTold = (branch: string, pushes: readonly Push[] = []): boolean =>
    (ofBranch.get(branch) ?? []).every((one) => one.isTold(pushes))
  const untold = (rows: readonly BranchPush[]): readonly string[] => {
    const byBranch = Map.groupBy(rows, ({ branch }) => branch)
    return branches.filter((branch) => !isTold(branch, byBranch.get(branch)))
  }
  const listed = await factFrom(source, () =>
    // A page too many costs one request, and so does a branch on its own.
    readActivity(client, repository, null, (rows, pages) => {
      return pages >= mostPages || untold(rows).length <= pages
    }),
  )
  if (!listed.known) return new Map(branches.map((branch) => [branch, listed]))

  const { rows, isWhole } = listed.value
  const byBranch = Map.groupBy(rows, ({ branch }) => branch)
  const told = new Map<string, Fact<readonly Push[]>>()
  for (const branch of branches) {
    const pushes = (byBranch.get(branch) ?? []).map(({ branch: _, ...push }): Push => push)
    told.set(branch, known(pushes, source))
  }
  const rest = isWhole ? [] : untold(rows)
  const { owner, name } = repository
  const asked = await inTurns(rest, width, (branch) =>
    readPushes(client, `${owner}/${name}`, branch, (pushes) => isTold(branch, pushes)),
  )
  for (const [index, branch] of rest.entries()) {
    const pushes = asked[index]
    if (pushes !== undefined) told.set(branch, pushes)
  }
  return told
}

/** Later rows belong to a later life of the branch, and to another change. */
export const pushesUntil = (
  pushes: Fact<readonly Push[]>,
  end: string | null,
): Fact<readonly Push[]> =>
  pushes.known && end !== null
    ? { ...pushes, value: pushes.value.filter(({ at }) => Date.parse(at) <= Date.parse(end)) }
    : pushes
