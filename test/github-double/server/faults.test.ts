// A GitHub that misbehaves as its world says, and one whose pull request moves while it is judged.
import { expect, test } from 'vitest'
import { toOid } from '../git/oid.ts'
import { ask, double, everything, query } from './client.ts'

const SHOP = '/repos/acme/shop'
const BRANCH = `${SHOP}/branches/main`

test('faults come in order, each as often as it may', async () => {
  await using github = await double()
  const refused = await ask(github, BRANCH)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '1'])
  expect(refused.body.message).toContain('secondary rate limit')
  const cut = await ask(github, BRANCH)
  expect([cut.status, typeof cut.body]).toEqual([200, 'string'])
  await expect(ask(github, BRANCH)).rejects.toThrow('fetch failed')
  const started = performance.now()
  const late = await ask(github, BRANCH)
  expect(performance.now() - started).toBeGreaterThan(49)
  expect([late.status, late.body.name]).toEqual([200, 'main'])
  expect(github.requestCount).toBe(4)
})

test.for([
  { status: 401, type: 'json', body: { message: 'Bad credentials' } },
  { status: 404, type: 'json', body: { message: 'Not Found' } },
  { status: 429, type: 'json', body: { message: expect.stringContaining('secondary rate limit') } },
  { status: 500, type: 'json', body: { message: 'Server Error' } },
  { status: 502, type: 'json', body: { error: 'Server Error' } },
  { status: 503, type: 'html', body: expect.stringMatching(/^<!DOCTYPE html>/) },
])('trouble $status is told in $type', async ({ status, type, body }) => {
  const faults = [{ match: `GET ${BRANCH}`, status }]
  await using github = await double(everything({ faults }))
  const told = await ask(github, BRANCH)
  expect([told.status, told.headers.get('content-type')]).toEqual([
    status,
    expect.stringContaining(type),
  ])
  if (typeof told.body === 'string') expect(told.body).toEqual(body)
  else expect(told.body).toMatchObject(body)
})

test('a partial answer has holes, status 200 and an error for each', async () => {
  await using github = await double()
  const asked =
    '{repository(owner: "acme", name: "shop"){pullRequests(first: 9){totalCount nodes{number}}}}'
  const { data, errors } = await query(github, `query Broken ${asked}`)
  const { nodes, totalCount } = data.repository.pullRequests
  expect([totalCount, nodes.at(-1)]).toEqual([5, null])
  expect(errors).toMatchObject([{ path: ['repository', 'pullRequests', 'nodes', 4] }])
  expect((await query(github, asked)).errors).toBeUndefined()
})

test('a pull request moves once the named request was answered', async () => {
  await using github = await double()
  const head = async () => (await ask(github, `${SHOP}/pulls/7`)).body.head.sha
  expect(await head()).toBe(toOid('c2'))
  await ask(github, `${SHOP}/collaborators/bob/permission`)
  expect(await head()).toBe(toOid('c3'))
  expect((await ask(github, `${SHOP}/git/ref/heads/feature`)).body.object.sha).toBe(toOid('c3'))
  expect((await ask(github, `${SHOP}/pulls/7`)).body.commits).toBe(3)
})
