// GraphQL: the merge queue of a branch.

import { nodeId } from '../git/node-id.ts'
import { read } from '../server/tokens.ts'
import { fullName, WEB } from '../world/github.ts'
import { findPull } from '../world/pulls.ts'
import { actor } from './accounts.ts'
import { commitAt } from './commits.ts'
import { connection } from './execution/connection.ts'
import { guarded, type Viewer } from './viewer.ts'

type Strategy = { grouping_strategy?: string; merge_method?: string }

/** No workflow's token may read a queue, whatever its `permissions`; the branches of its groups are refs like others. */
const needed = read('merge-queues')

export const queueView = (viewer: Viewer, branch: string): object | null =>
  guarded(viewer, needed, () => queue(viewer, branch))

function queue(viewer: Viewer, branch: string): object | null {
  const { merge_queues, branch_rules } = viewer.github.world
  const rule = branch_rules.get(branch)?.find(({ type }) => type === 'merge_queue')
  const entries = merge_queues.get(branch)
  if (entries === undefined && rule === undefined) return null
  const { grouping_strategy = 'ALLGREEN', merge_method = 'MERGE' } = (rule?.parameters ??
    {}) as Strategy
  const path = `/${fullName(viewer.github.repository)}/queue/${branch}`
  return {
    __typename: 'MergeQueue',
    id: nodeId('MergeQueue', branch),
    configuration: {
      mergeMethod: merge_method,
      mergingStrategy: grouping_strategy,
      maximumEntriesToBuild: 5,
      maximumEntriesToMerge: 5,
      minimumEntriesToMerge: 1,
      minimumEntriesToMergeWaitTime: 0,
      checkResponseTimeout: 3600,
    },
    nextEntryEstimatedTimeToMerge: null,
    repository: () => viewer.back.repository(viewer, viewer.github.repository),
    resourcePath: path,
    url: WEB + path,
    entries: connection(entries ?? [], (_, index) => entryView(viewer, branch, index)),
  }
}

const places = ({ github }: Viewer, number: number) =>
  [...github.world.merge_queues].flatMap(([branch, entries]) => {
    const index = entries.findIndex(({ pull }) => pull === number)
    return index < 0 ? [] : [{ branch, index }]
  })

export const isQueued = (viewer: Viewer, number: number): boolean =>
  places(viewer, number).length > 0

export const entryOf = (viewer: Viewer, number: number): object | null =>
  guarded(viewer, needed, () => {
    const [place] = places(viewer, number)
    return place === undefined ? null : entryView(viewer, place.branch, place.index)
  })

function entryView(viewer: Viewer, branch: string, index: number): object | null {
  const { github } = viewer
  const entry = github.world.merge_queues.get(branch)?.[index]
  const pull = entry === undefined ? null : findPull(github, entry.pull)
  if (entry === undefined || pull === null) return null
  const queued = pull.events.findLast(({ type }) => type === 'added_to_merge_queue')
  return {
    __typename: 'MergeQueueEntry',
    id: nodeId('MergeQueueEntry', `${branch}:${index}`),
    position: index + 1,
    state: 'AWAITING_CHECKS',
    jump: false,
    solo: false,
    enqueuedAt: queued?.at ?? github.world.now,
    estimatedTimeToMerge: null,
    enqueuer: () => actor(viewer, entry.by),
    baseCommit: () => commitAt(viewer, entry.base),
    headCommit: () => commitAt(viewer, entry.head),
    pullRequest: () => viewer.back.pull(viewer, pull),
    mergeQueue: () => queueView(viewer, branch),
  }
}
