// GraphQL: commit statuses, and what they say together with check runs.
import { nodeId } from '../git/node-id.ts'
import type { Oid } from '../git/oid.ts'
import { read } from '../server/tokens.ts'
import {
  type CommitStatus,
  checkRuns,
  combinedState,
  commitStatuses,
  latestCheckRuns,
  latestStatuses,
} from '../world/checks.ts'
import { actor } from './accounts.ts'
import { checkRunView } from './checks.ts'
import { connection } from './execution/connection.ts'
import { guarded, type Viewer } from './viewer.ts'

const contextView = (viewer: Viewer, status: CommitStatus) => ({
  __typename: 'StatusContext',
  id: nodeId('StatusContext', status.id),
  context: status.context,
  state: status.state.toUpperCase(),
  createdAt: status.at,
  creator: () => actor(viewer, status.by),
  description: status.description,
  targetUrl: null,
  commit: () => viewer.back.commit(viewer, status.commit),
})

export const status = (viewer: Viewer, oid: Oid) =>
  guarded(viewer, read('statuses'), () => {
    const latest = latestStatuses(commitStatuses(viewer.github.world, oid))
    if (latest.length === 0) return null
    return {
      id: nodeId('StatusContext', oid),
      state: combinedState(latest.map(({ state }) => state)).toUpperCase(),
      contexts: () => latest.map((one) => contextView(viewer, one)),
    }
  })

/** What check runs and statuses say together; a skipped or neutral check harms nothing. */
export const rollup = (viewer: Viewer, oid: Oid) =>
  guarded(viewer, read('checks'), () => {
    const { world } = viewer.github
    const checks = latestCheckRuns(checkRuns(world, oid))
    const statuses = latestStatuses(commitStatuses(world, oid))
    if (checks.length + statuses.length === 0) return null
    const harmless = ['success', 'neutral', 'skipped']
    const conclusions = checks.map(({ conclusion }) =>
      conclusion === null ? 'pending' : harmless.includes(conclusion) ? 'success' : 'failure',
    )
    const contexts = [
      ...checks.map((check) => () => checkRunView(viewer, check)),
      ...statuses.map((one) => () => contextView(viewer, one)),
    ]
    return {
      id: nodeId('Commit', `rollup ${oid}`),
      state: combinedState([...conclusions, ...statuses.map(({ state }) => state)]).toUpperCase(),
      commit: () => viewer.back.commit(viewer, oid),
      contexts: connection(contexts, (view) => view()),
    }
  })
