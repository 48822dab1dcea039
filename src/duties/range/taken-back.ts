// What began to be deployed after the last success and did not end well: it may have taken the environment back all the same.
import type { Past, PastRecord } from '../../facts/facts.ts'
import { needRuns, ordersOf } from './open.ts'
import type { Standing } from './search.ts'
import { hasStood } from './states.ts'
import { isMadeBy, mayHaveShipped, tiesJobs } from './trusted.ts'

interface Begun {
  readonly record: PastRecord
  readonly run: number
}

/**
 * The states to which a job that was cancelled, failed or still runs may have taken the environment back, of those that are
 * not above `from`: who cancels a rollback once it has shipped must not make it unseen. `at`: when the last success ended.
 */
export function takenBackSince(
  past: Past,
  standing: Standing,
  at: string,
  from: string,
): readonly string[] {
  const begun = past.records
    .flatMap((record) =>
      [...record.begun, ...record.successes]
        .filter((told) => told.run !== past.own?.run && told.at >= at)
        .map(({ run }): Begun => ({ record, run })),
    )
    .filter((one) => mayHaveBegun(past, one, at))
  const shipped = begun.map(({ record, run }) => mayHaveShipped(past, record, run))
  // Most deploy again what did not go well: only what could lie below or apart is asked about.
  const below = notAbove(past, from, shipped.flat())
  const doubtful = begun.filter((_, index) => shipped[index]?.some((one) => below.includes(one)))
  needRuns(past, doubtful)
  const back = doubtful
    .filter((one) => hasBegun(past, one, at))
    .flatMap(({ record, run }) => mayHaveShipped(past, record, run))
    .filter((one) => below.includes(one))
  const stood = hasStood(past, standing, back)
  return back.filter((_, index) => stood[index])
}

function notAbove(past: Past, from: string, commits: readonly string[]): readonly string[] {
  const others = [...new Set(commits)].filter((one) => one !== from)
  const orders = ordersOf(
    past,
    others.map((one) => [one, from]),
  )
  return others.filter((_, index) => orders[index] !== 'behind')
}

/** By what is read already. */
function mayHaveBegun(past: Past, { record, run: id }: Begun, since: string): boolean {
  const run = past.runs[id]
  if (!run) return run === undefined
  if (!tiesJobs(past)) return !run.hasSucceeded
  return run.jobs.some(
    ({ deployment, hasSucceeded, at }) =>
      deployment === record.id && !hasSucceeded && (at === null || at >= since),
  )
}

/** By the job that GitHub ties to the record; a success is weighed elsewhere. @throws Open */
function hasBegun(past: Past, one: Begun, since: string): boolean {
  const run = past.runs[one.run]
  if (!run || !mayHaveBegun(past, one, since)) return false
  return tiesJobs(past) || isMadeBy(past, one.record.id, run)
}
