// The bots among the people behind a change's commits: GraphQL leaves them out, and a bot is not nobody.

import type { Fact } from '../../facts/fact.ts'
import type { Commit } from '../../facts/git.ts'
import type { Client } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import type { Repository } from '../api/repository.ts'
import { namesNobody, withAccounts } from './commits.ts'
import { type AccountsByOid, accountsByOid, compareCommits } from './comparison.ts'
import type { PullReading } from './pull-reading.ts'

/** Fills in the accounts that are known already; one more list tells the rest, asked only where it matters. */
export async function nameBots(
  client: Client,
  repository: Repository,
  { pull, commits }: PullReading,
  accounts: AccountsByOid = new Map(),
): Promise<Fact<readonly Commit[]>> {
  if (!commits.known) return commits
  const named = { ...commits, value: withAccounts(commits.value, accounts) }
  if (!named.value.some((commit) => namesNobody(commit) && !accounts.has(commit.oid))) return named
  const compared = await factFrom(commits.source, () =>
    compareCommits(client, repository, pull.base.oid, pull.head.oid),
  )
  return compared.known
    ? { ...named, value: withAccounts(named.value, accountsByOid(compared.value.commits)) }
    : compared
}
