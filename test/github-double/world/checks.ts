// Check runs and commit statuses of a world: which of several with one name GitHub shows.
import type { Oid } from '../git/oid.ts'
import type { World } from './world.ts'

export type CheckRun = World['checks'][number] & { id: number }
export type CommitStatus = World['statuses'][number] & { id: number }

/** Oldest first. A suite belongs to one App and one run, so one name may stand in several suites. */
export const checkRuns = ({ checks }: World, oid: Oid): CheckRun[] =>
  checks
    .map((check, index) => ({ ...check, id: 7001 + index }))
    .filter(({ commit }) => commit === oid)
    .sort((a, b) => a.at.localeCompare(b.at))

export const suiteOf = ({ app, run, commit }: CheckRun): string => `${run ?? app}:${commit}`

/** The newest check run of each name in each suite. */
export const latestCheckRuns = (runs: readonly CheckRun[]): CheckRun[] => [
  ...new Map(runs.map((run) => [`${suiteOf(run)} ${run.name}`, run])).values(),
]

export const commitStatuses = ({ statuses }: World, oid: Oid): CommitStatus[] =>
  statuses
    .map((status, index) => ({ ...status, id: 5001 + index }))
    .filter(({ commit }) => commit === oid)
    .sort((a, b) => a.at.localeCompare(b.at))

/** The newest status of each context. */
export const latestStatuses = (statuses: readonly CommitStatus[]): CommitStatus[] => [
  ...new Map(statuses.map((status) => [status.context, status])).values(),
]

export function combinedState(states: readonly string[]): 'success' | 'pending' | 'failure' {
  if (states.some((state) => state === 'failure' || state === 'error')) return 'failure'
  return states.length === 0 || states.includes('pending') ? 'pending' : 'success'
}
