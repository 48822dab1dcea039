// Recorded associations of commits with pull requests, and the people behind a merge.
import { known, type Push } from '../../src/facts/facts.ts'
import { caughtUp } from '../../src/github/deployment/late-associations.ts'
import { candidatesIn, type Known } from '../../src/github/deployment/provenance.ts'
import { associationShape } from '../../src/github/pull-request/associations.ts'
import { commitShape } from '../../src/github/pull-request/commits.ts'
import { eventShape, mergersOf } from '../../src/github/pull-request/timeline.ts'
import { asked, type Expectations, expects, type Recording, refuses } from './recorded.ts'

type Json = Recording['body']

/** With what was not asked for when it was recorded. */
const whole = ({ oid, associatedPullRequests: { nodes } }: Json) => ({
  ...{ oid, signature: null },
  associatedPullRequests: {
    totalCount: nodes.length,
    nodes: nodes.map((pull: Json) => ({ ...cut, ...pull })),
  },
})

const cut = {
  ...{ number: 0, merged: true, baseRefName: 'main', mergeCommit: null },
  baseRepository: { nameWithOwner: 'acme/shop' },
}

const numbersOf = ({ nodes }: Json): readonly (readonly number[])[] =>
  nodes.map((commit: Json) => {
    return associationShape.parse(whole(commit)).merged.map(({ number }) => number)
  })

const compared = ({ oid }: Json, before = '') => ({
  ...{ oid, author: null, committer: null, parents: before === '' ? [] : [before] },
  ...{ authoredAt: '', message: '' },
})

const knownOf = (nodes: Json, repository: string, branches: readonly string[]): Known => ({
  commits: nodes.map((node: Json) => compared(node)),
  associations: new Map(nodes.map((one: Json) => [one.oid, associationShape.parse(whole(one))])),
  ...{ repository, branches: { names: branches, isProtected: (one) => branches.includes(one) } },
})

/** Of a fork and of what it was forked from. */
const homesOf = ({ nodes }: Json): readonly string[] =>
  nodes.flatMap((node: Json) =>
    node.associatedPullRequests.nodes.map((pull: Json) => pull.baseRepository.nameWithOwner),
  )

function ofFork(body: Json) {
  const homes = new Set(homesOf(body))
  const [fork = ''] = homes
  const base = new Set<string>(
    body.nodes.flatMap((node: Json) =>
      node.associatedPullRequests.nodes.map((pull: Json) => pull.baseRefName),
    ),
  )
  const candidatesFor = candidatesIn(knownOf(body.nodes, fork, [...base]))
  const named = body.nodes.flatMap(({ oid }: Json) => candidatesFor(oid))
  return { homes: homes.size, fork, named: named.map(({ repository }: Json) => repository) }
}

/** The newest commit was merged by a push of the branch's ledger a moment ago. */
async function lateIn({ history: { nodes } }: Json) {
  const [{ oid }] = nodes
  const before = '0'.repeat(39).concat('1')
  const row: Push & { branch: string } = {
    ...{ branch: 'main', by: null, at: new Date().toISOString(), before, after: oid },
    kind: 'pr_merge',
  }
  const range = { ...knownOf(nodes, 'acme/shop', ['main']), commits: [compared({ oid }, before)] }
  const activity = (async function* () {
    yield { items: [row], isLast: true }
  })()
  const answer = { data: { repository: { c0: whole(nodes[0]) } } }
  return asked(
    () => answer,
    (client) => caughtUp(client, range, { branch: 'main', activity }),
  )
}

const signatory = (user: Json) => ({ name: 'somebody', email: 'x@example.com', user })

const none = { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null } }

/** As the product's query asks for a commit. */
const commitOf = ({ oid = 'a', author, committer }: Json) =>
  commitShape.parse({
    ...{ oid, parents: { totalCount: 0, nodes: [] }, authors: { ...none, nodes: [] } },
    ...{ author: author ?? signatory(null), committer: committer ?? signatory(null) },
  })

/** Recorded without the ids of accounts, which the product asks for. */
const identified = (actor: Json) => ({ __typename: 'User', databaseId: 1, ...actor })

function mergeOf({ repo_0_5550: { author, headRefOid, timelineItems } }: Json) {
  const { nodes } = timelineItems
  const merge = nodes.find(({ __typename }: Json) => __typename === 'MergedEvent')
  const event = eventShape.parse({ ...merge, actor: identified(merge.actor) })
  const reviews = nodes.filter(({ __typename }: Json) => __typename === 'PullRequestReview')
  return {
    author: author.login,
    mergers: mergersOf(known([event], 'recorded'), null),
    committer: commitOf(merge.commit).commit.committer,
    isStale: reviews.every(({ commit }: Json) => commit.oid !== headRefOid),
  }
}

const isNamed = (numbers: readonly number[]): boolean => numbers.length > 0

export const associations: Expectations = {
  'gql-associated-empty-on-the-newest-commits': refuses(
    'not named yet, beside a merge of the ledger: never "came through none"',
    lateIn,
  ),
  'gql-associated-forking': expects(
    "a pull request of the fork's, none of upstream's",
    ofFork,
    ({ homes, fork, named }) =>
      homes > 1 && named.length > 0 && named.every((one: string) => one === fork),
  ),
  'gql-associated-merge-commit': expects(
    'merges and what they brought are named, direct pushes are not',
    numbersOf,
    (all) => all.some(isNamed) && !all.every(isNamed),
  ),
  'gql-associated-rebase-merging': expects(
    'every copy of a rebase merge is named, not the last alone',
    numbersOf,
    (all) => all.some(([one], index) => one !== undefined && all[index + 1]?.[0] === one),
  ),
  'gql-associated-squash-merging': expects('the squash commit is named', numbersOf, (all) =>
    all.some(isNamed),
  ),
  'gql-commit-of-an-unlinked-author': expects(
    'an address without an account is nobody',
    ({ oid, author }) => commitOf({ oid, author: signatory(author.user) }).commit,
    ({ author }) => author.account === null,
  ),
  'gql-pull-merged-by-its-author-on-a-stale-approval': expects(
    'merged by its author; no review is of the head; GitHub, which committed it, is no account',
    mergeOf,
    ({ author, mergers, committer, isStale }) =>
      mergers.known &&
      mergers.value[0]?.by?.login === author &&
      committer.account === null &&
      isStale,
  ),
}
