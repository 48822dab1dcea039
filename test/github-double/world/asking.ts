// The run in which the gate is asked: that its event is complete, and the run where none is listed.
import type { Oid } from '../git/oid.ts'
import { bareName, findRef } from './refs.ts'
import type { Pull } from './schema/pull-defaults.ts'
import { WorldError } from './schema/references.ts'
import { MERGE_QUEUE, type Run } from './schema/run-defaults.ts'
import { testMergeOid } from './test-merge.ts'
import type { World } from './world.ts'

const GATE_WORKFLOW = '.github/workflows/separation-of-duties.yml'

/** What an event cannot do without. */
const NEEDS = {
  pull_request: 'pull',
  pull_request_target: 'pull',
  pull_request_review: 'review',
  merge_group: 'queue',
  deployment: 'deployment',
  release: 'release',
  workflow_run: 'upstream',
  push: null,
  workflow_dispatch: null,
  schedule: null,
} as const

export function assertAsked({ event, ...world }: World): void {
  const pull = world.pulls.find(({ number }) => number === event.pull)
  const listed = {
    pull,
    review: pull?.reviews[event.review ?? -1],
    queue: event.queue && world.merge_queues.get(event.queue.branch)?.[event.queue.entry],
    deployment: world.deployments.find(({ id }) => id === event.deployment),
    release: world.tags.get(event.release?.tag ?? ''),
    upstream: world.runs.find(({ id }) => id === event.upstream),
  }
  const key = NEEDS[event.name]
  if (key === null || listed[key] !== undefined) return
  throw new WorldError(`event.${key}: a ${event.name} event must name one that is listed.`)
}

/** Who set the event off, as far as the world tells. */
export function actorOf(world: World): string | null {
  const { event, pulls, deployments, runs, repository, default_branch } = world
  const pull = pulls.find(({ number }) => number === event.pull)
  switch (event.name) {
    case 'pull_request':
    case 'pull_request_target':
      return (
        (event.action === 'synchronize' && pusherOf(world, pull?.head, pull?.fork ?? repository)) ||
        (event.action === 'closed' && pull?.merged?.by) ||
        (pull?.author ?? null)
      )
    case 'pull_request_review':
      return pull?.reviews[event.review ?? -1]?.by ?? null
    case 'merge_group':
      return MERGE_QUEUE
    case 'push':
      return pusherOf(world, event.branch ?? default_branch, repository, event.commit)
    case 'deployment':
      return deployments.find(({ id }) => id === event.deployment)?.by ?? null
    case 'release':
      return event.release?.by ?? null
    case 'workflow_run':
      return runs.find(({ id }) => id === event.upstream)?.attempts.at(-1)?.triggering_actor ?? null
    case 'workflow_dispatch':
    case 'schedule':
      return null
  }
}

/** What the merge queue pushed, its bot pushed, whoever put the change there. */
function pusherOf({ pushes, repository }: World, ref: string | undefined, to: string, oid?: Oid) {
  const push = pushes.findLast(
    (one) =>
      one.ref === ref &&
      (one.repo ?? repository) === to &&
      (oid === undefined || one.after === oid),
  )
  return push?.type === 'merge_queue_merge' ? MERGE_QUEUE : (push?.by ?? null)
}

type QueueEntry = { pull: number; base: Oid; head: Oid }

/** The branch on which a merge queue tests one of its entries. */
export const queueBranch = (base: string, entry: QueueEntry): string =>
  `gh-readonly-queue/${base}/pr-${entry.pull}-${entry.base}`

const runThatAsks = ({ runs, event }: World): Run | undefined =>
  runs.find(({ id }) => id === event.run)

/** From 1; a run that the world does not list was started once. */
export const attemptOf = (world: World): number =>
  world.event.attempt ?? runThatAsks(world)?.attempts.length ?? 1

/** A re-run is given what the first attempt was given: the head of then. */
const headGiven = (world: World, pull: Pull): Oid =>
  (attemptOf(world) > 1 && runThatAsks(world)?.commit) || pull.head_commit

/** What the runner checks out, and the branch and commit that the run itself is listed under. */
export function askedAt(world: World): { ref: string; sha: Oid; branch: string; head: Oid } {
  const { event, branches, default_branch } = world
  const at = (ref: string, sha: Oid, branch: string, head = sha) => ({ ref, sha, branch, head })
  const pull = world.pulls.find(({ number }) => number === event.pull)
  if (pull !== undefined && event.name === 'pull_request_target') {
    const sha = branches.get(pull.base) ?? pull.base_commit
    return at(`refs/heads/${pull.base}`, sha, pull.head, headGiven(world, pull))
  }
  if (pull !== undefined && event.name.startsWith('pull_request')) {
    const head = headGiven(world, pull)
    if (event.action === 'closed' && pull.merged !== null) {
      return at(`refs/heads/${pull.base}`, pull.merged.commit, pull.head, head)
    }
    const sha = testMergeOid(world, pull, head)
    return at(`refs/pull/${pull.number}/merge`, sha, pull.head, head)
  }
  const entry = event.queue && world.merge_queues.get(event.queue.branch)?.[event.queue.entry]
  if (entry !== undefined && event.queue !== undefined) {
    const branch = queueBranch(event.queue.branch, entry)
    return at(`refs/heads/${branch}`, entry.head, branch)
  }
  const tag = event.release?.tag
  if (tag !== undefined) return at(`refs/tags/${tag}`, world.tags.get(tag) ?? '', tag)
  const deployment = world.deployments.find(({ id }) => id === event.deployment)
  const run = runThatAsks(world)
  const branch = event.branch ?? deployment?.ref ?? run?.branch ?? default_branch
  const ref = findRef(world, branch)
  const sha = event.commit ?? deployment?.commit ?? run?.commit ?? ref?.oid ?? ''
  return at((ref?.prefix ?? 'refs/heads/') + bareName(branch), sha, bareName(branch))
}

/** The run that asks, where the world does not list it and somebody is known to have set it off. */
export function runOfEvent(world: World): Run[] {
  const { event, runs, now } = world
  const actor = actorOf(world)
  if (actor === null || runs.some(({ id }) => id === event.run)) return []
  const { branch, head } = askedAt(world)
  const attempts = [{ actor, triggering_actor: actor, at: now, conclusion: null }]
  const run = { id: event.run, workflow: GATE_WORKFLOW, event: event.name, branch, commit: head }
  return [{ ...run, attempts, approvals: [], status: 'in_progress', jobs: [] }]
}
