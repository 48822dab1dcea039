// The commit status that a gate must leave on the head that it was asked about: the last one that it wrote itself.
import { expect, test } from 'vitest'
import { toOid } from '../github-double/git/oid.ts'
import { ask, double, everything } from '../github-double/server/client.ts'
import { mismatches } from './expectations.ts'

const head = toOid('c2')
const written = (...states: string[]) =>
  states.map((state) => ({ commit: head, context: 'gate', state }))
const event = { name: 'pull_request', pull: 7 }

test.for([
  { wanted: 'failure', left: written('pending', 'failure'), says: [] },
  { wanted: ['failure', 'error'], left: written('error'), says: [] },
  { wanted: 'success', left: written('success', 'failure'), says: ['success, got failure'] },
  { wanted: 'none', left: [], says: [] },
  { wanted: 'none', left: written('pending'), says: ['none, got pending'] },
  { wanted: ['failure', 'error'], left: [], says: ['failure or error, got none'] },
  {
    wanted: 'success',
    left: [{ commit: toOid('base'), context: 'gate', state: 'success' }],
    says: ['success, got none'],
  },
  { wanted: undefined, left: written('error'), says: [] },
])('$wanted is wanted', ({ wanted, left, says }) => {
  const world = everything({ event, expect: { verdict: 'pass', status: wanted } })
  const played = { verdict: 'pass', findings: [], statuses: left }
  expect(mismatches(world.expect, played, world)).toEqual(
    says.map((said) => `status: expected ${said}`),
  )
})

test('a double keeps what was written on it, and not what its world lists', async () => {
  await using github = await double()
  expect(github.statuses).toEqual([])
  for (const state of ['pending', 'error']) {
    const body = { state, context: 'gate', description: 'no answer' }
    await ask(github, `/repos/acme/shop/statuses/${head}`, { method: 'POST', body })
  }
  expect(github.statuses).toMatchObject(written('pending', 'error'))
  const { body } = await ask(github, '/repos/acme/shop/commits/feature/statuses')
  expect(body).toMatchObject([
    { state: 'error', description: 'no answer', creator: { login: 'github-actions[bot]' } },
    { state: 'pending' },
  ])
})
