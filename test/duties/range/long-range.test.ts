// A range of thousands of commits is gone through a few times, not once for each of its commits or pushes.
import { expect, test } from 'vitest'
import { shipmentUnder } from '../../../src/duties/range/shipment.ts'
import { broughtBy } from '../../../src/facts/ancestry.ts'
import { known } from '../../../src/facts/fact.ts'
import { protectedBranches } from '../../../src/policy/in-force.ts'
import { branches, commit, push } from '../../fixtures.ts'

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
  const told = commits.map((one) => ({
    get oid() {
      return one.oid
    },
    get parents() {
      return one.parents
    },
    ...{ isGitHubs: false, pulls: [], isWhole: true },
  }))
  const authored = told.map((_, index) => commit(name(index), name(index - 1), 'ada'))
  const shipped = { from: '', status: 'ahead', commits: told, pulls: {}, authored } as const
  const rows = known([push('ada', name(-1), name(count - 1))], 'test')
  looks.count = 0
  const { brought, unreviewed } = shipmentUnder(
    { ...shipped, askedAt: '2026-03-02T10:00:00Z' },
    {
      ...{ repository: 'acme/shop', branch: 'main' },
      protects: protectedBranches(null, 'main'),
      branches: known(branches([name(count - 1)], { rows }), 'test'),
    },
  )
  expect(brought).toEqual([])
  expect(unreviewed).toHaveLength(count)
  expect(looks.count).toBeLessThan(20 * count)
})

test('which push brought each commit is told by a few looks a push', () => {
  const { commits, looks } = longRange()
  const pushes = commits.map((_, index) => push('ada', name(index - 1), name(index)))
  const bringers = broughtBy(commits)(pushes)
  expect(looks.count).toBeLessThan(10 * count)
  expect(commits.map(({ oid }) => bringers.get(oid))).toEqual(pushes.map((one) => [one]))
})

test('a commit that two pushes brought has both, in their order', () => {
  const commits = [commit('c1', 'base', 'ada'), commit('c2', 'c1', 'ada')]
  const [back, forth] = [push('bob', 'c1', 'c2'), push('ada', 'base', 'c2')]
  const bringers = broughtBy(commits)([back, forth])
  expect(bringers.get(commits[0]?.oid ?? '')).toEqual([forth])
  expect(bringers.get(commits[1]?.oid ?? '')).toEqual([back, forth])
})
