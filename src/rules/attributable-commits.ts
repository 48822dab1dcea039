// attributable-commits: every commit, push and the pull request itself lead to known accounts.
import { type Change, type Commit, type Deployment, valueOr } from '../facts/facts.ts'
import {
  type Answer,
  aboutAll,
  advised,
  areContributorsKnown,
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
  const unattributed = nobodys(roster, (gaps) => attributing(change, gaps))
  if (unattributed !== null) return unattributed
  return areContributorsKnown(change)
    ? { outcome: 'satisfied', message: 'Every commit leads to known accounts.' }
    : { outcome: 'undetermined', message: 'The commits are unknown.' }
}

type Gaps = Roster['unattributed']
type Fix = Extract<Remedy, { kind: 'fix' }>

const gapsIn = ({ unattributed }: Roster): Gaps =>
  unattributed.filter(({ duty }) => contributing.includes(duty))

const isPush = ({ duty }: Gaps[number]): boolean => duty === 'pusher'

function attributing({ pull, commits, formerHeads }: Change, gaps: Gaps): Remedy {
  if (pull.state === 'OPEN' && gaps.some(isPush)) {
    return { kind: 'fix', who: null, what: { act: 'push-again', pull: pull.number } }
  }
  const former = valueOr(formerHeads, []).flatMap((head) => head.commits)
  const instead = 'Find out whose it is, or have someone with an account bring it again.'
  return linking([...valueOr(commits, []), ...former], gaps) ?? nothingHelps(instead)
}

/** Of what came without review; null: it takes more than that to know whose it is. */
export function linkingIn({ range }: Deployment, roster: Roster): Remedy | null {
  const gaps = gapsIn(roster)
  const unreviewed = range.known ? range.value.unreviewed.map(({ commit }) => commit) : []
  const link = gaps.some(isPush) ? null : linking(unreviewed, gaps)
  // What came without review stays in the range: to commit it again helps nobody.
  return (
    link && { ...link, said: "Add the commit's address to a GitHub account (Settings, Emails)." }
  )
}

/** The addresses in them that no account has; null: there are none. */
function linking(commits: readonly Commit[], gaps: Gaps): Fix | null {
  const meant = gaps.map(({ evidence }) => evidence.commit)
  const signatories = commits
    .filter(({ oid }) => meant.includes(oid))
    .flatMap(({ author, committer }) => [author, committer])
  const nobodys = signatories.filter(({ account }) => account === null)
  const emails = [...new Set(nobodys.map(({ email }) => email))]
  if (emails.length === 0) return null
  return { kind: 'fix', who: null, what: { act: 'link-addresses', emails } }
}

/** Of the commits that came without review; of the others each change tells. */
export function attributableRange({
  roster,
  deployment,
}: DeploymentCase): readonly DeploymentAnswer[] {
  const instead = nothingHelps('Find out whose these commits are, or revert them.')
  const unattributed = nobodys(roster, () => linkingIn(deployment, roster) ?? instead)
  return unattributed === null ? [] : aboutAll(unattributed)
}

/** Null: an account stands behind all that was done. */
function nobodys(roster: Roster, remedyOf: (gaps: Gaps) => Remedy): Answer | null {
  const gaps = gapsIn(roster)
  if (gaps.length === 0) return null
  const deeds = deedsOf(gaps.map(({ evidence }) => ({ ...evidence, isClaim: false })))
  const commits = deeds.flatMap((deed) => deed.commits)
  return {
    outcome: 'undetermined',
    message: `No GitHub account is known for the person who ${listed(deeds.map(({ text }) => text))}.`,
    ...advised([remedyOf(gaps)]),
    commits,
  }
}
