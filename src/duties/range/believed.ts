// Which deployments of an environment are believed, newest first by when their jobs succeeded, and why the others are not.
import type { Past } from '../../facts/facts.ts'
import { cut, isHeld, needRuns, nextPage, Open, ordersOf, tooMany } from './open.ts'
import { nothingPassed, type Passed, type StartQuestion } from './search.ts'
import { type Claim, type Ended, isOfRun, tiesJobs, weigh } from './trusted.ts'

/** A deployment that is believed. */
export interface Believed {
  /** When its job succeeded. */
  readonly at: string
  /** The states that it may have shipped: its record's commit, and those of notes, which anybody may write. */
  readonly shipped: readonly string[]
}

const [mostRuns, mostForged, width] = [20, 100, 5]

/** The run that asks bears nothing out: its own record may be green already, from an earlier attempt. */
const claimsOf = ({ records, own }: Past): readonly Claim[] =>
  records
    .flatMap((record) => record.successes.map((one): Claim => ({ record, ...one })))
    .filter(({ run }) => run !== own?.run)
    .sort(newestFirst)

/** The newest that may be believed: its run, and the commit of its record; null: there is none. */
export function newestClaim(past: Past): { readonly run: number; readonly commit: string } | null {
  const [newest] = claimsOf(past)
  return newest === undefined ? null : { run: newest.run, commit: newest.record.commit }
}

const isRead =
  ({ runs }: Past) =>
  ({ run }: Claim): boolean =>
    runs[run] !== undefined

/** Newest first; each is read only when it is asked for. @throws Open */
export function* believedIn(past: Past, question: StartQuestion, passed: Passed) {
  const claims = claimsOf(past)
  const unread = claims.filter((one) => !isRead(past)(one))
  const isTied = tiesJobs(past)
  const ended = claims
    .filter(isRead(past))
    .flatMap((claim) => endOf(past, claim, isTied, passed))
    .sort(newestFirst)
  const more = (): Open => {
    const known = claims.length - unread.length
    // A person who may write records may write many: what no job bears out is not counted as a deployment.
    const borne = claims.filter((claim) => isBorneOut(past, claim, isTied))
    if (borne.length >= mostRuns) return tooMany(`${mostRuns} deployments`)
    if (known >= mostForged) return tooMany(`${mostForged} records`)
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
  throw nextPage(past)
}

/** Is a deployment of just this commit believed, whenever it was? @throws Open */
export function isKnownToHaveShipped(past: Past, question: StartQuestion, commit: string): boolean {
  const claims = claimsOf(past).filter(({ record }) => record.commit === commit)
  needRuns(past, claims)
  const passed = nothingPassed()
  return (
    claims
      .flatMap((claim) => endOf(past, claim, tiesJobs(past), passed))
      // A note may be forged, so what has one proves nothing.
      .some((one) => weigh(past, question, one, passed)?.length === 1)
  )
}

/** Has a deployment that is believed, whatever notes say of it, stood at or above this commit? @throws Open */
export function hasShippedAtOrAbove(past: Past, question: StartQuestion, commit: string): boolean {
  const isShipped = (claims: readonly Claim[]): boolean => {
    const states = [...new Set(claims.map(({ record }) => record.commit))]
    const orders = ordersOf(
      past,
      states.map((state) => [commit, state]),
    )
    const above = states.filter((_, index) => isHeld(orders[index]))
    const held = claims.filter(({ record }) => above.includes(record.commit))
    needRuns(past, held)
    const passed = nothingPassed()
    for (const one of held.flatMap((claim) => endOf(past, claim, tiesJobs(past), passed))) {
      weigh(past, question, one, passed)
    }
    return passed.ours.length > 0
  }
  const claims = claimsOf(past)
  // What is read already may spare the rest.
  return isShipped(claims.filter(isRead(past))) || isShipped(claims)
}

function isBorneOut(past: Past, { run: id, record }: Claim, isTied: boolean): boolean {
  const run = past.runs[id]
  if (!run) return false
  if (isTied) return run.jobs.some(({ deployment }) => deployment === record.id)
  const made = past.makings[record.id]
  return made !== undefined && isOfRun(made, run)
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
