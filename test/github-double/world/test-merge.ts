// The test merge that GitHub keeps for an open pull request: of its head and today's tip of its base, whatever `base_commit` says.
import { changedFiles } from '../git/diff.ts'
import type { Git } from '../git/git.ts'
import { type Oid, sha1 } from '../git/oid.ts'
import type { Accounts } from './accounts.ts'
import type { FileChange } from './schema/commit-schema.ts'
import type { Pull } from './schema/pull-defaults.ts'
import type { Commit, World } from './world.ts'

type Merging = Pick<World, 'branches'>

const tipOf = ({ branches }: Merging, { base, base_commit }: Pull): Oid =>
  branches.get(base) ?? base_commit

/** The name of its commit, which no world lists. */
export const testMergeOid = (world: Merging, pull: Pull, head = pull.head_commit): Oid =>
  sha1(`refs/pull/${pull.number}/merge of ${head} and ${tipOf(world, pull)}`)

/** Where both sides changed a file, the head's text stands: no world is about conflicts. */
export function testMergeCommit(world: Merging, git: Git, accounts: Accounts, pull: Pull): Commit {
  const tip = tipOf(world, pull)
  const head = pull.head_commit
  const at = [git.commit(tip)?.at ?? '', git.commit(head)?.at ?? ''].sort().at(-1) ?? pull.at
  return {
    oid: testMergeOid(world, pull),
    parents: [tip, head],
    author: accounts.identity(pull.author),
    committer: accounts.identity('web-flow'),
    at,
    authored_at: at,
    message: `Merge ${head} into ${tip}`,
    via_web: true,
    signature: { valid: true, signer: 'web-flow', by_github: true, state: 'VALID' },
    /** Made when it is asked for, which is seldom. */
    get files() {
      const changed = changedFiles(git, tip, head)
      const entries = changed.flatMap(({ path, previous, after }): [string, FileChange][] => [
        ...(previous === null ? [] : [[previous, null] as [string, null]]),
        [path, after === null ? null : { text: after.text, mode: after.mode }],
      ])
      return Object.fromEntries(entries)
    },
  }
}
