// What a range ships: the pull requests that brought its commits, and the commits that none brought.

import type { Change, UnreviewedCommit } from '../../facts/facts.ts'
import { type Client, cannotTell } from '../api/ask.ts'
import { type Activity, readBranches, type Wanted } from '../pull-request/activity.ts'
import { commitsByOid } from '../pull-request/authors.ts'
import { collectMerged, wantedOf } from '../pull-request/changes.ts'
import {
  type AccountsByOid,
  accountsByOid,
  type ComparedCommit,
  withAccounts,
} from '../pull-request/comparison.ts'
import { readPulls } from '../pull-request/many-pulls.ts'
import type { DeploymentContext } from './deployment-context.ts'
import { caughtUp } from './late-associations.ts'
import { broughtBy, candidatesIn, type Known, type Provenance, trace } from './provenance.ts'
import type { Protected } from './states.ts'

/** What more would cost. */
const mostPulls = 2500

export interface Shipment {
  readonly changes: readonly Change[]
  readonly unreviewed: readonly UnreviewedCommit[]
}

export interface RangeCommits {
  readonly commits: readonly ComparedCommit[]
  readonly associations: Known['associations']
  readonly branches: Protected
  /** The one that holds the commit deployed; null: none does. */
  readonly branch: string | null
  readonly activity: Activity
}

/** @throws CollectError where a pull request or a commit on the way could not be read: it could be the bad one. */
export async function readShipment(
  client: Client,
  { policyFile }: DeploymentContext,
  { commits, associations, branches, branch, activity }: RangeCommits,
): Promise<Shipment> {
  const { owner, repo } = client.repo
  const listed = { commits, associations, branches, repository: `${owner}/${repo}` }
  const place = { branch, activity }
  const known = { ...listed, associations: await caughtUp(client, listed, place) }
  const candidatesFor = candidatesIn(known)
  const numbers = new Set(
    commits.flatMap(({ oid }) => candidatesFor(oid).map(({ number }) => number)),
  )
  if (numbers.size > mostPulls) {
    throw cannotTell(
      `${numbers.size} pull requests would be shipped, and the gate reads at most 2,500`,
      'GraphQL Commit.associatedPullRequests',
      'Deploy in smaller steps, or add a `baselines` entry for a later commit to the policy.',
    )
  }
  const pulls = await readPulls(client, [...numbers])
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
    readBranches(client, [...wantedOf(shipped), ...onBranch], activity),
    readUnreviewed(client, unreviewed, accounts),
  ])
  const rows = onBranch.length > 0 && branch !== null ? pushes.get(branch) : undefined
  // The person who pushed without review may be the one who deploys: it must not go unsaid.
  if (rows?.known === false) throw cannotTell(rows.reason, rows.source, rows.remedy)
  const bringers = bringersIn(rows?.value ?? [])
  return {
    changes: await collectMerged(client, shipped, {
      ...{ pushes, accounts, policyFile },
    }),
    unreviewed: bare.map((one) => ({ ...one, pushes: bringers.get(one.commit.oid) ?? [] })),
  }
}

/** Without the pushes, which are read beside those of other branches. */
async function readUnreviewed(
  client: Client,
  found: Provenance['unreviewed'],
  accounts: AccountsByOid,
): Promise<readonly Omit<UnreviewedCommit, 'pushes'>[]> {
  const read = await commitsByOid(
    client,
    found.map(({ oid }) => oid),
  )
  const commits = read.map((commit, index) => {
    if (commit !== null) return commit
    const reason = `GitHub lost ${found[index]?.oid.slice(0, 7)}, a commit of the range`
    throw cannotTell(reason, 'GraphQL Repository.object')
  })
  return withAccounts(commits, accounts).map((commit, index) => ({
    ...{ commit, why: found[index]?.why ?? '' },
  }))
}
