// Every request is held against GitHub's own description of its API, and counted.
import { expect, test } from 'vitest'
import { ask, double } from './client.ts'
import { longestChain } from './round-trips.ts'

const SHOP = '/repos/acme/shop'
const post = (body: unknown) => ({ method: 'POST', body })

test.for([
  {
    asked: `${SHOP}/activity?branch=main`,
    problem: 'query must NOT have additional properties branch',
  },
  { asked: `${SHOP}/activity?per_page=many`, problem: 'query/per_page must be integer' },
  { asked: `${SHOP}/pulls/seven`, problem: 'path/pull_number must be integer' },
  { asked: `${SHOP}/pushers`, problem: `GitHub has no GET ${SHOP}/pushers` },
  {
    asked: `${SHOP}/labels`,
    problem: 'the double has no answer for GET /repos/{owner}/{repo}/labels',
  },
  {
    asked: `${SHOP}/statuses/x`,
    question: post({ state: 'good' }),
    problem: 'body/state must be equal to one of',
  },
  {
    asked: `${SHOP}/statuses/x`,
    question: post({ state: 'success', contxt: 'a' }),
    problem: 'additional properties contxt',
  },
  { asked: `${SHOP}/statuses/x`, question: { method: 'POST' }, problem: 'body is required' },
])('$problem', async ({ asked, question = {}, problem }) => {
  await using github = await double()
  await ask(github, asked, question)
  expect(github.violations).toMatchObject([{ problem: expect.stringContaining(problem) }])
})

test('names with slashes are one parameter where GitHub takes them so', async () => {
  await using github = await double()
  for (const path of [
    'git/ref/heads/a/b',
    'contents/src/pay.ts',
    'compare/main...a/b',
    'commits/a/b/status',
  ]) {
    await ask(github, `${SHOP}/${path}`)
  }
  expect(github.violations).toEqual([])
})

test('requests are counted, and those that had to wait for another', async () => {
  await using github = await double()
  await ask(github, SHOP)
  await Promise.all([
    ask(github, `${SHOP}/pulls`),
    ask(github, `${SHOP}/pulls/7`),
    ask(github, '/users/ada'),
  ])
  expect(github.requestCount).toBe(4)
  expect(github.requests[0]).toEqual({ method: 'GET', path: SHOP })
  expect(github.sequentialRoundTrips).toBeGreaterThanOrEqual(2)
})

test('a chain is as long as the requests that follow one another', () => {
  const spans = [
    { start: 0, end: 5 },
    { start: 1, end: 2 },
    { start: 3, end: 9 },
    { start: 6, end: 8 },
    { start: 8, end: 10 },
  ]
  expect(longestChain(spans)).toBe(3)
})
