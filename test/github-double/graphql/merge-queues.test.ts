// Merge queues: closed to a workflow's token, and all the same to be read off the branches of their groups.
import { expect, test } from 'vitest'
import { toOid } from '../git/oid.ts'
import { ask, double, everything, query } from '../server/client.ts'
import { loadWorld } from '../world/world.ts'

const SHOP = '/repos/acme/shop'
const shop = (fields: string) => `{repository(owner: "acme", name: "shop"){${fields}}}`
const branch = `gh-readonly-queue/main/pr-8-${toOid('base')}`

test.for([
  { what: 'the queue of a branch', fields: 'mergeQueue(branch: "main"){id}' },
  { what: 'a pull request’s queue', fields: 'pullRequest(number: 7){mergeQueue{id}}' },
  { what: 'its entry', fields: 'pullRequest(number: 7){mergeQueueEntry{id}}' },
  {
    what: 'the queue of an event',
    fields:
      'pullRequest(number: 7){timelineItems(last: 1){nodes{...on AddedToMergeQueueEvent{mergeQueue{id}}}}}',
  },
])('$what takes a scope that no workflow has', async ({ fields }) => {
  await using github = await double()
  const refused = await query(github, shop(fields))
  expect(refused.errors).toMatchObject([{ type: 'FORBIDDEN', path: expect.any(Array) }])
  const told = await query(github, shop(fields), {}, github.orgToken)
  expect(told.errors).toBeUndefined()
  expect(JSON.stringify(told.data)).toContain('"id":"')
})

test('a workflow’s token cannot be given the scope', () => {
  expect(() => everything({ token: { 'merge-queues': 'read' } })).toThrow('token')
})

test('a batch has one branch, at its last entry, among the refs of REST', async () => {
  await using github = await double()
  const { body: matching } = await ask(
    github,
    `${SHOP}/git/matching-refs/heads/gh-readonly-queue/main/`,
  )
  expect(matching).toMatchObject([
    { ref: `refs/heads/${branch}`, object: { type: 'commit', sha: toOid('g2') } },
  ])
  expect((await ask(github, `${SHOP}/git/ref/heads/${branch}`)).body).toEqual(matching[0])
  const first = branch.replace('pr-8', 'pr-7')
  expect((await ask(github, `${SHOP}/git/ref/heads/${first}`)).status).toBe(404)
  expect((await ask(github, `${SHOP}/git/matching-refs/heads/none`)).body).toEqual([])
})

test('and among those of GraphQL, by a name without the prefix that was asked for', async () => {
  await using github = await double()
  const { data } = await query(
    github,
    shop(`refs(refPrefix: "refs/heads/gh-readonly-queue/main/", first: 9){totalCount nodes{name prefix target{oid}}}
      ref(qualifiedName: "refs/heads/${branch}"){name prefix target{oid}}`),
  )
  const target = { oid: toOid('g2') }
  const [, , name] = branch.split('/')
  const prefix = 'refs/heads/gh-readonly-queue/main/'
  expect(data.repository.refs).toEqual({ totalCount: 1, nodes: [{ name, prefix, target }] })
  expect(data.repository.ref).toEqual({ name: branch, prefix: 'refs/heads/', target })
})

const at = '2026-03-01T11:00:00Z'
const queued = (changed: object, pull: object = {}) =>
  loadWorld(
    JSON.stringify({
      about: 'Ada opens a change, and Bob queues it.',
      repository: 'acme/shop',
      accounts: { ada: { id: 1 }, bob: { id: 2 } },
      commits: {
        base: { author: 'ada', at: '2026-03-01T09:00:00Z' },
        c1: { parents: ['base'], author: 'ada', at: '2026-03-01T10:00:00Z' },
        g1: { parents: ['base', 'c1'], author: 'ada', at: '2026-03-01T12:00:00Z' },
      },
      branches: { main: 'base', feature: 'c1' },
      pulls: [
        { number: 7, author: 'ada', base: 'main', head: 'feature', head_commit: 'c1', ...pull },
      ],
      merge_queues: { main: [{ pull: 7, by: 'bob', base: 'base', head: 'g1' }] },
      event: { name: 'merge_group', queue: { branch: 'main' } },
      ...changed,
    }),
  )
const added = { type: 'added_to_merge_queue', by: 'ada', at }
const removed = { type: 'removed_from_merge_queue', by: 'ada', at }

test.for([
  { what: 'an entry stands for its event', world: queued({}), by: ['bob'] },
  {
    what: 'an event that is listed stands alone',
    world: queued({}, { events: [added] }),
    by: ['ada'],
  },
  {
    what: 'whoever was taken out was put in again',
    world: queued({}, { events: [added, removed] }),
    by: ['ada', 'bob'],
  },
  { what: 'a fork’s entry stands for none', world: queued({}, { fork: 'ada/shop' }), by: [] },
  {
    what: 'a fork’s event is told where it is listed',
    world: queued({}, { fork: 'ada/shop', events: [added] }),
    by: ['ada'],
  },
  { what: 'the event may lag', world: queued({ lag: { queue_events: [7] } }), by: [] },
  {
    what: 'the event that is listed may lag, too',
    world: queued({ lag: { queue_events: [7] } }, { events: [added] }),
    by: [],
  },
])('$what', async ({ world, by }) => {
  await using github = await double(world)
  const items = 'timelineItems(first: 9, itemTypes: ADDED_TO_MERGE_QUEUE_EVENT)'
  const { data } = await query(
    github,
    shop(
      `pullRequest(number: 7){${items}{filteredCount nodes{...on AddedToMergeQueueEvent{createdAt enqueuer{login}}}}}`,
    ),
  )
  const { filteredCount, nodes } = data.repository.pullRequest.timelineItems
  expect(nodes.map((node: { enqueuer: { login: string } }) => node.enqueuer.login)).toEqual(by)
  expect(filteredCount).toBe(by.length)
  expect(
    nodes.every((node: { createdAt: string }) => node.createdAt < '2026-03-01T12:00:00Z'),
  ).toBe(true)
  const { body: timeline } = await ask(github, `${SHOP}/issues/7/timeline`, {
    token: github.token,
  })
  const told = timeline.filter(({ event }: { event: string }) => event === 'added_to_merge_queue')
  expect(told.map(({ actor }: { actor: { login: string } }) => actor.login)).toEqual(by)
})
