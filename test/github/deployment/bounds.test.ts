// What is too long to be read has a bound with a name, and nobody gets past it.
import { expect, test } from 'vitest'
import type { Client } from '../../../src/github/api/ask.ts'
import { answerOfShipped } from '../../../src/github/deployment/shipped/answers.ts'
import { compareCommits } from '../../../src/github/pull-request/comparison.ts'
import { oid } from '../../fixtures.ts'

/** Compares any two as so many commits apart, and tells which pages were asked for. */
function comparing(total_commits: number) {
  const pages: number[] = []
  const endpoint = { endpoint: { DEFAULTS: { method: 'GET', url: '/compare' } } }
  const client = {
    repo: { owner: 'acme', repo: 'shop' },
    rest: { repos: { compareCommitsWithBasehead: endpoint } },
    get: async (_: unknown, { page }: { page: number }) => {
      pages.push(page)
      const first = (page - 1) * 100
      const listed = Math.max(0, Math.min(100, total_commits - first))
      const commits = Array.from({ length: listed }, (_, at) => ({
        ...{ sha: `c${first + at}`, parents: [], author: null, committer: null },
        commit: { message: '' },
      }))
      return { status: 'ahead', total_commits, commits }
    },
  }
  return { client: client as unknown as Client, pages }
}

test('5,000 commits of a range are read', async () => {
  const { client, pages } = comparing(5000)
  const { commits } = await compareCommits(client, oid('s1'), oid('s2'))
  expect(commits).toHaveLength(5000)
  expect(pages).toHaveLength(50)
})

test('5,001 are not: the first page says how many there are', async () => {
  const { client, pages } = comparing(5001)
  await expect(compareCommits(client, oid('s1'), oid('s2'))).rejects.toThrow(
    '5001 commits lie between 7331000 and 7332000, and the gate reads at most 5,000',
  )
  expect(pages).toEqual([1])
})

test('more than 2,500 pull requests are not asked for', async () => {
  const numbers = Array.from({ length: 2501 }, (_, index) => index + 1)
  const beside = { pulls: new Map(), accounts: new Map() }
  await expect(answerOfShipped({} as Client, { kind: 'pulls', numbers }, beside)).rejects.toThrow(
    '2501 pull requests would be shipped, and the gate reads at most 2,500',
  )
})
