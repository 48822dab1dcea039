// The heads that a branch had before it was forced to another: nobody is washed clean by a rebase.

import { CollectError } from '../../errors.ts'
import { type Fact, valueOr } from '../../facts/fact.ts'
import type { Commit, FormerHead, Push } from '../../facts/git.ts'
import type { Client } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import type { Repository } from '../api/repository.ts'
import { commitsByOid, withAccounts } from './commits.ts'
import { type Accounts, accountsByOid, compareCommits } from './comparison.ts'

const source = 'GET /repos/{owner}/{repo}/compare/{base}...{former head}'
const mostHeads = 40

interface Known {
  readonly base: string
  readonly commits: readonly Commit[]
  readonly forcePushes: Fact<readonly Push[]>
  readonly pushes: Fact<readonly Push[]>
}

/** Each former head with the commits that it brought; unknown where GitHub lost one of them. */
export async function readFormerHeads(
  client: Client,
  repository: Repository,
  { base, commits, forcePushes, pushes }: Known,
): Promise<Fact<readonly FormerHead[]>> {
  return factFrom(source, async () => {
    const known = new Set([base, ...commits.flatMap(({ oid, parents }) => [oid, ...parents])])
    const heads = namedHeads(valueOr(forcePushes, []), valueOr(pushes, []), known)
    if (heads.length === 0) return []
    if (heads.length > mostHeads) {
      throw new CollectError(`the branch was forced away from ${heads.length} heads`, {
        source,
        remedy: `Open a new pull request: at most ${mostHeads} former heads are read.`,
      })
    }
    const compared = await Promise.all(
      heads.map((head) => compareCommits(client, repository, base, head)),
    )
    const ranges = compared.map((one) => one.commits)
    const read = await readCommits(client, repository, ranges.flat())
    return heads.map((oid, index) => ({
      oid,
      commits: (ranges[index] ?? [])
        .map((one) => read.get(one.oid))
        .filter((one) => one !== undefined),
    }))
  })
}

/** Every head that a force-push names, by the timeline or by the branch's activity since it was last created. */
function namedHeads(
  timeline: readonly Push[],
  activity: readonly Push[],
  known: ReadonlySet<string>,
): readonly string[] {
  const creation = activity.findIndex(({ kind }) => kind === 'branch_creation')
  const life = creation === -1 ? activity : activity.slice(0, creation)
  const forced = [...timeline, ...life].filter(({ kind }) => kind === 'force_push')
  const named = new Set(forced.flatMap(({ before, after }) => [before, after]))
  for (const { before, after } of timeline) {
    const isNamedElsewhere = life.some((push) => push.after === after && push.before !== null)
    if (before === null && !isNamedElsewhere) {
      throw new CollectError('GitHub no longer names a head that was forced away', {
        source,
        remedy: 'Open a new pull request from this head.',
      })
    }
  }
  return [...named].filter((oid) => oid !== null).filter((oid) => !known.has(oid))
}

async function readCommits(
  client: Client,
  repository: Repository,
  accounts: readonly Accounts[],
): Promise<ReadonlyMap<string, Commit>> {
  const oids = [...new Set(accounts.map(({ oid }) => oid))]
  const read = new Map<string, Commit>()
  for (let start = 0; start < oids.length; start += 100) {
    const asked = oids.slice(start, start + 100)
    const commits = await commitsByOid(client, repository, asked)
    for (const [index, commit] of commits.entries()) {
      if (commit !== null) read.set(commit.oid, commit)
      else {
        const lost = asked[index]?.slice(0, 7)
        throw new CollectError(`GitHub lost ${lost}, a commit of a former head`, {
          source,
          remedy: 'Open a new pull request from this head.',
        })
      }
    }
  }
  for (const commit of withAccounts([...read.values()], accountsByOid(accounts)))
    read.set(commit.oid, commit)
  return read
}
