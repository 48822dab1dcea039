// Which pull requests a merge into the head branch is of: where GitHub does not list them all, one more could be among them.
import { expect, test } from 'vitest'
import type * as z from 'zod'
import { known } from '../../../src/facts/fact.ts'
import type { Client } from '../../../src/github/api/ask.ts'
import { associationsOf } from '../../../src/github/pull-request/associations.ts'
import { type ReadMerged, readParts } from '../../../src/github/pull-request/parts.ts'
import { change, commit, oid, push } from '../../fixtures.ts'
import { repo } from '../loopback.ts'

/** Null: GitHub does not say which one stands there. */
type Listed = number | null

const nodeOf = (number: Listed) =>
  number === null
    ? null
    : {
        ...{ number, merged: true, baseRefName: 'feature', mergeCommit: { oid: oid('m') } },
        baseRepository: { nameWithOwner: 'acme/shop' },
      }

const pageOf = (numbers: readonly Listed[], page: number, of: number, totalCount: number) => ({
  totalCount,
  pageInfo: { hasNextPage: page < of, endCursor: page < of ? `${page}` : null },
  nodes: numbers.map(nodeOf),
})

/** Every commit is associated with the same pull requests, told in these pages. */
function naming(...pages: readonly (readonly Listed[])[]): Client {
  const total = pages.flat().length
  const listAt = (page: number) => pageOf(pages[page - 1] ?? [], page, pages.length, total)
  const client = {
    repo,
    query: async ({ name, variables, shape }: Asked) => {
      if (name === 'AssociationsOfOne') {
        const commit = { associatedPullRequests: listAt(Number(variables.after) + 1) }
        return shape.parse({ repository: { commit } })
      }
      const lists = Object.entries(variables)
        .filter(([key]) => /^c\d+$/.test(key))
        .map(([key, oid]) => [key, { oid, signature: null, associatedPullRequests: listAt(1) }])
      return shape.parse({ repository: Object.fromEntries(lists) })
    },
  }
  return client as unknown as Client
}

interface Asked {
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  readonly shape: z.ZodType
}

const isWhole = async (...pages: readonly (readonly Listed[])[]) =>
  (await associationsOf(naming(...pages), [oid('m')])).get(oid('m'))?.isWhole

test('a list is whole where nothing on any of its pages is left out', async () => {
  expect(await isWhole([1, 2])).toBe(true)
  expect(await isWhole([1, 2], [3], [4])).toBe(true)
})

test.for([
  { given: 'its only page', pages: [[1, null]] },
  { given: 'its first page', pages: [[1, null], [3]] },
  { given: 'a page between', pages: [[1], [null, 3], [4]] },
  { given: 'its last page', pages: [[1], [3, null]] },
])('a list is not whole where one is left out on $given', async ({ pages }) => {
  expect(await isWhole(...pages)).toBe(false)
})

test('a list of more pages than are read is not whole', async () => {
  const pages = Array.from({ length: 11 }, (_, index) => [index + 1])
  expect(await isWhole(...pages.slice(0, 10))).toBe(true)
  expect(await isWhole(...pages)).toBe(false)
})

const merging = change({
  commits: known([commit('p', 'base', 'bob'), merge()], 'test'),
  pushes: known([{ ...push('cleo', 'base', 'm'), kind: 'pr_merge' }], 'test'),
})

function merge() {
  return { ...commit('m', 'base', 'cleo'), parents: [oid('base'), oid('p')] }
}

const read: ReadMerged = async (numbers) =>
  new Map(numbers.map((number) => [number, change({ pull: { ...change().pull, number } })]))

const partsOf = async (...pages: readonly (readonly Listed[])[]) => {
  const fact = await readParts(naming(...pages), merging, read)
  return fact.known ? fact.value.map((part) => part.change.pull.number) : fact.reason
}

test('all that one merge is of are parts', async () => {
  expect(await partsOf([1], [2])).toEqual([1, 2])
})

test('where not all of them are listed, the parts are unknown: a further one could be of an approver', async () => {
  expect(await partsOf([1, null])).toContain('every pull request of')
  expect(await partsOf([1, null], [2])).toContain('every pull request of')
  expect(await partsOf(...Array.from({ length: 11 }, () => [1]))).toContain('every pull request of')
})

test('what stands behind one that is left out is read all the same', async () => {
  const told = await associationsOf(naming([1, null], [2], [null, 3]), [oid('m')])
  expect(told.get(oid('m'))?.merged.map(({ number }) => number)).toEqual([1, 2, 3])
})
