// Answers one question of what ships: which commits pull requests have, who wrote those that none brought.
import type { Commit, Shipped, ShippedNeed } from '../../../facts/facts.ts'
import { type Client, cannotTell } from '../../api/ask.ts'
import type { Associations } from '../../pull-request/associations.ts'
import { commitsByOid } from '../../pull-request/authors.ts'
import { type AccountsByOid, type Comparison, withAccounts } from '../../pull-request/comparison.ts'
import { readPulls } from '../../pull-request/many-pulls.ts'
import type { PullOfMany } from '../../pull-request/pull-reading.ts'

/** What more would cost. */
const mostPulls = 2500

type Add = (shipped: Shipped) => Shipped

/** What is read on the way, for more than the answer tells. */
interface Beside {
  readonly pulls: Map<number, PullOfMany>
  readonly accounts: AccountsByOid
}

export function answerOfShipped(
  client: Client,
  need: ShippedNeed,
  { pulls, accounts }: Beside,
): Promise<Add> {
  return need.kind === 'pulls'
    ? withPulls(client, need.numbers, pulls)
    : withAuthors(client, need.commits, accounts)
}

async function withPulls(
  client: Client,
  numbers: readonly number[],
  pulls: Beside['pulls'],
): Promise<Add> {
  if (numbers.length > mostPulls) {
    throw cannotTell(
      `${numbers.length} pull requests would be shipped, and the gate reads at most 2,500`,
      'GraphQL Commit.associatedPullRequests',
      'Deploy in smaller steps, or add a `baselines` entry for a later commit to the policy.',
    )
  }
  const read = await readPulls(client, numbers)
  for (const [number, one] of read) pulls.set(number, one)
  const told = [...read].map(([number, { pull, commits }]) => [
    number,
    {
      mergeCommit: pull.mergeCommit,
      commits: commits.known ? { ...commits, value: commits.value.map(({ oid }) => oid) } : commits,
    },
  ])
  return (shipped) => ({ ...shipped, pulls: { ...shipped.pulls, ...Object.fromEntries(told) } })
}

async function withAuthors(
  client: Client,
  oids: readonly string[],
  accounts: AccountsByOid,
): Promise<Add> {
  const read = await commitsByOid(client, oids)
  const commits = read.map((commit, index): Commit => {
    if (commit !== null) return commit
    const reason = `GitHub lost ${oids[index]?.slice(0, 7)}, a commit of the range`
    throw cannotTell(reason, 'GraphQL Repository.object')
  })
  const authored = withAccounts(commits, accounts)
  return (shipped) => ({ ...shipped, authored: [...shipped.authored, ...authored] })
}

/** Before any pull request is read. */
export const shippedFrom = (
  from: string,
  { status, commits }: Comparison,
  associations: Associations,
  askedAt: string,
): Shipped => ({
  ...{ from, status, pulls: {}, authored: [], askedAt },
  commits: commits.map(({ oid, parents }) => ({ oid, parents, ...toldOf(oid, associations) })),
})

const toldOf = (oid: string, associations: Associations) => {
  const { isGitHubs, merged, isWhole } = associations.get(oid) ?? nothing
  return { isGitHubs, pulls: merged, isWhole }
}

/** A commit that GitHub lost since. */
const nothing = { isGitHubs: false, merged: [], isWhole: false }

/** With what GitHub says of some of the commits when it is asked again. */
export const askedAgain = (
  shipped: Shipped,
  associations: Associations,
  askedAt: string,
): Shipped => ({
  ...{ ...shipped, askedAt },
  commits: shipped.commits.map((commit) =>
    associations.has(commit.oid) ? { ...commit, ...toldOf(commit.oid, associations) } : commit,
  ),
})
