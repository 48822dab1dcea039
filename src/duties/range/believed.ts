// Which deployments of an environment are believed, newest first by when their jobs succeeded, and why the others are not.
import type { Past } from '../../facts/facts.ts'
import { cut, Open, tooMany } from './open.ts'
import { nothingPassed, type Passed, type StartQuestion } from './search.ts'
import { type Claim, type Ended, weigh } from './trusted.ts'

/** A deployment that is believed. */
export interface Believed {
  /** When its job succeeded. */
  readonly at: string
  /** The states that it may have shipped: its record's commit, and those of notes, which anybody may write. */
  readonly shipped: readonly string[]
}

const [mostPages, mostRuns, width] = [10, 20, 5]

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
  const passed = nothingPassed()
  return claims
    .flatMap((claim) => endOf(past, claim, isTied, passed))
    .some((one) => weigh(past, question, one, passed) !== null)
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

/** Instants in UTC compare as text. */
const isBefore = (one: string, other: string): boolean => one < other

const newestFirst = (one: { readonly at: string }, other: { readonly at: string }): number =>
  Number(isBefore(one.at, other.at)) - Number(isBefore(other.at, one.at))
