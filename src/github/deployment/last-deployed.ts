// What the environment has: the commit of the newest deployment that a job of this workflow, or one beside it, made, by when that job succeeded.
import { type Client, cannotTell, cursorOf, inTurns, onStatus } from '../api/ask.ts'
import { readTiedJobs, type TiedJob } from './jobs.ts'
import { type DeploymentRecord, isOfRun, type RecordPage, recordPages } from './records.ts'
import { type RunReading, readAttempt, readRun } from './runs.ts'
import type { States } from './states.ts'

export interface Past {
  /** Every name of the environment. */
  readonly spellings: readonly string[]
  /** The run that asks. */
  readonly own: RunReading
  /** Files of the workflows that the policy names beside it. */
  readonly workflows: readonly string[]
  /** The first page. */
  readonly records: RecordPage
  readonly states: States
}

/** A record, and a run that one of its statuses names for a success. */
interface Claim {
  readonly record: DeploymentRecord
  readonly run: number
  readonly at: string
}

/** Null: the run is deleted, and bears nothing out. */
interface Reading extends Claim {
  readonly told: RunReading | null
  readonly jobs: readonly TiedJob[]
}

/** A deployment that was one. */
interface Success {
  readonly commit: string
  readonly at: string
  /** Another workflow's shipped past the gate: it is trusted to have taken back, not to have brought. */
  readonly isOurs: boolean
}

const source = 'GraphQL Repository.deployments'
const mostPages = 10
const mostRuns = 20
const width = 5

/** Null: no record is borne out. @throws CollectError where there are too many to tell. */
export async function lastDeployed(client: Client, past: Past): Promise<string | null> {
  let [asked, count] = [0, 0]
  const readings: Reading[] = []
  const cuts: DeploymentRecord[] = []
  for await (const page of recordPages(client, past.spellings, past.records)) {
    count += 1
    if (page.nodes.includes(null)) throw cut('a record')
    cuts.push(...page.nodes.flatMap((record) => (record?.cutBefore ? [record] : [])))
    const claims = claimsOf(page, past.own)
    let found: Success | null = null
    for (let start = 0; start < claims.length; ) {
      const batch = claims.slice(start, start + (asked === 0 ? 1 : width))
      // One that was released late succeeded after many that are newer: what may still be later is read.
      if (found !== null && isBefore(batch[0]?.at ?? '', found.at)) break
      start += batch.length
      asked += batch.length
      if (asked > mostRuns) throw tooMany(`${mostRuns} deployments`)
      readings.push(...(await inTurns(batch, width, (claim) => read(client, claim))))
      found = await newestOf(client, past, readings)
    }
    const last = found?.at ?? ''
    const hiding = cuts.find(({ cutBefore }) => found === null || isBefore(last, cutBefore ?? ''))
    if (found !== null && hiding === undefined) return found.commit
    if (hiding !== undefined) throw cut(`the statuses of deployment record ${hiding.id}`)
    if (count === mostPages && cursorOf(page) !== null) throw tooMany(`${page.totalCount} records`)
  }
  return null
}

/** Newest first. This run's own record may be green already, from an earlier attempt or from a job before this one. */
const claimsOf = ({ nodes }: RecordPage, own: RunReading): readonly Claim[] =>
  nodes
    .filter((record) => record !== null && !record.runs.includes(own.id))
    .flatMap((record) => record?.successes.map((one): Claim => ({ record, ...one })) ?? [])
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))

async function read(client: Client, claim: Claim): Promise<Reading> {
  const told = await readRun(client, claim.run).catch(onStatus([404], () => null))
  return { ...claim, told, jobs: told === null ? [] : await readTiedJobs(client, told.nodeId) }
}

/** The newest of ours; a later one of another workflow, to a state before it, took back what ours had brought. */
async function newestOf(
  client: Client,
  past: Past,
  readings: readonly Reading[],
): Promise<Success | null> {
  const { states } = past
  // One tie is enough to know that GitHub makes them: then what has none is no job's.
  const isTied = readings.some(({ jobs }) => jobs.length > 0)
  const all = await Promise.all(
    readings.map((one) => (isTied ? ofJob(client, past, one) : ofRun(client, past, one))),
  )
  const later: Success[] = []
  for (const one of all.flatMap((success) => success ?? []).sort(byTime)) {
    if (!(await states.hasStoodAt(one.commit))) continue
    if (!one.isOurs) {
      later.push(one)
      continue
    }
    let { commit } = one
    for (const back of later) {
      if (await states.isBefore(back.commit, commit)) commit = back.commit
    }
    return { ...one, commit }
  }
  return null
}

const byTime = (one: Success, other: Success): number => Date.parse(other.at) - Date.parse(one.at)

const isBefore = (one: string, other: string): boolean => Date.parse(one) < Date.parse(other)

/** Whatever became of the run's other jobs. */
function ofJob(client: Client, past: Past, reading: Reading): Success | null {
  const { record, told, jobs } = reading
  const ended = jobs.filter((job) => job.deployment === record.id && job.hasSucceeded)
  const at = ended
    .flatMap((job) => job.at ?? [])
    .sort()
    .at(-1)
  if (told === null || at === undefined) return null
  return { commit: record.commit, at, isOurs: isOurs(client, past, record, told) }
}

/** Where GitHub ties no job: the run as a whole succeeded, and the record is of its making, or its cause. */
async function ofRun(client: Client, past: Past, reading: Reading): Promise<Success | null> {
  const { record, told, run, at } = reading
  if (told === null || !isOurs(client, past, record, told)) return null
  if (!(await hasSucceeded(client, run, told))) return null
  const isIts = await isOfRun(client, record.id, told)
  return isIts ? { commit: record.commit, at, isOurs: true } : null
}

/** A pull request's run stands under its head branch, which may be called like a protected one, with files of its own. */
function isOurs(
  { repo: { owner, repo } }: Client,
  { own, workflows }: Past,
  record: DeploymentRecord,
  run: RunReading,
): boolean {
  const isHere = run.repository?.toLowerCase() === `${owner}/${repo}`.toLowerCase()
  const isWorkflow = [own.path, ...workflows].includes(run.path) && run.head === record.commit
  return isHere && isWorkflow && !run.event.startsWith('pull_request')
}

async function hasSucceeded(client: Client, id: number, run: RunReading): Promise<boolean> {
  if (run.succeeded) return true
  for (let attempt = run.attempt - 1; attempt > 0; attempt -= 1) {
    if ((await readAttempt(client, id, attempt)).succeeded) return true
  }
  return false
}

/** No record is worth deleting: what is gone could be what the environment has. */
const againOrExcept =
  'Add an `exceptions` entry for `reviewed-range`, or request break-glass, for this deployment.'

const cut = (what: string) =>
  cannotTell(`GitHub does not list ${what} to the end`, source, againOrExcept)

const tooMany = (looked: string) =>
  cannotTell(
    `none of the newest ${looked} is known to be this workflow's success`,
    source,
    againOrExcept,
  )
