// A new run of what was deployed, in place of the one that was stopped: who starts it, and who lets it in.
import { actorOf, askedAt } from '../github-double/world/asking.ts'
import type { Going, Source } from './source.ts'

type Run = NonNullable<Source['runs']>[number]

interface People {
  /** Null: whoever started the run that was stopped. */
  readonly starter: string | null
  /** Null: those who let that one in. */
  readonly approvers: readonly string[] | null
}

const beyond = 1_000_000

/** Somebody dispatches it at the same commit; what its jobs recorded is recorded once more. */
export function runAgain(going: Going, { starter, approvers }: People): void {
  const { source, world } = going
  const { sha, branch: ref } = askedAt(world)
  const branch = world.branches.has(ref) ? ref : world.default_branch
  const old = source.runs?.find(({ id }) => id === world.event.run)
  const before = world.runs.find(({ id }) => id === world.event.run)
  const started = before?.attempts.at(-1)?.triggering_actor ?? actorOf(world)
  const actor = starter ?? started ?? Object.keys(source.accounts)[0] ?? ''
  const environment = String(source.inputs?.environment ?? '')
  const id = world.event.run + beyond
  const workflow = before?.workflow ?? '.github/workflows/separation-of-duties.yml'
  const approvals =
    approvers?.map((by) => ({ by, state: 'approved' as const, environments: [environment] })) ??
    (old?.approvals ?? []).filter(({ by }) => by !== actor)
  const commit = going.named(sha)
  const at = going.later
  const run: Run = {
    ...{ id, workflow, event: 'workflow_dispatch', branch, commit, approvals },
    attempts: [{ actor, triggering_actor: actor, at }],
    ...(old?.jobs && { jobs: old.jobs.map((job) => again(job)) }),
  }
  source.runs = [...(source.runs ?? []).map((one) => stopped(one, world.event.run)), run]
  source.deployments = [...(source.deployments ?? []), ...recorded(going, at)]
  const { release: _, upstream: __, deployment: ___, attempt: ____, ...event } = source.event
  source.event = { ...event, name: 'workflow_dispatch', run: id, branch, commit }
}

const again = <J extends { id: number; deployment?: number | undefined }>(job: J): J => ({
  ...job,
  id: job.id + beyond,
  ...(job.deployment !== undefined && { deployment: job.deployment + beyond }),
})

function stopped(run: Run, asking: number): Run {
  if (run.id !== asking) return run
  const jobs = run.jobs?.map((job) => ({ ...job, conclusion: 'failure' }))
  return { ...run, conclusion: 'failure', ...(jobs && { jobs }) }
}

/** What the stopped run's jobs had recorded of themselves. */
function recorded({ source, world }: Going, at: string) {
  const { run } = world.event
  const own = new Set(
    world.runs.find(({ id }) => id === run)?.jobs.flatMap(({ deployment }) => deployment ?? []),
  )
  return (source.deployments ?? [])
    .filter(({ id }) => own.has(id))
    .map((one) => ({
      ...one,
      id: one.id + beyond,
      at,
      statuses: (one.statuses ?? []).map((status) => ({
        ...status,
        at,
        ...(status.run === run && { run: run + beyond }),
        ...(status.job !== undefined && { job: status.job + beyond }),
      })),
    }))
}
