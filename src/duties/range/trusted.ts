// Whether a deployment that succeeded is one to start from: by which workflow, for what event, at which commit.
import { isWorkflowsToken, type Past, type PastRecord, type PastRun } from '../../facts/facts.ts'
import { notRunByTheGate } from './gated.ts'
import { cut, nextPage, Open } from './open.ts'
import type { Passed, StartQuestion } from './search.ts'
import { hasStood } from './states.ts'

/** A record, and a run that one of its statuses names for a success. */
export interface Claim {
  readonly record: PastRecord
  readonly run: number
  readonly at: string
}

/** A deployment that was one, by its job or by its run. */
export interface Ended {
  readonly claim: Claim
  readonly run: PastRun
  readonly at: string
  readonly isTied: boolean
}

/** Does GitHub tie jobs to records here at all? */
export const tiesJobs = ({ runs }: Past): boolean =>
  Object.values(runs).some((run) => (run?.jobs.length ?? 0) > 0)

/** The states that it may have shipped; null: it is no start, and may only have taken the environment back. */
export function weigh(
  past: Past,
  question: StartQuestion,
  { claim: { record, run: id }, run, isTied }: Ended,
  passed: Passed,
): readonly string[] | null {
  const why =
    notOurs(past, question, record, run) ?? (isTied ? null : unborne(past, record, id, run))
  // Without a tie to a job, a record that is not this workflow's may be anybody's.
  const isForged = why !== null && !isTied
  const commits = isForged ? [record.commit] : mayHaveShipped(past, record, id)
  const stood = isForged ? [] : hasStood(past, question.standing, commits)
  const states = commits.filter((_, index) => stood[index])
  const isWhole = states.length === commits.length
  if (why === null && states.includes(record.commit)) passed.ours.push(record.commit)
  if (why === null && isWhole) return states
  const noted = states.includes(record.commit) ? 'has a note of a commit' : 'was of a commit'
  const no = why ?? `${noted} at which no protected branch has stood`
  passed.asides.push({ record: record.id, commit: record.commit, why: no })
  passed.back.push(...states)
  if (why === null && states.includes(record.commit)) passed.hasDoubtfulNote = true
  return null
}

/**
 * What anybody may write is its notes. A run of several jobs leaves its note on the records of those that had not ended: it
 * holds for all. @throws Open
 */
export function mayHaveShipped(past: Past, record: PastRecord, run: number): readonly string[] {
  const tied = past.runs[run]?.jobs.map(({ deployment }) => deployment) ?? []
  const oldest = past.records.at(-1)?.id ?? 0
  // Records are numbered as they are made, so one of the run may be on the next page.
  if (!past.isWhole && tied.some((id) => id < oldest)) throw nextPage(past)
  const ofRun = past.records.filter(
    ({ id, successes, begun }) =>
      id === record.id ||
      tied.includes(id) ||
      [...successes, ...begun].some((one) => one.run === run),
  )
  // A note may be among the statuses that were not read.
  const hiding = ofRun.find(({ cutBefore }) => cutBefore !== null)
  if (hiding !== undefined) throw cut(hiding)
  return [...new Set([record.commit, ...ofRun.flatMap(({ notes }) => notes)])]
}

/** A pull request's run stands under its head branch, which may be called like a protected one, with files of its own. */
function notOurs(
  past: Past,
  { repository, environment, workflows }: StartQuestion,
  record: PastRecord,
  run: PastRun,
): string | null {
  if (run.repository?.toLowerCase() !== repository.toLowerCase()) {
    return `ran in ${run.repository ?? 'a repository that is gone'}`
  }
  if (run.event.startsWith('pull_request')) return 'ran for a pull request'
  if (run.head !== record.commit) return 'names a run of another commit'
  if (run.path !== past.own?.path && !workflows.includes(run.path)) {
    return `was by another workflow, ${run.path}`
  }
  return notRunByTheGate(run.workflow, { environment, action: past.action })
}

/** Where GitHub ties no job: the run as a whole succeeded, and the record is of its making. */
function unborne(past: Past, { id }: PastRecord, runId: number, run: PastRun): string | null {
  const earlier = run.hasSucceeded ? true : past.earlierAttempts[runId]
  if (earlier === undefined) throw new Open([{ kind: 'earlier-attempts', id: runId }])
  if (!earlier) return 'names a run that did not succeed'
  return isMadeBy(past, id, run) ? null : 'was not made by the run that it names'
}

/** Where GitHub ties no job: is the record of the run's making? @throws Open */
export function isMadeBy(past: Past, id: number, run: PastRun): boolean {
  const made = past.makings[id]
  if (made === undefined) throw new Open([{ kind: 'making', id }])
  return isOfRun(made, run)
}

/**
 * Did Actions make the record for a job of the run? A record that set a run off names no run, and the run names none:
 * the person who made it could have made another.
 */
export function isOfRun(
  { creator, app }: Past['makings'][string],
  { actor }: Pick<PastRun, 'actor'>,
): boolean {
  if (creator === null || creator.id !== actor?.id) return false
  // A bot's own names no App beside it. As GitHub Actions itself every workflow may write records: that proves nothing.
  return creator.kind === 'Bot' ? !isWorkflowsToken(creator) : app === 'github-actions'
}
