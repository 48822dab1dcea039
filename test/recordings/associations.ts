// Recorded associations of commits with pull requests, and the people behind a merge.
import { settled } from '../../src/duties/range/open.ts'
import { shipmentUnder } from '../../src/duties/range/shipment.ts'
import { CollectError } from '../../src/errors.ts'
import { known, type Push, type Shipped } from '../../src/facts/facts.ts'
import { shippedFrom } from '../../src/github/deployment/shipped/answers.ts'
import { type Associations, associationShape } from '../../src/github/pull-request/associations.ts'
import { commitShape } from '../../src/github/pull-request/commits.ts'
import { eventShape, mergersOf } from '../../src/github/pull-request/timeline.ts'
import { type Expectations, expects, type Recording, refuses } from './recorded.ts'

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

const shippedOf = (nodes: Json, before: readonly string[] = []): Shipped => {
  const commits = nodes.map(({ oid }: Json) => ({
    ...{ oid, author: null, committer: null, parents: before, authoredAt: '', message: '' },
  }))
  const named = new Map(nodes.map((one: Json) => [one.oid, associationShape.parse(whole(one))]))
  const now = new Date().toISOString()
  return shippedFrom('', { status: 'ahead', commits }, named as Associations, now)
}

/** What a policy that protects those branches makes of it. */
const shipment = (shipped: Shipped, repository: string, names: readonly string[], rows: Push[]) => {
  const main = { tip: shipped.commits[0]?.oid ?? '', rows: known(rows, 'recorded'), isWhole: true }
  return settled(() =>
    shipmentUnder(shipped, {
      ...{ repository, branch: 'main' },
      protects: { names, isProtected: (one) => names.includes(one) },
      branches: known(
        { defaultBranch: 'main', read: { main }, alike: {}, steps: {}, orders: {} },
        'recorded',
      ),
    }),
  )
}

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
  const found = shipment(shippedOf(body.nodes), fork, [...base], [])
  const wanted = found.kind === 'needs' ? found.needs : []
  const asked = wanted.flatMap((need) => (need.kind === 'pulls' ? need.numbers : []))
  const homeOf = new Map<number, string | null>(
    body.nodes.flatMap((node: Json) =>
      associationShape
        .parse(whole(node))
        .merged.map(({ number, repository }): [number, string | null] => [number, repository]),
    ),
  )
  return { homes: homes.size, fork, named: asked.map((number) => homeOf.get(number)) }
}

/** The newest commit was merged by a push of the branch's ledger a moment ago. */
async function lateIn({ history: { nodes } }: Json) {
  const [newest] = nodes
  const before = '0'.repeat(39).concat('1')
  const row: Push = {
    ...{ by: null, at: new Date().toISOString(), before, after: newest.oid, kind: 'pr_merge' },
  }
  const found = shipment(shippedOf([newest], [before]), 'acme/shop', ['main'], [row])
  if (found.kind === 'unknown') throw new CollectError(found.gap.reason, found.gap)
  return found
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
    ({ homes, fork, named }) => homes > 1 && named.length > 0 && named.every((one) => one === fork),
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
