// GraphQL: a repository and all that is asked of one.
import { codeownersErrors } from '../git/codeowners.ts'
import { nodeId } from '../git/node-id.ts'
import { read } from '../server/tokens.ts'
import { type Environment, environments, findEnvironment } from '../world/environments.ts'
import { fullName, type GitHub, type Repository, WEB } from '../world/github.ts'
import { asShown, findPull, updatedAt } from '../world/pulls.ts'
import type { Ref } from '../world/refs.ts'
import type { Pull } from '../world/schema/pull-defaults.ts'
import type { Issue } from '../world/world.ts'
import { actor, collaborators } from './accounts.ts'
import { refView } from './commits.ts'
import { deployments, environmentView } from './deployments.ts'
import { connection } from './execution/connection.ts'
import { bears, byTime, type Order } from './execution/order.ts'
import { objectOf } from './git-objects.ts'
import { issueView } from './issues.ts'
import { queueView } from './merge-queues.ts'
import { pullRequest } from './pulls.ts'
import { guarded, unresolved, type Viewer } from './viewer.ts'

type PullFilter = {
  states?: readonly string[] | null
  headRefName?: string | null
  baseRefName?: string | null
  labels?: readonly string[] | null
  orderBy?: Order
}
type RefFilter = {
  refPrefix: string
  query?: string | null
  direction?: 'ASC' | 'DESC' | null
  orderBy?: Order
}
type IssueFilter = Pick<PullFilter, 'states' | 'labels' | 'orderBy'>
export function repositoryView(viewer: Viewer, repository: Repository): object {
  const name = fullName(repository)
  return {
    __typename: 'Repository',
    id: nodeId('Repository', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: name,
    owner: () => actor(viewer, repository.owner),
    isPrivate: repository.isPrivate,
    isFork: repository.isFork,
    isArchived: false,
    visibility: repository.isPrivate ? 'PRIVATE' : 'PUBLIC',
    isInOrganization: viewer.github.accounts.get(repository.owner)?.type === 'Organization',
    parent: () => (repository.isFork ? repositoryView(viewer, viewer.github.repository) : null),
    url: `${WEB}/${name}`,
    resourcePath: `/${name}`,
    ...gitFields(viewer, repository),
    ...(repository.isFork ? {} : ownFields(viewer)),
  }
}

function gitFields(viewer: Viewer, repository: Repository) {
  const { github } = viewer
  const contents = <T>(answer: () => T) => guarded(viewer, read('contents'), answer)
  const view = (ref: Ref | null) => (ref === null ? null : refView(viewer, repository, ref))
  return {
    defaultBranchRef: () => view(github.ref(repository, `heads/${github.world.default_branch}`)),
    object: (asked: { oid?: string; expression?: string }) =>
      contents(() => objectOf(viewer, repository, asked)),
    ref: ({ qualifiedName }: { qualifiedName: string }) =>
      contents(() => view(github.ref(repository, qualifiedName))),
    refs: connection<Ref, RefFilter>(
      (filter) => contents(() => refsUnder(github, repository, filter)),
      (ref) => view(ref),
    ),
  }
}

/** A name is told without the prefix that was asked for, however deep that is. */
function refsUnder(github: GitHub, repository: Repository, filter: RefFilter): Ref[] {
  const { refPrefix, query, direction, orderBy } = filter
  const inside = github
    .refs(repository)
    .map(({ prefix, name, oid }) => ({ full: prefix + name, oid }))
    .filter(({ full }) => full.startsWith(refPrefix))
    .map(({ full, oid }) => ({ prefix: refPrefix, name: full.slice(refPrefix.length), oid }))
    .filter(({ name }) => query == null || name.includes(query))
  const time = ({ oid }: Ref) => github.git.commit(oid)?.at ?? ''
  if (orderBy?.field === 'TAG_COMMIT_DATE') inside.sort((a, b) => time(a).localeCompare(time(b)))
  return (direction ?? orderBy?.direction) === 'DESC' ? inside.reverse() : inside
}

function ownFields(viewer: Viewer) {
  const { github } = viewer
  const { world } = github
  const see = <T>(scope: 'contents' | 'pull-requests' | 'issues' | 'actions', answer: () => T) =>
    guarded(viewer, read(scope), answer)
  return {
    pullRequest: ({ number }: { number: number }) =>
      see('pull-requests', () => {
        const pull = findPull(github, number)
        if (pull === null) throw unresolved('a PullRequest', `number of ${number}`)
        return pullRequest(viewer, pull)
      }),
    pullRequests: connection<Pull, PullFilter>(
      (filter) =>
        see('pull-requests', () => {
          const shown = world.pulls.map((pull) => asShown(github, pull))
          return byTime(chosen(shown, filter), filter.orderBy, updatedAt)
        }),
      (pull) => pullRequest(viewer, pull),
    ),
    issue: ({ number }: { number: number }) =>
      see('issues', () => {
        const issue = world.issues.find((one) => one.number === number)
        if (issue === undefined) throw unresolved('an Issue', `number of ${number}`)
        return issueView(viewer, issue)
      }),
    issues: connection<Issue, IssueFilter>(
      ({ states, labels, orderBy }) =>
        see('issues', () => {
          const shown = world.issues.filter(
            (issue) =>
              (states == null || states.includes(issue.state.toUpperCase())) &&
              bears(labels, issue.labels),
          )
          return byTime(shown, orderBy)
        }),
      (issue) => issueView(viewer, issue),
    ),
    mergeQueue: ({ branch }: { branch?: string | null }) =>
      queueView(viewer, branch ?? world.default_branch),
    environment: ({ name }: { name: string }) =>
      see('actions', () => {
        const found = findEnvironment(world, name)
        return found === null ? null : environmentView(viewer, found)
      }),
    environments: connection<Environment>(
      () => see('actions', () => environments(world)),
      (one) => environmentView(viewer, one),
    ),
    deployments: deployments(viewer),
    codeowners: ({ refName }: { refName?: string | null }) =>
      see('contents', () => {
        const at = github.resolve(github.repository, refName ?? 'HEAD')
        const errors = at === null ? null : codeownersErrors(github, at.oid)
        return errors === null ? null : { errors }
      }),
    collaborators: collaborators(viewer),
  }
}

const chosen = (pulls: readonly Pull[], { states, headRefName, baseRefName, labels }: PullFilter) =>
  pulls.filter(
    (pull) =>
      (states == null || states.includes(pull.state.toUpperCase())) &&
      (headRefName == null || headRefName === pull.head) &&
      (baseRefName == null || baseRefName === pull.base) &&
      bears(labels, pull.labels),
  )
