// What changed the policy above the commit that is deployed: who may push to the default branch could loosen it for an older commit alone.
import {
  type Change,
  type Fact,
  isMerge,
  type PolicySince,
  type Push,
  type TextFile,
} from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom, inTurns } from '../api/ask.ts'
import { type Activity, readRows } from '../pull-request/activity.ts'
import { associationsOf } from '../pull-request/associations.ts'
import { mergedBy } from '../pull-request/changes.ts'
import { compareCommits } from '../pull-request/comparison.ts'
import { filesAt } from './policies-before.ts'

/** The default branch. */
export interface Tip {
  readonly name: string
  readonly tip: string
}

interface Above {
  readonly path: string
  readonly branch: string
  readonly sha: string
  /** The file at the tip. */
  readonly policyFile: Fact<TextFile | null>
  /**
   * When what the range starts at was deployed, RFC 3339; empty: that is not known. What the policy was by then, that deployment
   * had to bear.
   */
  readonly since: string
}

/** So far back at most, where the rows do not tell where to stop. */
const mostRows = 500

const source = 'GraphQL PoliciesBefore'
const width = 5

export const readPolicySince = (
  client: Client,
  above: Above,
  activity: Activity,
): Promise<Fact<PolicySince>> =>
  factFrom(source, async () => {
    const { path, branch, policyFile } = above
    const nothing: PolicySince = { branch, pushed: [], merged: [] }
    const { rows, below } = await rowsAbove(client, above, activity)
    if (below === null || !policyFile.known) return nothing
    const blobsAt = async (ends: readonly (string | null)[]) => {
      const files = await filesAt(client, path, [...new Set(ends.filter((end) => end !== null))])
      return (end: string | null): TextFile | null => files.get(end ?? '') ?? null
    }
    const first = (await blobsAt([below]))(below)
    if (isSame(first, policyFile.value)) return nothing
    const fileAt = await blobsAt(rows.flatMap(({ before, after }) => [before, after]))
    const told = rows.flatMap(({ before, after }) => [fileAt(after), fileAt(before)])
    checkWhole([policyFile.value, ...told, first], branch)
    const changing = rows.filter(({ before, after }) => !isSame(fileAt(before), fileAt(after)))
    const merges = changing.filter(isMerge)
    const changes = await changesOf(client, above, merges)
    return {
      branch,
      pushed: changing.filter((row) => !isMerge(row)),
      merged: changes.map(({ change, row }) => ({ change, before: fileAt(row.before) })),
    }
  })

/** Two and two, newest first, as one push left the file and the next one found it: another one could have changed it between. */
function checkWhole(files: readonly (TextFile | null)[], branch: string): void {
  const isGap = files.some((file, at) => at % 2 === 0 && !isSame(file, files[at + 1] ?? null))
  if (!isGap) return
  throw cannotTell(
    `a push to ${branch} that changed it is not in the branch's activity`,
    source,
    'Run the gate again in a few minutes.',
  )
}

const isSame = (one: TextFile | null, other: TextFile | null): boolean =>
  one?.blob === other?.blob && one?.flaw === other?.flaw

interface RowsAbove {
  readonly rows: readonly Push[]
  /** Where the branch stood before them; null: it is not told. */
  readonly below: string | null
}

/** Newest first: those above the commit deployed, or, of another branch's, since the deployment before. */
async function rowsAbove(
  client: Client,
  { branch, sha, since }: Above,
  activity: Activity,
): Promise<RowsAbove> {
  const isOlder = ({ at }: Push): boolean => Date.parse(at) < Date.parse(since)
  const isEnd = (row: Push): boolean => row.after === sha || isOlder(row)
  const isTold = (rows: readonly Push[]): boolean => rows.length >= mostRows || rows.some(isEnd)
  const rows = await readRows(client, { branch, isTold }, activity)
  if (!rows.known) throw cannotTell(rows.reason, rows.source, rows.remedy)
  const end = rows.value.findIndex(isEnd)
  // Below the rows that were read somebody may have changed it, too.
  if (end === -1 && rows.value.length >= mostRows) {
    throw cannotTell(
      `${branch} had ${mostRows} pushes or more since, and no more are read`,
      rows.source,
      `Deploy a newer commit of ${branch}.`,
    )
  }
  if (end === -1 && since === '') return { rows: [], below: null }
  const above = rows.value.slice(0, end === -1 ? undefined : end)
  return { rows: above, below: rows.value[end]?.after ?? above.at(-1)?.before ?? null }
}

async function changesOf(
  client: Client,
  { branch }: Above,
  rows: readonly Push[],
): Promise<readonly { readonly change: Change; readonly row: Push }[]> {
  const named = await inTurns(rows, width, async (row) => {
    const oids = await endsIn(client, row)
    const associations = [...(await associationsOf(client, oids)).values()]
    const merged = associations
      .flatMap((one) => one.merged)
      .filter(({ base, mergeCommit }) => base === branch && oids.includes(mergeCommit ?? ''))
    if (merged.length > 0) return { row, numbers: new Set(merged.map(({ number }) => number)) }
    throw cannotTell(
      `GitHub does not name the pull request that ${branch} got with ${row.after?.slice(0, 7)}`,
      'GraphQL Commit.associatedPullRequests',
    )
  })
  const numbers = new Set(named.flatMap((one) => [...one.numbers]))
  const changes = [...(await mergedBy(client)([...numbers], 0)).values()]
  return named.flatMap(({ row, numbers }) =>
    changes.filter(({ pull }) => numbers.has(pull.number)).map((change) => ({ change, row })),
  )
}

/** What may be the merge commits that a row brought: the button makes one, the queue several. */
async function endsIn(client: Client, { kind, before, after }: Push): Promise<readonly string[]> {
  if (before === null || after === null) return []
  if (kind === 'pr_merge') return [after]
  return (await compareCommits(client, before, after)).commits.map(({ oid }) => oid)
}
