// The pushes to branches, from the repository's activity: whom GitHub authenticated, not whom git names.
import * as z from 'zod'
import { bornIn, type Fact, known, type Push } from '../../facts/facts.ts'
import {
  type Client,
  cannotTell,
  factFrom,
  inTurns,
  type Page,
  type Repository,
  readList,
  readOnce,
  repositoryNamed,
  simpleUserShape,
  sourceOf,
} from '../api/ask.ts'

/** Of one branch; of all branches together, and as long as each page of them tells of a branch or more. */
const mostPages = { branch: 20, all: 12, telling: 100 }
const width = 6

/** Git writes forty zeros for "no commit". */
const oidShape = z.string().transform((oid) => (/^0*$/.test(oid) ? null : oid))

/** A push and the branch that it went to. */
interface BranchPush extends Push {
  readonly branch: string
}

const rowShape = z
  .object({
    ref: z.string(),
    before: oidShape,
    after: oidShape,
    timestamp: z.string(),
    activity_type: z.string(),
    actor: simpleUserShape,
  })
  .transform(
    ({ ref, before, after, timestamp, activity_type, actor }): BranchPush => ({
      branch: ref.replace(/^refs\/heads\//, ''),
      ...{ by: actor, at: timestamp, before, after, kind: activity_type },
    }),
  )

/** Page by page, newest first. `branch`: one branch; null: all of them. */
const listActivity = (client: Client, repository: Repository, branch: string | null) =>
  client.list(
    client.rest.repos.listActivities,
    {
      ...{ ...repository, per_page: 100 },
      ...(branch !== null && { ref: `refs/heads/${branch}` }),
    },
    { shape: z.array(rowShape), needs: 'contents: read' },
  )

/** The activity of all branches of this repository, each page of which is read once, by the person who needs it first. */
export type Activity = AsyncIterable<Page<BranchPush>>

/** Its first page is asked for at once. */
export function activityOf(client: Client): Activity {
  const activity = readOnce(listActivity(client, client.repo, null))
  const first = activity[Symbol.asyncIterator]().next()
  // Who reads it hears of its failure then.
  first.catch(() => undefined)
  return activity
}

interface RowsWanted {
  readonly branch: string
  /** Do these rows of the branch, newest first, tell all that is wanted of it? */
  readonly isTold: (pushes: readonly Push[]) => boolean
}

/**
 * The rows of one branch as far as they tell what is wanted: of all branches' activity, which others read too; where that
 * is too long, of the branch's own.
 */
export async function readRows(
  client: Client,
  { branch, isTold }: RowsWanted,
  activity: Activity,
): Promise<Fact<readonly Push[]>> {
  const ofBranch = (rows: readonly BranchPush[]) => rows.filter((row) => row.branch === branch)
  const listed = await factFrom(client.rest.repos.listActivities, () =>
    readList(activity, (rows, pages) => pages >= mostPages.all || isTold(ofBranch(rows))),
  )
  if (!listed.known) return listed
  const rows = ofBranch(listed.value.items).map(pushOf)
  if (listed.value.isWhole || isTold(rows)) return { ...listed, value: rows }
  const { owner, repo } = client.repo
  return readPushes(client, `${owner}/${repo}`, branch, isTold)
}

/**
 * The activity of a branch, newest first: all of it, or until it tells what is wanted. Unknown where the repository is
 * gone or may not be read, as with a private fork.
 */
export const readPushes = (
  client: Client,
  repository: string | null,
  branch: string,
  isTold: (pushes: readonly Push[]) => boolean = () => false,
): Promise<Fact<readonly Push[]>> =>
  factFrom(client.rest.repos.listActivities, async () => {
    const named = repositoryNamed(repository ?? '')
    if (named === null) {
      throw cannotTell(
        'the repository of the head branch is gone or may not be read',
        client.rest.repos.listActivities,
        'Push the branch to a repository that the gate can read, or let the policy excuse it (`facts: {fork-pushers: best-effort}`).',
        { act: 'set-policy', key: 'facts.fork-pushers', value: 'best-effort' },
      )
    }
    const { items, isWhole } = await readList(
      listActivity(client, named, branch),
      (pushes, pages) => pages >= mostPages.branch || isTold(pushes),
    )
    if (!isWhole && !isTold(items)) {
      throw cannotTell(
        `the branch had more than ${mostPages.branch * 100} pushes`,
        client.rest.repos.listActivities,
        'Open the pull request from a new branch.',
      )
    }
    return items.map(pushOf)
  })

const pushOf = ({ branch: _, ...push }: BranchPush): Push => push

export interface Wanted extends Omit<RowsWanted, 'isTold'> {
  /** `born`: commits that no older row of any branch names, nor what rests on them. */
  readonly isTold: (pushes: readonly Push[], born: ReadonlySet<string>) => boolean
}

const nothingBorn: ReadonlySet<string> = new Set()

/**
 * By branch. The whole activity is read while that is cheaper than branch by branch; what it did not reach is asked for
 * one by one.
 */
export async function readBranches(
  client: Client,
  wanted: readonly Wanted[],
  activity = activityOf(client),
): Promise<ReadonlyMap<string, Fact<readonly Push[]>>> {
  if (wanted.length === 0) return new Map()
  const ofBranch = Map.groupBy(wanted, ({ branch }) => branch)
  const branches = [...ofBranch.keys()]
  const isTold = (branch: string, pushes: readonly Push[] = [], born = nothingBorn): boolean =>
    (ofBranch.get(branch) ?? []).every((one) => one.isTold(pushes, born))
  const untold = (rows: readonly BranchPush[]): readonly string[] => {
    const byBranch = Map.groupBy(rows, ({ branch }) => branch)
    const born = bornIn(rows)
    return branches.filter((branch) => !isTold(branch, byBranch.get(branch), born))
  }
  const listed = await factFrom(client.rest.repos.listActivities, () =>
    readList(activity, (rows, pages) => {
      const left = untold(rows).length
      const isTelling = pages < mostPages.telling && branches.length - left > pages
      // A page too many costs one request, and so does a branch on its own.
      return left <= pages || (pages >= mostPages.all && !isTelling)
    }),
  )
  if (!listed.known) return new Map(branches.map((branch) => [branch, listed]))

  const { items, isWhole } = listed.value
  const byBranch = Map.groupBy(items, ({ branch }) => branch)
  const told = new Map<string, Fact<readonly Push[]>>()
  for (const branch of branches) {
    const pushes = (byBranch.get(branch) ?? []).map(pushOf)
    told.set(branch, known(pushes, sourceOf(client.rest.repos.listActivities)))
  }
  const rest = isWhole ? [] : untold(items)
  const { owner, repo } = client.repo
  const asked = await inTurns(rest, width, (branch) =>
    readPushes(client, `${owner}/${repo}`, branch, (pushes) => isTold(branch, pushes)),
  )
  for (const [index, branch] of rest.entries()) {
    const pushes = asked[index]
    if (pushes !== undefined) told.set(branch, pushes)
  }
  return told
}

/** Later rows belong to a later life of the branch, and to another change. */
export const rowsUntil = (rows: readonly Push[], end: string | null): readonly Push[] =>
  end === null ? rows : rows.filter(({ at }) => Date.parse(at) <= Date.parse(end))
