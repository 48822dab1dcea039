// A range of thousands of commits is gone through a few times, not once for each of its commits or pushes.
import { expect, test } from 'vitest'
import { broughtBy, trace } from '../../../src/github/deployment/provenance.ts'
import type { Association } from '../../../src/github/pull-request/associations.ts'
import { commit, push } from '../../fixtures.ts'

const count = 1000
const name = (index: number): string => (index < 0 ? 'base' : `n${index}`)

/** One after the other; counts how often somebody looks at one. */
function longRange() {
  const looks = { count: 0 }
  const look = <T>(value: T): T => {
    looks.count += 1
    return value
  }
  const commits = Array.from({ length: count }, (_, index) => {
    const { oid, parents } = commit(name(index), name(index - 1), 'ada')
    return {
      ...{ author: null, committer: null, authoredAt: '', message: '' },
      get oid() {
        return look(oid)
      },
      get parents() {
        return look(parents)
      },
    }
  })
  return { commits, looks }
}

test('what brought each commit is told by a few looks a commit', () => {
  const { commits, looks } = longRange()
  const associations = new Map(
    commits.map(({ oid }): [string, Association] => [
      oid,
      { oid, isGitHubs: false, merged: [], isWhole: true, next: null },
    ]),
  )
  const range = {
    commits,
    associations,
    repository: 'acme/shop',
    branches: { names: ['main'], isProtected: () => true },
  }
  const { brought, unreviewed } = trace(range, new Map())
  expect(brought).toEqual([])
  expect(unreviewed).toHaveLength(count)
  expect(looks.count).toBeLessThan(10 * count)
})

test('which push brought each commit is told by a few looks a push', () => {
  const { commits, looks } = longRange()
  const pushes = commits.map((_, index) => push('ada', name(index - 1), name(index)))
  const bringers = broughtBy(commits)(pushes)
  expect(looks.count).toBeLessThan(10 * count)
  expect(commits.map(({ oid }) => bringers.get(oid))).toEqual(pushes.map((one) => [one]))
})

test('a commit that two pushes brought has both, in their order', () => {
  const commits = [commit('c1', 'base', 'ada'), commit('c2', 'c1', 'ada')].map((one) => ({
    ...one,
    ...{ author: null, committer: null, authoredAt: '', message: '' },
  }))
  const [back, forth] = [push('bob', 'c1', 'c2'), push('ada', 'base', 'c2')]
  const bringers = broughtBy(commits)([back, forth])
  expect(bringers.get(commits[0]?.oid ?? '')).toEqual([forth])
  expect(bringers.get(commits[1]?.oid ?? '')).toEqual([back, forth])
})
