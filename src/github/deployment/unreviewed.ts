// Commits of the range that no pull request brought: what they are, and who pushed them onto the branch.

import { CollectError } from '../../errors.ts'
import type { UnreviewedCommit } from '../../facts/deployment.ts'
import type { Push } from '../../facts/git.ts'
import { inBatches } from '../api/batches.ts'
import type { Client } from '../api/client.ts'
import type { Repository } from '../api/repository.ts'
import { commitsByOid, withAccounts } from '../pull-request/commits.ts'
import type { ComparedCommit } from '../pull-request/comparison.ts'
import type { Provenance } from './provenance.ts'

type Found = Provenance['unreviewed']

/** Without the pushes, which are read beside those of other branches. */
export async function readUnreviewed(
  client: Client,
  repository: Repository,
  found: Found,
  compared: readonly ComparedCommit[],
): Promise<readonly Omit<UnreviewedCommit, 'pushes'>[]> {
  const unreviewed: Omit<UnreviewedCommit, 'pushes'>[] = []
  await inBatches(found, 100, async (batch) => {
    const read = await commitsByOid(
      client,
      repository,
      batch.map(({ oid }) => oid),
    )
    for (const [index, { oid, why }] of batch.entries()) {
      const [commit] = withAccounts([read[index] ?? lost(oid)], compared)
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

/** Which commits of the range each push brought onto the branch: those that its end reaches and its beginning does not. */
export function broughtBy(commits: readonly ComparedCommit[]): (push: Push) => ReadonlySet<string> {
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]))
  const reached = (from: string | null, known: ReadonlySet<string>): Set<string> => {
    const seen = new Set<string>()
    const queue = [from]
    for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
      const commit = oid === null || known.has(oid) ? undefined : byOid.get(oid)
      if (commit === undefined || seen.has(commit.oid)) continue
      seen.add(commit.oid)
      queue.push(...commit.parents)
    }
    return seen
  }
  return ({ before, after }) => reached(after, reached(before, new Set()))
}
