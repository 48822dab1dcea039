// What only the pushes and force-pushes name: former heads, and the files that merges among them are compared on.
import type { Change } from '../../facts/change.ts'
import { type Fact, valueOr } from '../../facts/fact.ts'
import type { Commit, Push } from '../../facts/git.ts'
import type { Client } from '../api/client.ts'
import type { Repository } from '../api/repository.ts'
import { readFormerHeads } from './former-heads.ts'
import type { PullReading } from './pull-reading.ts'
import { readUpdateMerges } from './update-merges.ts'

export async function readHistory(
  client: Client,
  repository: Repository,
  { pull, forcePushes }: PullReading,
  commits: Fact<readonly Commit[]>,
  pushes: Fact<readonly Push[]>,
): Promise<Pick<Change, 'formerHeads' | 'updates'>> {
  const formerHeads = await readFormerHeads(client, repository, {
    base: pull.base.oid,
    commits: valueOr(commits, []),
    forcePushes,
    pushes,
  })
  const everHad = new Map<string, Commit>()
  for (const commit of valueOr(commits, [])) everHad.set(commit.oid, commit)
  for (const head of valueOr(formerHeads, [])) {
    for (const commit of head.commits) everHad.set(commit.oid, commit)
  }
  const updates = await readUpdateMerges(client, repository, [...everHad.values()])
  return { formerHeads, updates }
}
