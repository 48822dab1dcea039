// What a range ships: the pull requests that brought its commits, and the commits that none brought.

import { CollectError } from '../../errors.ts'
import type { Change } from '../../facts/change.ts'
import type { UnreviewedCommit } from '../../facts/deployment.ts'
import type { Client } from '../api/client.ts'
import { readBranches, type Wanted } from '../pull-request/branch-activity.ts'
import { accountsByOid, type ComparedCommit } from '../pull-request/comparison.ts'
import { collectMerged, wantedOf } from '../pull-request/merged-changes.ts'
import { readPulls } from '../pull-request/pull-batch.ts'
import type { Association } from './associations.ts'
import type { DeploymentQuestion, Opened } from './deployment-context.ts'
import { candidatesIn, trace } from './provenance.ts'
import { broughtBy, readUnreviewed } from './unreviewed.ts'

export interface Shipment {
  readonly changes: readonly Change[]
  readonly unreviewed: readonly UnreviewedCommit[]
}

export interface Way {
  readonly commits: readonly ComparedCommit[]
  readonly associations: ReadonlyMap<string, Association>
  /** The protected branches. */
  readonly branches: readonly string[]
  /** The one that holds the commit deployed; null: none does. */
  readonly branch: string | null
}

/** @throws CollectError where a pull request or a commit on the way could not be read: it could be the bad one. */
export async function readShipment(
  client: Client,
  { repository }: DeploymentQuestion,
  { policyFile }: Opened,
  { commits, associations, branches, branch }: Way,
): Promise<Shipment> {
  const named = `${repository.owner}/${repository.name}`
  const known = { commits, associations, branches, repository: named }
  const candidatesFor = candidatesIn(known)
  const numbers = new Set(
    commits.flatMap(({ oid }) => candidatesFor(oid).map(({ number }) => number)),
  )
  const pulls = await readPulls(client, repository, [...numbers])
  const { brought, unreviewed } = trace(known, pulls)
  const shipped = brought.map((number) => pulls.get(number)).filter((one) => one !== undefined)

  const bringersIn = broughtBy(commits)
  const onBranch: readonly Wanted[] =
    branch === null || unreviewed.length === 0
      ? []
      : [
          {
            branch,
            isTold: (pushes) => {
              const told = bringersIn(pushes)
              return unreviewed.every(({ oid }) => told.has(oid))
            },
          },
        ]
  const accounts = accountsByOid(commits)
  const [pushes, bare] = await Promise.all([
    readBranches(client, repository, [...wantedOf(shipped), ...onBranch]),
    readUnreviewed(client, repository, unreviewed, accounts),
  ])
  const rows = onBranch.length > 0 && branch !== null ? pushes.get(branch) : undefined
  // Whoever pushed past review may be the one who deploys: it must not go unsaid.
  if (rows?.known === false) throw new CollectError(rows.reason, rows)
  const bringers = bringersIn(rows?.value ?? [])
  return {
    changes: await collectMerged(client, repository, shipped, {
      ...{ pushes, accounts, policyFile },
    }),
    unreviewed: bare.map((one) => ({ ...one, pushes: bringers.get(one.commit.oid) ?? [] })),
  }
}
