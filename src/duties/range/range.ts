// What a deployment ships under a policy: the range that was read, if it starts where that policy lets it start.
import {
  type Deployment,
  type Fact,
  known,
  type Range,
  type Unknown,
  valueOr,
} from '../../facts/facts.ts'
import type { Policy } from '../../policy/schema.ts'
import { branchUnder, shippedUnder, sourceOfBranch, startUnder } from './asked.ts'
import { earlierUnder } from './earlier.ts'
import { elsewhere, factOfFound } from './open.ts'
import type { RangedWhole, Read, Recorded } from './search.ts'

export function rangedUnder(recorded: Recorded, policy: Policy | null): RangedWhole {
  const { branches, shipped, branch: _, range: __, ...deployment } = recorded.deployment
  if (branches === undefined || shipped === undefined) return earlierUnder(recorded, policy)
  const branch = factOfFound(
    branchUnder(branches, recorded, policy),
    'other branches',
    sourceOfBranch,
  )
  const { changes } = recorded
  const without = (gap: Unknown): RangedWhole => ({
    deployment: { ...deployment, branch, range: gap, policyAtStart: gap },
    ...{ changes, start: null },
  })
  const start = factOfFound(
    startUnder(deployment.pastDeployments, branches, recorded, policy),
    'another start',
  )
  if (!start.known) return without(start)
  const { from } = start.value
  if (shipped.known && shipped.value.from !== from) return without(anotherRange(from))
  const contents = contentsOf(recorded, branch, policy)
  return {
    deployment: { ...deployment, branch, range: contents.range },
    ...{ changes: contents.changes, start: start.value },
  }
}

interface Contents extends Read {
  readonly range: Fact<Range>
}

/** The range and its changes are known together: a commit is unreviewed only where every pull request was read. */
function contentsOf(
  { repository, deployment, changes }: Recorded,
  branch: Deployment['branch'],
  policy: Policy | null,
): Contents {
  const { branches = elsewhere('other branches'), shipped = elsewhere('what ships') } = deployment
  if (!shipped.known) return { range: shipped, changes }
  const { from, status, commits } = shipped.value
  const place = { branches, branch: valueOr(branch, null) }
  const found = factOfFound(
    shippedUnder(shipped.value, place, { repository }, policy),
    'other commits and pull requests',
  )
  if (!found.known) return { range: found, changes }
  const { brought, unreviewed } = found.value
  const read = new Map(valueOr(changes, []).map((change) => [change.pull.number, change]))
  const unread = brought.find((number) => !read.has(number))
  if (changes.known && unread !== undefined) {
    const gap = elsewhere(`#${unread}`)
    return { range: gap, changes: gap }
  }
  const ships = brought.flatMap((number) => read.get(number) ?? [])
  return {
    range: known({ from, status, count: commits.length, unreviewed }, shipped.source),
    changes: changes.known ? { ...changes, value: ships } : changes,
  }
}

const anotherRange = (from: string): Unknown =>
  elsewhere(`a range that starts at ${from.slice(0, 7)}`)
