// What became of an approved commit: where GitHub leaves a list out, that is unknown, and never "nothing".
import { expect, test } from 'vitest'
import type { Client } from '../../../src/github/api/client.ts'
import { readPastDeployments } from '../../../src/github/break-glass/past-deployments.ts'
import { readTargets } from '../../../src/github/break-glass/targets.ts'

const repo = { owner: 'acme', repo: 'shop' }
const [c1, c2] = ['1'.repeat(40), '2'.repeat(40)]

/** Answers every query alike, by the shape that it is asked with. */
const answering = (answer: object): Client => {
  const query: Client['query'] = async ({ shape }) => shape.parse(answer)
  return { repo, query } as Client
}

const page = { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] }

const deployed = (c0: object | null) => readPastDeployments(answering({ repository: { c0 } }), [c1])

test('a commit that is not there, or that was not deployed, was deployed nowhere', async () => {
  expect(await deployed(null)).toEqual([])
  expect(await deployed({})).toEqual([])
  expect(await deployed({ deployments: page })).toEqual([])
})

test('a commit whose deployments are left out may have been deployed', async () => {
  await expect(deployed({ deployments: null })).rejects.toThrow(
    'GitHub does not say where 1111111 was deployed',
  )
})

test('a page that is left out may hold one more', async () => {
  const first = { ...page, totalCount: 1, pageInfo: { hasNextPage: true, endCursor: 'a' } }
  let asked = 0
  const query: Client['query'] = async ({ shape }) => {
    asked += 1
    return shape.parse({ repository: { c0: { deployments: asked === 1 ? first : null } } })
  }
  await expect(readPastDeployments({ repo, query } as Client, [c1])).rejects.toThrow(
    'GitHub does not say where 1111111 was deployed',
  )
})

test('pull requests that are left out are not none', async () => {
  const commits = {
    c0: { associatedPullRequests: null },
    c1: { associatedPullRequests: { totalCount: 0, nodes: [] } },
  }
  const { brought } = await readTargets(answering({ commits }), [], [c1, c2])
  expect([...brought]).toEqual([
    [c1, null],
    [c2, []],
  ])
})

test('what is no commit is in none', async () => {
  const commits = { c0: null, c1: {} }
  const { brought } = await readTargets(answering({ commits }), [], [c1, c2])
  expect([...brought]).toEqual([])
})
