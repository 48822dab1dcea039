// Check runs, their suites and commit statuses of a world: which of several with one name GitHub shows.
import { type Oid, stableId } from '../git/oid.ts'
import type { Job, Run } from './schema/run-defaults.ts'
import type { World } from './world.ts'

export type CheckRun = Omit<Job, 'environment' | 'deployment'> & {
  commit: Oid
  app: string
  /** Null: an App of its own reported it. */
  run: number | null
  deployment: number | null
  started: string
}

export type CommitStatus = World['statuses'][number] & { id: number }

/** Beyond the numbers that a world gives its jobs, which are check runs too. */
const FIRST_CHECK = 7_000_001

/** Oldest first, the jobs of the commit's runs among them. */
export const checkRuns = ({ checks, runs }: World, oid: Oid): CheckRun[] =>
  [
    ...checks.flatMap((check, index): CheckRun[] => {
      const { commit, name, app, conclusion, at } = check
      if (commit !== oid) return []
      const run = runs.find(({ id }) => id === check.run)
      const status = conclusion === null ? 'in_progress' : 'completed'
      const told = { commit, name, app, conclusion, status, at, started: at } as const
      const attempt = run?.attempts.length ?? 1
      return [
        { ...told, id: FIRST_CHECK + index, run: check.run ?? null, deployment: null, attempt },
      ]
    }),
    ...runs
      .filter(({ commit }) => commit === oid)
      .flatMap((run) => run.jobs.map((job) => ofJob(run, job))),
  ].sort((a, b) => a.at.localeCompare(b.at))

function ofJob({ id: run, commit, attempts }: Run, { environment: _, ...job }: Job): CheckRun {
  const begun = attempts[job.attempt - 1]?.at ?? job.at
  const started = begun < job.at ? begun : job.at
  return { ...job, commit, app: 'github-actions', run, started }
}

/** A suite belongs to one App and one run, so one name may stand in several suites. */
export const suiteOf = ({ app, run, commit }: Pick<CheckRun, 'app' | 'run' | 'commit'>): string =>
  `${run ?? app}:${commit}`

export const suiteId = (key: string): number => stableId(`suite ${key}`)

/** The newest check run of each name in each suite. */
export const latestCheckRuns = (runs: readonly CheckRun[]): CheckRun[] => [
  ...new Map(runs.map((run) => [`${suiteOf(run)} ${run.name}`, run])).values(),
]

/** Of a job its page in the run; until about 2022, and of other Apps, the check run's own. */
export const checkPage = ({ id, run }: CheckRun): string =>
  run === null ? `runs/${id}` : `actions/runs/${run}/job/${id}`

/** Oldest first. */
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
