// attributable-commits: every commit, push and the pull request itself lead to known accounts.
import { areContributorsKnown } from '../duties/contributors.ts'
import {
  type Answer,
  aboutAll,
  type Case,
  contributing,
  type DeploymentAnswer,
  type DeploymentCase,
  deedsOf,
  listed,
  type Roster,
} from './support/case.ts'

export function attributableCommits({ change, roster }: Case): Answer {
  const unattributed = nobodys(
    roster,
    "Add the commit's address to a GitHub account (Settings, Emails), or commit again with one that is.",
  )
  if (unattributed !== null) return unattributed
  return areContributorsKnown(change)
    ? { outcome: 'satisfied', message: 'Every commit leads to known accounts.' }
    : { outcome: 'undetermined', message: 'The commits are unknown.' }
}

/** Of the commits that came without review; of the others each change tells. */
export function attributableRange({ roster }: DeploymentCase): readonly DeploymentAnswer[] {
  const unattributed = nobodys(roster, 'Find out whose these commits are, or revert them.')
  return unattributed === null ? [] : aboutAll(unattributed)
}

/** Null: an account stands behind all that was done. */
function nobodys({ unattributed }: Roster, remedy: string): Answer | null {
  const gaps = unattributed.filter(({ duty }) => contributing.includes(duty))
  if (gaps.length === 0) return null
  const deeds = deedsOf(gaps.map(({ evidence }) => ({ ...evidence, isClaim: false })))
  return {
    outcome: 'undetermined',
    message: `No GitHub account is known for the person who ${listed(deeds.map(({ text }) => text))}.`,
    remedy,
    commits: deeds.flatMap(({ commits }) => commits),
  }
}
