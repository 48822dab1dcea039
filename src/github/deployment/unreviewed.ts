// Commits of the range that no pull request brought: what they are, and who pushed them onto the branch.

import { CollectError } from '../../errors.ts'
import { ancestryOf } from '../../facts/ancestry.ts'
import type { UnreviewedCommit } from '../../facts/deployment.ts'
import type { Push } from '../../facts/git.ts'
import { inBatches } from '../api/batches.ts'
import type { Client } from '../api/client.ts'
import type { Repository } from '../api/repository.ts'
import { commitsByOid, withAccounts } from '../pull-request/commits.ts'
import type { AccountsByOid, ComparedCommit } from '../pull-request/comparison.ts'
import type { Provenance } from './provenance.ts'

type Found = Provenance['unreviewed']

/** Without the pushes, which are read beside those of other branches. */
export async function readUnreviewed(
  client: Client,
  repository: Repository,
  found: Found,
  accounts: AccountsByOid,
): Promise<readonly Omit<UnreviewedCommit, 'pushes'>[]> {
  const unreviewed: Omit<UnreviewedCommit, 'pushes'>[] = []
  await inBatches(found, 100, async (batch) => {
    const read = await commitsByOid(
      client,
      repository,
      batch.map(({ oid }) => oid),
    )
    for (const [index, { oid, why }] of batch.entries()) {
      const [commit] = withAccounts([read[index] ?? lost(oid)], accounts)
      if (commit) unreviewed.push({ commit, why })
    }
  })
  return unreviewed
}

function lost(oid: string): never {
  throw new CollectError(`GitHub lost ${oid.slice(0, 7)}, a commit of the range`, {
    source: 'GraphQL Repository.object',
    remedy: 'Run the gate again.',
  })
}

/** By the commit: the pushes that brought it onto the branch, whose end reaches it and whose beginning does not. */
export function broughtBy(
  commits: readonly ComparedCommit[],
): (pushes: readonly Push[]) => ReadonlyMap<string, readonly Push[]> {
  const between = ancestryOf(commits)
  return (pushes) => {
    const brought = new Map<string, Push[]>()
    for (const push of pushes) {
      for (const oid of between(push.before, push.after)) {
        const told = brought.get(oid)
        if (told === undefined) brought.set(oid, [push])
        else told.push(push)
      }
    }
    return brought
  }
}
