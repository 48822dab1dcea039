// The witness's account of one pull request: what can be asked at once is asked at once, the head first and last.
import type { Change } from '../change/change.ts'
import type { Commit } from '../change/commit.ts'
import { type Fact, valueOr } from '../change/fact.ts'
import { readPushes } from './activity.ts'
import type { Client } from './client.ts'
import { readClosing } from './closing.ts'
import { commitsBetween, namesNobody, withAccounts } from './commits.ts'
import { factOf } from './failure.ts'
import { readFilePage, readFiles } from './files.ts'
import { readFormerHeads } from './former-heads.ts'
import { type PullReading, readPull } from './pull-request.ts'
import type { Repository } from './repository.ts'
import { readUpdateMerges } from './update-merges.ts'

/**
 * Collects one pull request: the lists and the files' first page; the pushes, the rest of the files, the bots; what only
 * those name; and last the governing files with a second look at the head.
 * @throws CollectError where the pull request itself cannot be read; every other gap is a fact that is unknown.
 */
export async function collectChange(
  client: Client,
  repository: Repository,
  number: number,
  policyPath: string,
): Promise<Change> {
  const [reading, firstFiles] = await Promise.all([
    readPull(client, repository, number),
    readFilePage(client, repository, number, 1),
  ])
  const { pull, changedFiles, reviews, dismissals, baseChanges, forcePushes } = reading

  const [pushes, listed, commits] = await Promise.all([
    readPushes(client, pull.head.repository, pull.head.branch),
    readFiles(client, repository, pull, changedFiles, firstFiles),
    nameBots(client, repository, reading),
  ])
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
  const closing = await readClosing(client, repository, pull, policyPath, listed)

  return {
    ...{ pull, commits, formerHeads, pushes, forcePushes, updates },
    ...{ reviews, dismissals, baseChanges },
    ...closing,
  }
}

/** A commit that GraphQL gives nobody for may be a bot's: one more list tells, asked only where it matters. */
async function nameBots(
  client: Client,
  repository: Repository,
  { pull, commits }: PullReading,
): Promise<Fact<readonly Commit[]>> {
  if (!commits.known || !commits.value.some(namesNobody)) return commits
  const accounts = await factOf(commits.source, () =>
    commitsBetween(client, repository, pull.base.oid, pull.head.oid),
  )
  return accounts.known
    ? { ...commits, value: withAccounts(commits.value, accounts.value) }
    : accounts
}
