// What a world leaves unsaid about runs and deployments: who started an attempt, which job made a record, how all ended.
import { stableId } from '../../git/oid.ts'
import { bareName } from '../refs.ts'
import { WorldError } from './references.ts'
import type { Document } from './world-schema.ts'

type ListedRun = Document['runs'][number]
type ListedJob = NonNullable<ListedRun['jobs']>[number]
type ListedDeployment = Document['deployments'][number]
type Progress = ListedRun['status']

type Attempt = {
  actor: string
  triggering_actor: string
  at: string
  conclusion: string | null
}

/** What a check run and a job of a run have in common: on GitHub they are one. */
export type Job = {
  id: number
  name: string
  status: Progress
  conclusion: string | null
  environment: string | null
  /** The deployment whose record it made. */
  deployment: number | null
  attempt: number
  at: string
}

export type Run = Omit<ListedRun, 'attempts' | 'jobs' | 'conclusion'> & {
  attempts: Attempt[]
  jobs: Job[]
}

export type Deployment = Omit<ListedDeployment, 'statuses'> & {
  statuses: (Omit<ListedDeployment['statuses'][number], 'run' | 'job'> & {
    run: number | null
    job: number | null
  })[]
  /** The run whose job made the record; null: it was written through the API. */
  run: number | null
}

/** The environments that a run waits to be let into. */
export const waitingFor = ({ jobs }: Run): string[] => [
  ...new Set(
    jobs.flatMap(({ status, environment }) =>
      status === 'waiting' && environment !== null ? [environment] : [],
    ),
  ),
]

/** The bot that pushes what a merge queue merges. */
export const MERGE_QUEUE = 'github-merge-queue'

export function completeRuns(document: Document): { runs: Run[]; deployments: Deployment[] } {
  const named = withRuns(document)
  const runs = document.runs.map((run) => completeRun(run, named, document))
  const deployments = named.map((deployment) => {
    const run = runs.find(({ jobs }) => jobs.some((job) => job.deployment === deployment.id))
    const statuses = deployment.statuses.map((status) => {
      const jobs = runs.find(({ id }) => id === status.run)?.jobs ?? []
      const own = jobs.find((job) => job.deployment === deployment.id)
      return { ...status, run: status.run ?? null, job: status.job ?? own?.id ?? null }
    })
    const isMade = deployment.by === 'github-actions' && run !== undefined
    return { ...deployment, statuses, run: isMade ? run.id : null }
  })
  return { runs, deployments }
}

/** A status that names a job names its run. */
function withRuns({ runs, deployments }: Document): ListedDeployment[] {
  return deployments.map((deployment) => ({
    ...deployment,
    statuses: deployment.statuses.map((status) => {
      if (status.job === undefined || status.run !== undefined) return status
      const run = runs.find(({ jobs }) => jobs?.some(({ id }) => id === status.job))
      if (run !== undefined) return { ...status, run: run.id }
      throw new WorldError(`deployments: no run lists the job ${status.job}.`)
    }),
  }))
}

function completeRun(run: ListedRun, deployments: ListedDeployment[], document: Document): Run {
  const { event, checks } = document
  const starters = startersOf(run, document)
  const isAsking = run.id === event.run
  const status = isAsking ? 'in_progress' : run.status
  const record = (id: number | undefined) => {
    const found = deployments.find((deployment) => deployment.id === id)
    if (id === undefined || found !== undefined) return found
    throw new WorldError(`runs: there is no deployment ${id}, which a job of ${run.id} names.`)
  }
  const jobs = (run.jobs ?? jobsOfRecords(run, deployments)).map((job) =>
    completeJob(job, record(job.deployment), { ...run, status }),
  )
  const reported = checks.filter((check) => check.run === run.id && check.commit === run.commit)
  const ended = [...jobs, ...new Map(reported.map((check) => [check.name, check])).values()]
  const last = run.attempts.at(-1)?.conclusion
  const conclusion =
    status === 'completed'
      ? run.conclusion === undefined
        ? (last ?? together(ended.map((one) => one.conclusion)))
        : run.conclusion
      : null
  const attempts = run.attempts.map(({ at, conclusion: own }, index) => {
    const isLast = index === run.attempts.length - 1
    return { at, ...starters(index), conclusion: isLast ? conclusion : (own ?? 'failure') }
  })
  return { ...run, status, jobs, attempts }
}

/** A re-run keeps the first actor. What the merge queue pushed, its bot started, whoever put the change there. */
function startersOf({ id, event, branch, commit, attempts }: ListedRun, { pushes }: Document) {
  const isQueued =
    event === 'push' &&
    pushes.some(
      ({ type, ref, after }) =>
        type === 'merge_queue_merge' && ref === bareName(branch) && after === commit,
    )
  const first = isQueued ? MERGE_QUEUE : attempts[0]?.actor
  if (first === undefined) throw new WorldError(`runs: the first attempt of ${id} needs an actor.`)
  return (index: number) => {
    const { actor = first, triggering_actor = actor } = attempts[index] ?? {}
    return { actor: first, triggering_actor: isQueued && index === 0 ? first : triggering_actor }
  }
}

/** Where a run lists no jobs, each record of its commit that names it is one's work. */
const jobsOfRecords = (run: ListedRun, deployments: ListedDeployment[]): ListedJob[] =>
  deployments
    .filter(({ by, commit, statuses }) => {
      const isNamed = statuses.some((status) => status.run === run.id)
      return by === 'github-actions' && commit === run.commit && isNamed
    })
    .map(({ id, environment, statuses }) => {
      const own = statuses.filter((status) => status.run === run.id && status.by === undefined)
      const states = own.map(({ state }) => state)
      const name = `deploy (${environment})`
      return { id: stableId(`job ${run.id} ${id}`), name, deployment: id, conclusion: end(states) }
    })

/** A record turns inactive only after it was a success. */
function end(states: readonly string[]): string | null {
  if (states.includes('success') || states.includes('inactive')) return 'success'
  return states.includes('failure') || states.includes('error') ? 'failure' : null
}

function completeJob(job: ListedJob, record: ListedDeployment | undefined, run: ListedRun): Job {
  const { id, name, conclusion = 'success' } = job
  const attempt = job.attempt ?? run.attempts.length
  const environment = job.environment ?? record?.environment ?? null
  const told = record?.statuses.findLast(({ state }) => state !== 'inactive')?.at
  const at = job.at ?? told ?? run.attempts[attempt - 1]?.at
  if (at === undefined) throw new WorldError(`runs: ${run.id} has no attempt ${attempt}.`)
  const waits = run.status === 'waiting' && environment !== null
  const under = waits || !['completed', 'waiting'].includes(run.status) ? run.status : 'in_progress'
  const status = conclusion === null ? (job.status ?? under) : 'completed'
  return { id, name, status, conclusion, environment, deployment: record?.id ?? null, attempt, at }
}

/** One job that ended badly is enough; without any, all is well. */
function together(conclusions: readonly (string | null)[]): string {
  if (conclusions.includes('failure')) return 'failure'
  const bad = conclusions.find((one) => ![null, 'success', 'skipped', 'neutral'].includes(one))
  const isSkipped = conclusions.length > 0 && conclusions.every((one) => one === 'skipped')
  return bad ?? (isSkipped ? 'skipped' : 'success')
}
