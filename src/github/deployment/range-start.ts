// Where the range starts: the newest deployment that this workflow made and that succeeded, or the commit given for it.
import * as z from 'zod'
import type { Range } from '../../facts/facts.ts'
import { type Client, cannotTell, cursorOf, onStatus } from '../api/ask.ts'
import { comparing, statusBetween } from '../pull-request/comparison.ts'
import type { Branch, DeploymentQuestion } from './deployment-context.ts'
import { type DeploymentRecord, type RecordPage, recordPages } from './records.ts'
import { type RunReading, readAttempt, readRun } from './runs.ts'

export type Start = Pick<Range, 'from' | 'basis'>

const source = 'GraphQL Repository.deployments'
const mostPages = 10
const mostRuns = 20

/** What the start is looked for in. */
export interface Search {
  /** The commit to be deployed. */
  readonly sha: string
  /** The commit that the input `baseline` names. */
  readonly baseline: string | null
  /** The first page. */
  readonly records: RecordPage
  readonly attempts: readonly RunReading[]
  readonly defaultBranch: Branch
  /** The protected branches. */
  readonly branches: readonly string[]
}

/** @throws CollectError where nothing trusted is known to start from, or GitHub could not be asked. */
export async function readStart(
  client: Client,
  question: DeploymentQuestion,
  search: Search,
): Promise<Start> {
  const own = search.attempts.at(-1)
  if (own !== undefined) {
    const deployed = await lastDeployed(client, question.environment, own, search)
    if (deployed !== null) return { from: deployed, basis: 'deployment' }
  }
  const { baseline, sha } = search
  return { from: await trusted(client, question, baseline, sha), basis: 'baseline' }
}

/** The commit of the newest record that a run of this workflow bears out; null: there is none. */
async function lastDeployed(
  client: Client,
  environment: string,
  own: RunReading,
  search: Search,
): Promise<string | null> {
  let [asked, count] = [0, 0]
  for await (const page of recordPages(client, environment, search.records)) {
    count += 1
    for (const record of page.nodes) {
      // This run's own record may be green already, from an earlier attempt or from a job before this one.
      if (record === null || record.runs.includes(own.id)) continue
      for (const id of record.succeeded) {
        asked += 1
        if (asked > mostRuns) throw tooMany(`${mostRuns} deployments`)
        if (await bearsOut(client, own, record, id, search)) return record.commit
      }
    }
    if (count === mostPages && cursorOf(page) !== null) throw tooMany(`${page.totalCount} records`)
  }
  return null
}

/**
 * Is the record what it says? Anybody who may write deployments can name a commit of their choice, and a real run that
 * failed at it: so the run must be this workflow's, at that commit, on a protected branch, and have succeeded. Whoever
 * stands as the record's creator proves nothing: GitHub names there whoever started the run whose job made it.
 */
async function bearsOut(
  client: Client,
  own: RunReading,
  record: DeploymentRecord,
  id: number,
  { branches, defaultBranch }: Search,
): Promise<boolean> {
  // Runs can be deleted: then nothing bears the record out, and an older one is looked for.
  const run = await readRun(client, id).catch(onStatus([404], () => null))
  if (run === null || run.path !== own.path || run.head !== record.commit) return false
  const { owner, repo } = client.repo
  if (run.repository?.toLowerCase() !== `${owner}/${repo}`.toLowerCase()) return false
  // A pull request's run stands under its head branch, which may be called like a protected one, with files of its own.
  if (run.event.startsWith('pull_request')) return false
  if (record.tag !== null && record.tag === run.branch) {
    const holder = await branchHolding(client, defaultBranch, branches, run.head)
    if (holder === null) return false
  } else if (run.branch === null || !branches.includes(run.branch)) return false
  if (run.succeeded) return true
  for (let attempt = run.attempt - 1; attempt > 0; attempt -= 1) {
    if ((await readAttempt(client, id, attempt)).succeeded) return true
  }
  return false
}

const tooMany = (looked: string) =>
  cannotTell(
    `none of the newest ${looked} is known to be this workflow's success`,
    source,
    'Delete the records that no run of the deploying workflow made.',
  )

/** The commit that the input `baseline` names, an ancestor of what is deployed. */
async function trusted(
  client: Client,
  { environment, baseline: named, runId }: DeploymentQuestion,
  baseline: string | null,
  sha: string,
): Promise<string> {
  const remedy = 'Name the first trusted commit in the input `baseline`.'
  if (named === null) {
    const why =
      runId === null
        ? `from a terminal it is not known which workflow deploys to ${environment}`
        : `no deployment to ${environment} by this workflow has succeeded yet`
    throw cannotTell(why, source, remedy)
  }
  if (baseline === null) {
    const why = `the baseline ${named} is no commit of the repository`
    throw cannotTell(why, 'GraphQL Repository.object', remedy)
  }
  const status = await statusBetween(client, baseline, sha)
  if (status === 'ahead' || status === 'identical') return baseline
  const [from, to] = [baseline.slice(0, 7), sha.slice(0, 7)]
  throw cannotTell(`the baseline ${from} is no ancestor of ${to}`, comparing(client), remedy)
}

/** The first of the branches that holds the commit; null: none does. The default branch is asked first, its tip is known. */
export async function branchHolding(
  client: Client,
  { name, tip }: Branch,
  branches: readonly string[],
  oid: string,
): Promise<string | null> {
  const holds = async (branch: Branch): Promise<boolean> =>
    ['identical', 'behind'].includes(await statusBetween(client, branch.tip, oid))
  if (branches.includes(name) && (await holds({ name, tip }))) return name
  const others = branches.filter((branch) => branch !== name)
  for (const branch of await readTips(client, others)) {
    if (await holds(branch)) return branch.name
  }
  return null
}

/** By their full names: a tag may be called like a branch. One that does not exist holds nothing. */
async function readTips(client: Client, branches: readonly string[]): Promise<readonly Branch[]> {
  if (branches.length === 0) return []
  const declared = branches.map((_, index) => `$b${index}: String!`)
  const fields = branches.map(
    (_, index) => `b${index}: ref(qualifiedName: $b${index}){target{oid}}`,
  )
  const named = branches.map((branch, index) => [`b${index}`, `refs/heads/${branch}`] as const)
  const ref = z.object({ target: z.object({ oid: z.string() }).nullable() }).nullable()
  const { repository } = await client.query({
    name: 'Tips',
    document: `query Tips($owner: String!, $repo: String!, ${declared.join(', ')}){
      repository(owner: $owner, name: $repo){${fields.join(' ')}} rateLimit{cost}}`,
    variables: { ...client.repo, ...Object.fromEntries(named) },
    shape: z.object({ repository: z.record(z.string(), ref) }),
    needs: 'contents: read',
  })
  return branches.flatMap((branch, index) => {
    const tip = repository[`b${index}`]?.target?.oid
    return tip === undefined ? [] : [{ name: branch, tip }]
  })
}
