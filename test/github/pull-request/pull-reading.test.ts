// A list that lags behind its own pull request is no list: whoever is missing could be the one who matters.
import { expect, test } from 'vitest'
import { pullShape, readingOf } from '../../../src/github/pull-request/pull-reading.ts'
import { oid } from '../../fixtures.ts'

const who = { __typename: 'User', login: 'ada', databaseId: 101 }
const signatory = { name: 'Ada', email: 'ada@x', user: { databaseId: 101, login: 'ada' } }
const page = { totalCount: 1, pageInfo: { hasNextPage: false, endCursor: null } }
const none = { ...page, totalCount: 0, nodes: [] }

const listing = (listed: string, head: string, count = 1) =>
  readingOf(
    [
      pullShape.parse({
        ...{ number: 7, url: '', title: '', state: 'OPEN', mergedAt: null, mergedBy: null },
        ...{ isCrossRepository: false, changedFiles: 1, mergeCommit: null, author: who },
        ...{ baseRefName: 'main', baseRefOid: oid('base'), baseRef: null },
        ...{ headRefName: 'pay', headRefOid: oid(head), headRepository: null },
        commits: {
          ...{ ...page, totalCount: count },
          nodes: [
            {
              commit: {
                ...{ oid: oid(listed), author: signatory, committer: signatory, signature: null },
                parents: { totalCount: 1, nodes: [{ oid: oid('base') }] },
                authors: { ...page, nodes: [signatory] },
              },
            },
          ],
        },
        reviews: none,
        timelineItems: { ...none, filteredCount: 0 },
      }),
    ],
    { databaseId: 1, defaultBranchRef: null },
  ).commits

test('commits that hold the head are known', () => {
  expect(listing('c1', 'c1')).toMatchObject({
    known: true,
    value: [{ commit: { oid: oid('c1') } }],
  })
})

test('commits without the head are unknown', () => {
  const reason = `GitHub does not list the head ${oid('c2').slice(0, 7)} yet`
  expect(listing('c1', 'c2')).toMatchObject({ known: false, reason })
})

test('of a pull request with more than 1,000 commits the bound is named', () => {
  expect(listing('c1', 'c1', 1001)).toMatchObject({
    known: false,
    reason: 'it has 1001 commits, and the gate reads at most 1,000 commits of a pull request',
  })
  expect(listing('c1', 'c1', 1000)).toMatchObject({
    known: false,
    reason: '1 of 1000 commits could be read',
  })
})
