// What became of the commits that a break-glass was approved for: the merges that brought them, and where they were deployed.

import {
  type Change,
  type Fact,
  known,
  type PastDeployment,
  type Usage,
  unknown,
} from '../../facts/facts.ts'
import { type Client, factFrom } from '../api/ask.ts'
import { readBranches } from '../pull-request/activity.ts'
import { collectMerged, wantedOf } from '../pull-request/changes.ts'
import { readPulls } from '../pull-request/many-pulls.ts'
import { readPastDeployments } from './past-deployments.ts'
import { readTargets, type Target, type Targets } from './targets.ts'

/** A break-glass that somebody approved, rightly or not. */
export interface Approved {
  /** The issue's number. */
  readonly issue: number
  /** The pull request that the request names; null: it names none. */
  readonly pull: number | null
  /** The full oids that the approvals name. */
  readonly oids: readonly string[]
}

interface Found {
  readonly targets: Targets
  readonly merged: Fact<ReadonlyMap<number, Change>>
  readonly deployed: Fact<readonly PastDeployment[]>
}

const source = 'GraphQL Targets'

/** By the issue's number. `collected` are changes that were collected anyway. */
export async function readUsages(
  client: Client,
  approved: readonly Approved[],
  collected: readonly Change[],
): Promise<ReadonlyMap<number, Fact<Usage>>> {
  const all = (fact: Fact<Usage>) => new Map(approved.map(({ issue }) => [issue, fact]))
  if (approved.length === 0) return new Map()
  const targets = await factFrom(source, () => targetsOf(client, approved, collected))
  if (!targets.known) return all(targets)

  const merges = approved.flatMap((one) => mergesFor(one, targets.value) ?? [])
  const oids = [
    ...approved.flatMap((one) => one.oids),
    ...merges.map(({ mergeCommit }) => mergeCommit).filter((oid) => oid !== null),
  ]
  const [merged, deployed] = await Promise.all([
    factFrom('GraphQL PullRequest', () =>
      mergedOf(client, [...new Set(merges.map(({ number }) => number))], collected),
    ),
    factFrom('GraphQL Commit.deployments', () => readPastDeployments(client, [...new Set(oids)])),
  ])
  const found = { targets: targets.value, merged, deployed }
  return new Map(approved.map((one) => [one.issue, usageOf(one, found)]))
}

/** What was collected anyway is not asked for again. */
async function targetsOf(
  client: Client,
  approved: readonly Approved[],
  collected: readonly Change[],
): Promise<Targets> {
  const pulls = new Map(collected.map(({ pull }) => [pull.number, pull]))
  const named = new Set(approved.map(({ pull }) => pull).filter((number) => number !== null))
  const { merged, brought } = await readTargets(
    client,
    [...named].filter((number) => !pulls.has(number)),
    [...new Set(approved.flatMap(({ pull, oids }) => (pull === null ? oids : [])))],
  )
  const known = [...pulls.values()].filter(({ number, mergedAt }) => named.has(number) && mergedAt)
  return {
    brought,
    merged: new Map([...merged, ...known.map((one) => [one.number, one] as const)]),
  }
}

/** Null: not all of them are known. */
function mergesFor(
  { pull, oids }: Approved,
  { merged, brought }: Targets,
): readonly Target[] | null {
  if (pull !== null) return [merged.get(pull) ?? []].flat()
  const lists = oids.map((oid) => brought.get(oid) ?? (brought.has(oid) ? null : []))
  return lists.includes(null) ? null : lists.flatMap((list) => list ?? [])
}

/** As they stood at their merge: who contributed to one cannot reconcile it. */
async function mergedOf(
  client: Client,
  numbers: readonly number[],
  collected: readonly Change[],
): Promise<ReadonlyMap<number, Change>> {
  const changes = new Map(collected.map((change) => [change.pull.number, change]))
  const asked = numbers.filter((number) => !changes.has(number))
  const readings = [...(await readPulls(client, asked)).values()]
  const pushes = await readBranches(client, wantedOf(readings))
  const merged = await collectMerged(client, readings, {
    ...{ pushes, accounts: new Map() },
    // They are not judged again.
    policyFile: known(null, 'GraphQL PullRequest'),
  })
  for (const change of merged) changes.set(change.pull.number, change)
  return changes
}

function usageOf(approved: Approved, { targets, merged, deployed }: Found): Fact<Usage> {
  const merges = mergesFor(approved, targets)
  if (merges === null) {
    return unknown('the pull requests that hold the approved commit are not all listed', source)
  }
  if (merges.length > 0 && !merged.known) return merged
  if (!deployed.known) return deployed
  const changes = merged.known ? merged.value : new Map<number, Change>()
  const oids = new Set([...approved.oids, ...merges.map(({ mergeCommit }) => mergeCommit)])
  return known(
    {
      merged: merges
        .map(({ number }) => changes.get(number))
        .filter((change) => change !== undefined),
      deployed: deployed.value.filter(({ sha }) => oids.has(sha)),
    },
    source,
  )
}
