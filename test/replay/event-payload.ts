// The event file that a runner finds: GitHub's webhook payload for what happened in a world.

import { NO_COMMIT } from '../github-double/git/oid.ts'
import { simpleRepository, simpleUser } from '../github-double/rest/accounts.ts'
import { runView } from '../github-double/rest/actions.ts'
import type { Ask } from '../github-double/rest/answer.ts'
import { plainCommit } from '../github-double/rest/commits.ts'
import { deploymentView } from '../github-double/rest/deployments.ts'
import { pullView } from '../github-double/rest/pulls.ts'
import { reviewView } from '../github-double/rest/reviews.ts'
import { askedAt } from '../github-double/world/asking.ts'
import { GitHub } from '../github-double/world/github.ts'
import { findPull } from '../github-double/world/pulls.ts'
import type { World } from '../github-double/world/world.ts'
import { worldOfPayload } from './first-attempt.ts'
import { actorsOf } from './runner.ts'

const DEFAULT_ACTIONS: Partial<Record<World['event']['name'], string>> = {
  pull_request: 'synchronize',
  pull_request_target: 'synchronize',
  pull_request_review: 'submitted',
  merge_group: 'checks_requested',
  deployment: 'created',
  release: 'published',
  workflow_run: 'completed',
}

export function eventPayload(asked: World, api: string): object {
  const world = worldOfPayload(asked)
  const ask = askerOf(Object.assign(new GitHub(world), { api }))
  const action = world.event.action ?? DEFAULT_ACTIONS[world.event.name]
  const sender = actorsOf(asked).actor
  return {
    ...(action === undefined ? {} : { action }),
    ...subject(world, ask, sender),
    repository: simpleRepository(ask.github, ask.github.repository),
    sender: simpleUser(ask.github, sender),
  }
}

/** A payload shows what REST would show, asked by nobody in particular. */
function askerOf(github: GitHub): Ask {
  const { repository } = github
  const url = new URL(github.api)
  const nothing = { params: {}, headers: {}, body: undefined, scopes: {}, read: new Set<string>() }
  return { github, repository, url, ...nothing }
}

function subject(world: World, ask: Ask, sender: string): object {
  const { event, pushes } = world
  const { ref, sha } = askedAt(world)
  const pull = findPull(ask.github, event.pull ?? Number.NaN)
  switch (event.name) {
    case 'pull_request':
    case 'pull_request_target':
      return pull === null ? {} : { number: pull.number, pull_request: pullView(ask, pull) }
    case 'pull_request_review': {
      const review = pull?.reviews[event.review ?? -1]
      if (pull === null || review === undefined) return {}
      // A webhook spells the state of a review in lower case, REST in upper.
      const lower = { ...reviewView(ask, pull, review), state: review.state.toLowerCase() }
      return { review: lower, pull_request: pullView(ask, pull) }
    }
    case 'merge_group':
      return { merge_group: mergeGroup(world, ask, ref) }
    case 'push': {
      const push = pushes.findLast(({ after }) => after === sha)
      const commit = ask.github.git.commit(sha)
      return {
        ref,
        before: push?.before ?? NO_COMMIT,
        after: sha,
        created: push?.type === 'branch_creation',
        deleted: false,
        forced: push?.type === 'force_push',
        head_commit: commit && plainCommit(ask, commit),
        commits: commit === null ? [] : [plainCommit(ask, commit)],
        pusher: { name: sender, email: `${sender}@users.noreply.github.com` },
      }
    }
    case 'workflow_dispatch':
      return { ref, inputs: {}, workflow: runOf(world)?.workflow ?? '' }
    case 'deployment': {
      const deployment = world.deployments.find(({ id }) => id === event.deployment)
      return deployment === undefined ? {} : { deployment: deploymentView(ask, deployment) }
    }
    case 'release':
      return { release: release(world, ask) }
    case 'schedule':
      return { schedule: '0 4 * * *', workflow: runOf(world)?.workflow ?? '' }
    case 'workflow_run': {
      const run = world.runs.find(({ id }) => id === event.upstream)
      return run === undefined ? {} : { workflow_run: runView(ask, run) }
    }
  }
}

const runOf = ({ runs, event }: World) => runs.find(({ id }) => id === event.run)

function mergeGroup(world: World, ask: Ask, ref: string) {
  const { branch = '', entry = 0 } = world.event.queue ?? {}
  const queued = world.merge_queues.get(branch)?.[entry]
  const commit = ask.github.git.commit(queued?.head)
  return {
    head_sha: queued?.head,
    head_ref: ref,
    base_sha: queued?.base,
    base_ref: `refs/heads/${branch}`,
    head_commit: commit && plainCommit(ask, commit),
  }
}

const release = ({ event, now, default_branch }: World, { github }: Ask) => ({
  id: 1,
  tag_name: event.release?.tag,
  target_commitish: default_branch,
  name: event.release?.tag,
  draft: false,
  prerelease: false,
  author: simpleUser(github, event.release?.by ?? null),
  created_at: now,
  published_at: now,
})
