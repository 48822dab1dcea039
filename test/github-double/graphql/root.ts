// GraphQL: where every query begins, and the way back from a global id to what it names.

import { readNodeId } from '../git/node-id.ts'
import { read } from '../server/tokens.ts'
import { findEnvironment } from '../world/environments.ts'
import { findPull } from '../world/pulls.ts'
import { account, actor, team } from './accounts.ts'
import { checkRunById, suiteByKey } from './checks.ts'
import { commitAt, refView } from './commits.ts'
import { deploymentById, deployments, environmentView, runView } from './deployments.ts'
import { objectOf } from './git-objects.ts'
import { issueView } from './issues.ts'
import { pullRequest } from './pulls.ts'
import { repositoryView } from './repository.ts'
import { reviewView } from './reviews.ts'
import { type Back, guarded, unresolved, type Viewer } from './viewer.ts'

export const back: Back = {
  repository: repositoryView,
  pull: pullRequest,
  commit: commitAt,
  run: runView,
  deployments,
  deployment: deploymentById,
  ref: refView,
}

export type RateLimit = {
  cost: number
  limit: number
  nodeCount: number
  remaining: number
  resetAt: string
  used: number
}

export function root(viewer: Viewer, rateLimit: RateLimit) {
  const { github } = viewer
  const byId = (id: string) => {
    const found = node(viewer, id)
    if (found === null) throw unresolved('a node', `global id of '${id}'`)
    return found
  }
  return {
    rateLimit,
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const found = github.visible(owner, name)
      if (found === null) throw unresolved('a Repository', `name '${owner}/${name}'`)
      return repositoryView(viewer, found)
    },
    node: ({ id }: { id: string }) => byId(id),
    nodes: ({ ids }: { ids: string[] }) => ids.map((id) => () => byId(id)).map(settled),
    user: ({ login }: { login: string }) => {
      const found = github.accounts.find(login)
      if (found?.type !== 'User') throw unresolved('a User', `login of '${login}'`)
      return account(viewer, found)
    },
    organization: ({ login }: { login: string }) => {
      const found = github.accounts.find(login)
      if (found?.type !== 'Organization') throw unresolved('an Organization', `login of '${login}'`)
      return account(viewer, found)
    },
    repositoryOwner: ({ login }: { login: string }) => actor(viewer, login),
  }
}

/** One bad id among many leaves null at its place and an error beside it. */
function settled(resolve: () => object): object | Error {
  try {
    return resolve()
  } catch (error) {
    return error as Error
  }
}

function node(viewer: Viewer, id: string): object | null {
  const { github } = viewer
  const { world } = github
  const [kind, key] = readNodeId(id)
  const present = <T>(found: T | null | undefined, view: (found: T) => object | null) =>
    found === null || found === undefined ? null : view(found)
  const number = Number(key)
  switch (kind) {
    case 'Repository':
      return number === github.repository.id ? repositoryView(viewer, github.repository) : null
    case 'Commit':
      return guarded(viewer, read('contents'), () => commitAt(viewer, key))
    case 'Tree':
    case 'Blob':
      return guarded(viewer, read('contents'), () =>
        objectOf(viewer, github.repository, { oid: key }),
      )
    case 'PullRequest':
      return present(findPull(github, number), (pull) => pullRequest(viewer, pull))
    case 'PullRequestReview': {
      const pull = findPull(github, Number(key.split(':')[0]))
      const review = pull?.reviews[Number(key.split(':')[1])]
      return pull && review ? reviewView(viewer, pull, review) : null
    }
    case 'WorkflowRun':
      return guarded(viewer, read('actions'), () =>
        present(github.run(number), (r) => runView(viewer, r)),
      )
    case 'CheckRun':
      return guarded(viewer, read('checks'), () => checkRunById(viewer, number))
    case 'CheckSuite':
      return guarded(viewer, read('checks'), () => suiteByKey(viewer, key))
    case 'Deployment':
      return deploymentById(viewer, number)
    case 'Environment':
      return present(findEnvironment(world, key), (found) => environmentView(viewer, found))
    case 'Issue':
      return present(
        world.issues.find((one) => one.number === number),
        (i) => issueView(viewer, i),
      )
    case 'Account':
      return present(github.accounts.byId(number), (found) => account(viewer, found))
    case 'Team':
      return guarded(viewer, read('members'), () => team(viewer, key))
    default:
      return null
  }
}
