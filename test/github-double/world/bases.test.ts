// A pull request's base as GitHub last saw it, today's tip beside it, and the test merge that is made of today's.
import { expect, test } from 'vitest'
import { toOid } from '../git/oid.ts'
import { ask, double, query } from '../server/client.ts'
import { loadWorld } from './world.ts'

const time = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`
const commit = (hour: number, parents: string[], files = {}) => ({
  ...{ author: 'ada', at: time(hour), parents, files },
})
const push = (
  ref: string,
  hour: number,
  before: string | null,
  after: string | null,
  more = {},
) => ({
  ...{ ref, by: 'ada', at: time(hour), before, after, ...more },
})

const draft = {
  about: 'The base moves while a change waits.',
  repository: 'acme/shop',
  accounts: { ada: { id: 1 } },
  commits: {
    b0: commit(1, [], { 'a.ts': '0', 'old.ts': 'o', 'gone.ts': 'g' }),
    b1: commit(3, ['b0'], { 'b.ts': '1' }),
    b2: commit(6, ['b1'], { 'c.ts': '2' }),
    b3: commit(9, ['b2'], { 'd.ts': '3' }),
    c1: commit(2, ['b0'], { 'a.ts': '1', 'new.ts': { from: 'old.ts' }, 'gone.ts': null }),
    c2: commit(5, ['c1'], { 'e.ts': '2' }),
    m1: commit(8, ['b2', 'c2']),
  },
  branches: { main: 'b3', dev: 'b3', feature: 'c2' },
  pulls: [{ number: 7, author: 'ada', at: time(4), base: 'main', head: 'feature' }],
  pushes: [
    push('main', 3, 'b0', 'b1', { type: 'pr_merge' }),
    push('main', 6, 'b1', 'b2', { type: 'force_push' }),
    push('main', 9, 'b2', 'b3'),
  ],
  event: { name: 'pull_request', pull: 7 },
}
type Draft = typeof draft
const world = ({
  pull = {},
  pushes = [],
  only = draft.pushes,
  ...more
}: Partial<Omit<Draft, 'pushes'>> & {
  pull?: object
  pushes?: object[]
  only?: object[]
}) =>
  loadWorld(
    JSON.stringify({
      ...{ ...draft, ...more },
      pulls: [{ ...draft.pulls[0], ...pull }],
      pushes: [...only, ...pushes],
    }),
  )
const own = push('feature', 7, 'c1', 'c2')
const merged = { state: 'merged', merged: { by: 'ada', at: time(8), commit: 'm1' } }

test.for([
  { what: 'at the opening', world: world({}), base: 'b1' },
  { what: 'at the last push to the head', world: world({ pushes: [own] }), base: 'b2' },
  {
    what: 'at a force-push that the timeline tells',
    world: world({
      pull: {
        events: [
          { type: 'head_ref_force_pushed', by: 'ada', at: time(7), before: 'c1', after: 'c2' },
        ],
      },
    }),
    base: 'b2',
  },
  {
    what: 'at a change of the base',
    world: world({
      pull: {
        events: [{ type: 'base_ref_changed', by: 'ada', at: time(10), from: 'dev', to: 'main' }],
      },
    }),
    base: 'b3',
  },
  {
    what: 'not at a push elsewhere',
    world: world({
      pushes: [push('feature', 7, 'c1', 'c2', { repo: 'ada/shop' }), push('other', 7, 'c1', 'c2')],
    }),
    base: 'b1',
  },
  {
    what: 'at a push to the fork',
    world: world({
      pull: { fork: 'ada/shop', head_commit: 'c2' },
      pushes: [push('feature', 7, 'c1', 'c2', { repo: 'ada/shop' })],
    }),
    base: 'b2',
  },
  {
    what: 'not at the deletion of the head',
    world: world({ pushes: [push('feature', 7, 'c2', null, { type: 'branch_deletion' })] }),
    base: 'b1',
  },
  {
    what: 'not at a push after the merge',
    world: world({ pull: merged, pushes: [push('feature', 10, 'c2', 'c2')] }),
    base: 'b1',
  },
  {
    what: 'before all pushes: what the oldest started from',
    world: world({ pull: { at: time(2) } }),
    base: 'b0',
  },
  {
    what: 'before its merge, which is before all pushes that are told',
    world: world({
      pull: { ...merged, at: time(2) },
      commits: { ...draft.commits, b3: commit(9, ['m1'], { 'd.ts': '3' }) },
      only: [push('main', 9, 'm1', 'b3')],
    }),
    base: 'b2',
  },
  {
    what: 'without pushes to the base: its tip',
    world: world({ pull: { base: 'dev' } }),
    base: 'b3',
  },
  {
    what: 'without any, before the merge',
    world: world({ pull: { ...merged, base: 'dev' } }),
    base: 'b2',
  },
  {
    what: 'as the world says',
    world: world({ pull: { base_commit: 'b0' }, pushes: [own] }),
    base: 'b0',
  },
])('GitHub last looked $what', async ({ world, base }) => {
  await using github = await double(world)
  const { data } = await query(
    github,
    `{repository(owner: "acme", name: "shop"){pullRequest(number: 7){baseRefOid baseRef{target{oid}}}}}`,
  )
  expect(data.repository.pullRequest).toEqual({
    baseRefOid: toOid(base),
    baseRef: { target: { oid: toOid('b3') } },
  })
  expect((await ask(github, '/repos/acme/shop/pulls/7')).body.base.sha).toBe(toOid(base))
})

test('the test merge is of the head and of today’s tip, and moves with the head', async () => {
  const moves = [{ after: 'GET /repos/acme/shop/pulls/7', pull: 7, head: 'c1' }]
  await using github = await double(loadWorld(JSON.stringify({ ...draft, moves })))
  const read = async (path: string) => (await ask(github, `/repos/acme/shop/git/${path}`)).body
  const { sha } = (await read('ref/pull/7/merge')).object
  const merge = await read(`commits/${sha}`)
  expect(merge.parents.map((parent: { sha: string }) => parent.sha)).toEqual([
    toOid('b3'),
    toOid('c2'),
  ])
  const { tree } = await read(`trees/${sha}?recursive=1`)
  const names = tree.map(({ path }: { path: string }) => path)
  expect(names).toEqual(['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts', 'new.ts'])
  expect((await read('ref/pull/7/head')).object.sha).toBe(toOid('c2'))
  const { body: pull } = await ask(github, '/repos/acme/shop/pulls/7')
  expect(pull.merge_commit_sha).toBe(sha)
  const moved = (await read('ref/pull/7/merge')).object.sha
  expect(moved).not.toBe(sha)
  expect((await read(`commits/${moved}`)).parents[1].sha).toBe(toOid('c1'))
})

test('a pull request that is over has no test merge', async () => {
  await using github = await double(world({ pull: merged }))
  expect((await ask(github, '/repos/acme/shop/git/ref/pull/7/merge')).status).toBe(404)
  const asked =
    '{repository(owner: "acme", name: "shop"){pullRequest(number: 7){potentialMergeCommit{oid}}}}'
  expect((await query(github, asked)).data.repository.pullRequest.potentialMergeCommit).toBeNull()
})
