// Which deployments of an environment are believed, newest first by when their jobs succeeded, and why the others are not.
import {
  isWorkflowsToken,
  type Need,
  orderKey,
  type Past,
  type PastRecord,
  type PastRun,
  type Unknown,
  unknown,
} from '../../facts/facts.ts'
import { notRunByTheGate } from './siblings.ts'

/** What a start is looked for by. */
export interface StartQuestion {
  /** owner/name. */
  readonly repository: string
  readonly environment: string
  /** The commit to be deployed. */
  readonly sha: string
  /** Files of the workflows that the policy names beside the one that asks. */
  readonly workflows: readonly string[]
}

/** A record that is no start, and why. */
export interface Aside {
  readonly record: number
  readonly commit: string
  /** Completes "the deployment of abc1234 ...": "was by another workflow". */
  readonly why: string
}

/** A deployment that is believed. */
export interface Believed {
  /** When its job succeeded. */
  readonly at: string
  /** The states that it may have shipped: its record's commit, and those of notes, which anybody may write. */
  readonly shipped: readonly string[]
}

/** What was passed on the way, newest first. */
export interface Passed {
  readonly asides: Aside[]
  /** States to which a deployment that is no start may have taken the environment back. */
  readonly back: string[]
  /** A record was passed over for a note alone, which anybody may write. */
  hasDoubtfulNote: boolean
}

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
const hasStood = (past: Past, commits: readonly string[]): readonly boolean[] => {
  const needs = commits.filter((commit) => past.states[commit] === undefined)
  if (needs.length > 0) throw new Open(needs.map((commit) => ({ kind: 'state', commit })))
  return commits.map((commit) => past.states[commit] === true)
}

export type Order = Past['orders'][string]

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

const [mostPages, mostRuns, width] = [10, 20, 5]

interface Claim {
  readonly record: PastRecord
  readonly run: number
  readonly at: string
}

/** The run that asks bears nothing out: its own record may be green already, from an earlier attempt. */
const claimsOf = ({ records, own }: Past): readonly Claim[] =>
  records
    .flatMap((record) => record.successes.map((one): Claim => ({ record, ...one })))
    .filter(({ run }) => run !== own?.run)
    .sort(newestFirst)

/** Newest first; each is read only when it is asked for. @throws Open */
export function* believedIn(past: Past, question: StartQuestion, passed: Passed) {
  const claims = claimsOf(past)
  const isRead = ({ run }: Claim): boolean => past.runs[run] !== undefined
  const unread = claims.filter((one) => !isRead(one))
  const isTied = claims.some(({ run }) => (past.runs[run]?.jobs.length ?? 0) > 0)
  const ended = claims
    .filter(isRead)
    .flatMap((claim) => endOf(past, claim, isTied, passed))
    .sort(newestFirst)
  const more = (): Open => {
    const known = claims.length - unread.length
    if (known >= mostRuns) return tooMany(`${mostRuns} deployments`)
    const next = unread.slice(0, known === 0 ? 1 : width)
    return new Open([...new Set(next.map(({ run }) => run))].map((id) => ({ kind: 'run', id })))
  }
  for (const one of ended) {
    const hiding = past.records.find(({ cutBefore }) => isBefore(one.at, cutBefore ?? ''))
    if (hiding !== undefined) throw cut(hiding)
    // One that was released late succeeded after many that are newer: what may still be later is read.
    if (unread.some(({ at }) => !isBefore(at, one.at))) throw more()
    const shipped = weigh(past, question, one, passed)
    if (shipped !== null) yield { at: one.at, shipped }
  }
  if (unread.length > 0) throw more()
  const hiding = past.records.find(({ cutBefore }) => cutBefore !== null)
  if (hiding !== undefined) throw cut(hiding)
  if (past.isWhole) return
  throw past.pages >= mostPages ? tooMany(`${past.count} records`) : new Open([{ kind: 'page' }])
}

/** Is a deployment of just this commit believed, whenever it was? @throws Open */
export function isKnownToHaveShipped(past: Past, question: StartQuestion, commit: string): boolean {
  // A note may be forged, so what has one proves nothing.
  const claims = claimsOf(past).filter(
    ({ record }) => record.commit === commit && record.notes.length === 0 && !record.cutBefore,
  )
  const unread = claims.filter(({ run }) => past.runs[run] === undefined)
  if (unread[0] !== undefined) throw new Open([{ kind: 'run', id: unread[0].run }])
  const isTied = claimsOf(past).some(({ run }) => (past.runs[run]?.jobs.length ?? 0) > 0)
  const passed: Passed = { asides: [], back: [], hasDoubtfulNote: false }
  return claims
    .flatMap((claim) => endOf(past, claim, isTied, passed))
    .some((one) => weigh(past, question, one, passed) !== null)
}

interface Ended {
  readonly claim: Claim
  readonly run: PastRun
  readonly at: string
  readonly isTied: boolean
}

/** By the job that GitHub ties to the record, whatever became of the others; by the run only where it ties none at all. */
function endOf(past: Past, claim: Claim, isTied: boolean, passed: Passed): readonly Ended[] {
  const run = past.runs[claim.run]
  const { id, commit } = claim.record
  const aside = (why: string): readonly Ended[] => {
    passed.asides.push({ record: id, commit, why })
    return []
  }
  if (!run) return aside('names a run that is gone')
  if (!isTied) return [{ claim, run, at: claim.at, isTied }]
  const at = run.jobs
    .filter((job) => job.deployment === id && job.hasSucceeded)
    .flatMap((job) => job.at ?? [])
    .sort()
    .at(-1)
  return at === undefined ? aside('was no job that succeeded') : [{ claim, run, at, isTied }]
}

/** The states that it may have shipped; null: it is no start, and may only have taken the environment back. */
function weigh(
  past: Past,
  question: StartQuestion,
  { claim: { record, run: id }, run, isTied }: Ended,
  passed: Passed,
): readonly string[] | null {
  const why =
    notOurs(past, question, record, run) ?? (isTied ? null : unborne(past, record, id, run))
  // Without a tie to a job, a record that is not this workflow's may be anybody's.
  const isForged = why !== null && !isTied
  // A note may be among the statuses that were not listed.
  if (!isForged && record.cutBefore !== null) throw cut(record)
  const commits = [...new Set([record.commit, ...record.notes])]
  const stood = isForged ? [] : hasStood(past, commits)
  const states = commits.filter((_, index) => stood[index])
  const isWhole = states.length === commits.length
  if (why === null && isWhole) return states
  const noted = states.includes(record.commit) ? 'has a note of a commit' : 'was of a commit'
  const no = why ?? `${noted} at which no protected branch has stood`
  passed.asides.push({ record: record.id, commit: record.commit, why: no })
  passed.back.push(...states)
  if (why === null && states.includes(record.commit)) passed.hasDoubtfulNote = true
  return null
}

/** A pull request's run stands under its head branch, which may be called like a protected one, with files of its own. */
function notOurs(
  past: Past,
  { repository, workflows }: StartQuestion,
  record: PastRecord,
  run: PastRun,
): string | null {
  if (run.repository?.toLowerCase() !== repository.toLowerCase()) {
    return `ran in ${run.repository ?? 'a repository that is gone'}`
  }
  if (run.event.startsWith('pull_request')) return 'ran for a pull request'
  if (run.head !== record.commit) return 'names a run of another commit'
  if (run.path === past.own?.path) return null
  if (!workflows.includes(run.path)) return `was by another workflow, ${run.path}`
  const file = past.workflows[run.path]
  if (file === undefined) throw new Open([{ kind: 'workflow', path: run.path }])
  return notRunByTheGate(file, past.action)
}

/** Where GitHub ties no job: the run as a whole succeeded, and the record is of its making, or its cause. */
function unborne(past: Past, { id }: PastRecord, runId: number, run: PastRun): string | null {
  const earlier = run.hasSucceeded ? true : past.earlierAttempts[runId]
  if (earlier === undefined) throw new Open([{ kind: 'earlier-attempts', id: runId }])
  if (!earlier) return 'names a run that did not succeed'
  const made = past.makings[id]
  if (made === undefined) throw new Open([{ kind: 'making', id }])
  return isOfRun(made, run) ? null : 'was not made by the run that it names'
}

/** Did Actions make the record for a job of the run, or did the record itself set the run off? */
export function isOfRun(
  { creator, app }: Past['makings'][string],
  { event, actor }: Pick<PastRun, 'event' | 'actor'>,
): boolean {
  if (creator === null || creator.id !== actor?.id) return false
  if (event === 'deployment') return true
  // A bot's own names no App beside it. As GitHub Actions itself every workflow may write records: that proves nothing.
  return creator.kind === 'Bot' ? !isWorkflowsToken(creator) : app === 'github-actions'
}

/** Instants in UTC compare as text. */
const isBefore = (one: string, other: string): boolean => one < other

const newestFirst = (one: { readonly at: string }, other: { readonly at: string }): number =>
  Number(isBefore(one.at, other.at)) - Number(isBefore(other.at, one.at))

/** No record is worth deleting: what is gone could be what the environment has. */
export const source = 'GraphQL Repository.deployments'
export const remedy =
  'Add an entry to `baselines` in the policy, or an `exceptions` entry for `reviewed-range`.'

const cut = ({ id }: PastRecord): Open =>
  new Open(
    [],
    unknown(
      `GitHub does not list the statuses of deployment record ${id} to the end`,
      source,
      remedy,
    ),
  )

const tooMany = (looked: string): Open =>
  new Open(
    [],
    unknown(`none of the newest ${looked} is known to be this workflow's success`, source, remedy),
  )
