// Which pull requests a commit names: those that brought it to the default branch, elsewhere those that contain it.
import { expect, test } from 'vitest'
import { toOid } from '../git/oid.ts'
import { ask, double, query } from '../server/client.ts'
import { loadWorld } from './world.ts'

const time = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`
const commit = (hour: number, ...parents: string[]) => ({ author: 'ada', at: time(hour), parents })
const merged = (commit: string, hour: number, method = 'merge') => ({
  ...{ state: 'merged', merged: { by: 'ada', at: time(hour), commit, method } },
})
const pull = (number: number, base: string, head: string, commit: string, more: object = {}) => ({
  ...{ number, author: 'ada', base, head, head_commit: commit, ...more },
})
const push = (
  ref: string,
  hour: number,
  before: string | null,
  after: string,
  type = 'pr_merge',
) => ({
  ...{ ref, by: 'ada', at: time(hour), before, after, type },
})

/**
 * #1 goes into develop, #2 takes develop to main, #3 takes main to release, #9 brings c1 to main again.
 * p1 was pushed to main; #5 went into develop, which was pushed to main. #4 rebased r1, rm and r2 as x1 and x2;
 * rz is dropped, for main has what it does.
 */
const world = (more: object = {}, dropped = 'rz') =>
  loadWorld(
    JSON.stringify({
      about: 'Ada merges all over the place.',
      repository: 'acme/shop',
      accounts: { ada: { id: 1 } },
      commits: {
        base: commit(1),
        c1: commit(2, 'base'),
        m1: commit(3, 'base', 'c1'),
        m2: commit(5, 'base', 'm1'),
        p1: commit(6, 'm2'),
        m3: commit(7, 'base', 'p1'),
        d1: commit(8, 'm1'),
        md: commit(9, 'm1', 'd1'),
        n1: commit(10, 'p1', 'md'),
        rz: commit(11, 'n1'),
        r1: commit(11, dropped),
        rm: commit(11, 'r1', 'c1'),
        r2: commit(11, 'rm'),
        x1: commit(12, 'n1'),
        x2: commit(12, 'x1'),
        l1: commit(6, 'c1'),
        x9: commit(14, 'x2'),
        o1: commit(15, 'x9'),
        g1: commit(16, 'x9', 'o1'),
      },
      branches: { main: 'x9', develop: 'md', release: 'm3' },
      pulls: [
        pull(1, 'develop', 'topic', 'c1', { ...merged('m1', 3), base_commit: 'base' }),
        pull(2, 'main', 'develop', 'm1', { ...merged('m2', 5), base_commit: 'base' }),
        pull(3, 'release', 'main', 'p1', { ...merged('m3', 7), base_commit: 'base' }),
        pull(4, 'main', 'stack', 'r2', { ...merged('x2', 12, 'rebase'), base_commit: 'n1' }),
        pull(5, 'develop', 'fix', 'd1', { ...merged('md', 9), base_commit: 'm1' }),
        pull(6, 'main', 'open', 'o1', { at: time(15), base_commit: 'x9' }),
        pull(7, 'main', 'open', 'o1', { at: time(15), base_commit: 'x9', fork: 'ada/shop' }),
        pull(8, 'main', 'open', 'o1', { at: time(15), base_commit: 'x9', state: 'closed' }),
        pull(9, 'main', 'late', 'l1', { ...merged('x9', 14, 'squash'), base_commit: 'base' }),
      ],
      pushes: [
        push('main', 5, 'base', 'm2'),
        push('main', 6, 'm2', 'p1', 'push'),
        push('main', 10, 'p1', 'n1', 'push'),
        push('main', 12, 'n1', 'x2'),
        push('main', 14, 'x2', 'x9'),
      ],
      event: { name: 'push' },
      ...more,
    }),
  )

const list = 'associatedPullRequests(first: 20){totalCount nodes{number}}'
const numbers = (nodes: { number: number }[]) => nodes.map(({ number }) => number).sort()

test.for([
  { label: 'c1', what: 'into develop, then first by #2 into main, and again by #9', names: [1, 2] },
  { label: 'm1', what: 'the merge into develop as well', names: [1, 2] },
  { label: 'm2', what: 'GitHub’s own merge', names: [2] },
  { label: 'p1', what: 'pushed to main before it was merged elsewhere', names: [] },
  { label: 'd1', what: 'merged into develop before a push took it to main', names: [5] },
  { label: 'm3', what: 'a merge that main does not have', names: [3] },
  { label: 'x1', what: 'a rebased copy', names: [4] },
  { label: 'x2', what: 'the last of them', names: [4] },
  { label: 'n1', what: 'below the copies: the merge among what was rebased has none', names: [] },
  { label: 'r2', what: 'what was rebased', names: [4] },
  { label: 'o1', what: 'open, from a fork, closed', names: [6] },
  { label: 'l1', what: 'in no branch: squashed', names: [9] },
  { label: 'base', what: 'the first commit', names: [] },
])('$label ($what) names $names', async ({ label, names }) => {
  await using github = await double(world())
  const rest = await ask(github, `/repos/acme/shop/commits/${toOid(label)}/pulls`)
  expect(numbers(rest.body)).toEqual(names)
  const asked = `{repository(owner: "acme", name: "shop"){object(oid: "${toOid(label)}"){...on Commit{${list}}}}}`
  const { object } = (await query(github, asked)).data.repository
  expect(numbers(object.associatedPullRequests.nodes)).toEqual(names)
  expect(object.associatedPullRequests.totalCount).toBe(names.length)
})

test('where no row tells from where it rebased, it copied as many as are no merges', async () => {
  await using github = await double(world({ pushes: [] }, 'n1'))
  for (const [label, names] of Object.entries({ x2: [4], x1: [4], n1: [] })) {
    const { body } = await ask(github, `/repos/acme/shop/commits/${toOid(label)}/pulls`)
    expect(numbers(body)).toEqual(names)
  }
})

test('a group in the queue names none, its pull request’s commits theirs', async () => {
  const queue = { main: [{ pull: 6, by: 'ada', base: 'x9', head: 'g1' }] }
  await using github = await double(world({ merge_queues: queue }))
  const of = async (label: string) =>
    (await ask(github, `/repos/acme/shop/commits/${toOid(label)}/pulls`)).body
  expect(await of('g1')).toEqual([])
  expect(numbers(await of('o1'))).toEqual([6])
})
