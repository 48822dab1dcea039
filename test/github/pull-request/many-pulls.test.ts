// Many pull requests at once: what is longer than their first pages is read on, a few a query, and no list without an end.
import { expect, test } from 'vitest'
import type * as z from 'zod'
import type { Client } from '../../../src/github/api/ask.ts'
import { readPulls } from '../../../src/github/pull-request/many-pulls.ts'
import { oid } from '../../fixtures.ts'
import { repo } from '../loopback.ts'

const who = { __typename: 'User', login: 'ada', databaseId: 101 }
const signatory = { name: 'Ada', email: 'ada@x', user: { databaseId: 101, login: 'ada' } }
const end = { hasNextPage: false, endCursor: null }

const commitNode = {
  commit: {
    ...{ oid: oid('c1'), author: signatory, committer: signatory, signature: null },
    parents: { totalCount: 1, nodes: [{ oid: oid('base') }] },
    authors: { totalCount: 1, pageInfo: end, nodes: [signatory] },
  },
}

const review = (id: number) => ({
  ...{ id: `r${id}`, state: 'COMMENTED', submittedAt: '2026-03-01T10:00:00Z', lastEditedAt: null },
  ...{ editor: null, author: who, authorCanPushToRepository: true, commit: { oid: oid('c1') } },
})

const pull = {
  ...{ url: '', title: '', state: 'MERGED', mergedAt: '2026-03-01T12:00:00Z', mergedBy: who },
  ...{ isCrossRepository: false, changedFiles: 0, mergeCommit: { oid: oid('m1') }, author: who },
  ...{ baseRefName: 'main', baseRefOid: oid('base'), baseRef: null, headRefName: 'pay' },
  ...{ headRefOid: oid('c1'), headRepository: null, files: null },
}
const first = {
  commits: { totalCount: 1, pageInfo: end, nodes: [commitNode] },
  timelineItems: { filteredCount: 0, pageInfo: end, nodes: [] },
}

interface Query {
  readonly name: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly shape: z.ZodType
}

/** Each has two reviews, a page each; `second`: where the second page says that the list goes on. */
function gitHub(second: string | null) {
  const asked: Query[] = []
  const reviewsOf = (id: number, after: string | null) => ({
    totalCount: 2,
    pageInfo: { hasNextPage: after !== null, endCursor: after },
    nodes: [review(id)],
  })
  const query = async (one: Query) => {
    asked.push(one)
    const numbers = Object.entries(one.variables).filter(([key]) => /^p\d+$/.test(key))
    const pages = numbers.map(([key, number]) => {
      const page =
        one.name === 'Batch'
          ? { ...first, reviews: reviewsOf(1, 'one') }
          : { reviews: reviewsOf(2, second) }
      return [key, { ...pull, number, ...page }]
    })
    const home = one.name === 'Batch' ? { databaseId: 1, defaultBranchRef: null } : {}
    return one.shape.parse({ repository: { ...home, ...Object.fromEntries(pages) } })
  }
  return { client: { repo, query } as unknown as Client, asked }
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('twenty a query; the lists that go on, five pull requests a query; in the order asked for', async () => {
  const { client, asked } = gitHub(null)
  const read = await readPulls(client, numbers(22).toReversed())
  expect([...read.keys()]).toEqual(numbers(22).toReversed())
  const named = Map.groupBy(asked, ({ name }) => name)
  expect(named.get('Batch')).toHaveLength(2)
  expect(named.get('Further')).toHaveLength(5)
  expect(named.get('Further')?.[0]?.variables).toMatchObject({
    ...{ v0: 'one', hasv0: true, hasc0: false, hast0: false },
  })
  for (const { reviews, commits } of read.values()) {
    expect(reviews.known && reviews.value.map(({ id }) => id)).toEqual(['r1', 'r2'])
    expect(commits.known).toBe(true)
  }
})

test('a list that leads back to a page that was read is none', async () => {
  const { client } = gitHub('one')
  await expect(readPulls(client, [7])).rejects.toThrow('leads back to a page that was read already')
})
