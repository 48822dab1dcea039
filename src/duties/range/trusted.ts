// Whether a deployment that succeeded is one to start from: by which workflow, for what event, at which commit.
import { isWorkflowsToken, type Past, type PastRecord, type PastRun } from '../../facts/facts.ts'
import { cut, hasStood, Open } from './open.ts'
import type { Passed, StartQuestion } from './search.ts'
import { notRunByTheGate } from './siblings.ts'

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
  // A note may be among the statuses that were not listed.
  if (!isForged && record.cutBefore !== null) throw cut(record)
  const commits = [...new Set([record.commit, ...record.notes])]
  const stood = isForged ? [] : hasStood(past, commits)
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
