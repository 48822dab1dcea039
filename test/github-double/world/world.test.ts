// A world file is read whole or refused in one sentence that names the place.
import { expect, test } from 'vitest'
import { toOid } from '../git/oid.ts'
import { everything } from '../server/client.ts'
import { loadWorld } from './world.ts'

const small = {
  about: 'Ada opens a change.',
  repository: 'acme/shop',
  accounts: { ada: { id: 1 }, bot: { id: 2, type: 'Bot' } },
  commits: {
    base: { author: 'ada', at: '2026-03-01T09:00:00Z' },
    c1: {
      parents: ['base'],
      author: 'bot',
      co_authors: ['ada'],
      at: '2026-03-01T10:00:00Z',
      message: 'add',
    },
  },
  branches: { main: 'base', feature: 'c1' },
  pulls: [{ number: 7, author: 'ada', base: 'main', head: 'feature' }],
  event: { name: 'pull_request', pull: 7 },
}
const load = (changed: object) => loadWorld(JSON.stringify({ ...small, ...changed }))
const pull = (changed: object) => load({ pulls: [{ ...small.pulls[0], ...changed }] })

test('what a world leaves unsaid follows from the rest', () => {
  const { pulls, commits, now, token, runs } = load({})
  expect(pulls[0]).toMatchObject({
    base_commit: toOid('base'),
    head_commit: toOid('c1'),
    at: '2026-03-01T10:00:01Z',
    state: 'open',
  })
  expect(commits.get(toOid('c1'))).toMatchObject({
    author: { name: 'bot[bot]', email: '2+bot[bot]@users.noreply.github.com' },
    message: 'add\n\nCo-authored-by: ada <1+ada@users.noreply.github.com>',
    via_web: false,
  })
  expect(now).toBe('2026-03-01T11:00:00Z')
  expect(Object.keys(token)).toEqual(['contents', 'pull-requests', 'actions', 'deployments'])
  expect(runs).toMatchObject([{ id: 9999, attempts: [{ triggering_actor: 'ada' }] }])
})

const merged = { by: 'ada', at: '2026-03-01T12:00:00Z' }
const later = (parents: string[]) => ({ parents, author: 'ada', at: '2026-03-01T11:00:00Z' })

test.for([
  { method: 'merge', commits: { m: later(['base', 'c1']) } },
  { method: 'squash', commits: { m: later(['base']) } },
  {
    method: 'rebase',
    commits: { n: later(['base']), m: later(['n']), c1: later(['c0']), c0: later(['base']) },
  },
])('a change merged by $method is seen against the branch’s tip before', ({ method, commits }) => {
  const { pulls } = load({
    commits: { ...small.commits, ...commits },
    branches: { main: 'm', feature: 'c1' },
    pulls: [{ ...small.pulls[0], state: 'merged', merged: { ...merged, commit: 'm', method } }],
  })
  expect(pulls[0]?.base_commit).toBe(toOid('base'))
})

test.for([
  { what: 'a key that the format lacks', broken: () => load({ surprise: 1 }), says: 'surprise' },
  {
    what: 'a misspelt login',
    broken: () => pull({ author: 'adaa' }),
    says: 'pulls[0].author: there is no account `adaa`.',
  },
  {
    what: 'a missing commit',
    broken: () => load({ branches: { main: 'nope' } }),
    says: 'branches.main: there is no commit `nope`.',
  },
  {
    what: 'a time with an offset',
    broken: () => pull({ at: '2026-03-01T10:00:00+01:00' }),
    says: 'pulls[0].at: expected a time in UTC',
  },
  {
    what: 'no default branch',
    broken: () => load({ default_branch: 'trunk', branches: {} }),
    says: 'default_branch: there is no branch `trunk`.',
  },
  {
    what: 'a head without a commit',
    broken: () => pull({ head: 'gone' }),
    says: 'pulls[0].head_commit: needed',
  },
  {
    what: 'merged without saying how',
    broken: () => pull({ state: 'merged' }),
    says: 'pulls[0].merged: needed',
  },
  {
    what: 'an event about nothing',
    broken: () => load({ event: { name: 'pull_request' } }),
    says: 'event.pull: a pull_request event must name one',
  },
  { what: 'text that is no YAML', broken: () => loadWorld('a: [1'), says: 'Flow sequence' },
])('$what is an error', ({ broken, says }) => {
  expect(broken).toThrow(says)
})

test('a commit that only a push or a review names is one that GitHub lost', () => {
  const world = everything()
  expect(world.pulls[0]?.reviews[2]?.commit).toBe(toOid('lost'))
  expect(world.commits.has(toOid('lost'))).toBe(false)
})
