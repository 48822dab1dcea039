// attributable-commits: every commit, push and the pull request itself lead to known accounts.
import { areContributorsKnown } from '../duties/contributors.ts'
import { type Change, valueOr } from '../facts/facts.ts'
import {
  type Answer,
  aboutAll,
  advised,
  type Case,
  contributing,
  type DeploymentAnswer,
  type DeploymentCase,
  deedsOf,
  listed,
  nothingHelps,
  type Remedy,
  type Roster,
} from './support/case.ts'

export function attributableCommits({ change, roster }: Case): Answer {
  const unattributed = nobodys(roster, (commits) => linking(change, commits))
  if (unattributed !== null) return unattributed
  return areContributorsKnown(change)
    ? { outcome: 'satisfied', message: 'Every commit leads to known accounts.' }
    : { outcome: 'undetermined', message: 'The commits are unknown.' }
}

/** The addresses in them that no account has; a pull request that nobody opened has none. */
function linking({ commits, formerHeads }: Change, meant: readonly string[]): Remedy {
  const all = [
    ...valueOr(commits, []),
    ...valueOr(formerHeads, []).flatMap((head) => head.commits),
  ].filter(({ oid }) => meant.includes(oid))
  const nobodys = all
    .flatMap(({ author, committer }) => [author, committer])
    .filter(({ account }) => account === null)
  const emails = [...new Set(nobodys.map(({ email }) => email))]
  return { kind: 'fix', who: null, what: { act: 'link-addresses', emails } }
}

/** Of the commits that came without review; of the others each change tells. */
export function attributableRange({ roster }: DeploymentCase): readonly DeploymentAnswer[] {
  const unattributed = nobodys(roster, () =>
    nothingHelps('Find out whose these commits are, or revert them.'),
  )
  return unattributed === null ? [] : aboutAll(unattributed)
}

/** Null: an account stands behind all that was done. */
function nobodys(
  { unattributed }: Roster,
  remedyOf: (commits: readonly string[]) => Remedy,
): Answer | null {
  const gaps = unattributed.filter(({ duty }) => contributing.includes(duty))
  if (gaps.length === 0) return null
  const deeds = deedsOf(gaps.map(({ evidence }) => ({ ...evidence, isClaim: false })))
  const commits = deeds.flatMap((deed) => deed.commits)
  return {
    outcome: 'undetermined',
    message: `No GitHub account is known for the person who ${listed(deeds.map(({ text }) => text))}.`,
    ...advised([remedyOf(commits)]),
    commits,
  }
}
