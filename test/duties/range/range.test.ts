// What a record's deployment ships under a policy, whatever the record says that it shipped under another.
import { describe, expect, test } from 'vitest'
import { rangedUnder } from '../../../src/duties/range/range.ts'
import { type Fact, known, unknown } from '../../../src/facts/fact.ts'
import type { RecordedDeployment } from '../../../src/facts/facts.ts'
import { orderKey } from '../../../src/facts/need.ts'
import type { Shipped } from '../../../src/facts/shipped.ts'
import { parsePolicy } from '../../../src/policy/reading.ts'
import { branches, commit, deployment, merged, oid, past, push, range } from '../../fixtures.ts'

const told = <T>(value: T): Fact<T> => known(value, 'test')

/** #7 went into main as `m1`, and main also has `x1`, which is of #8, merged into develop. */
const shipped = (more: Partial<Shipped> = {}): Shipped => ({
  ...{ from: oid('base'), status: 'ahead', askedAt: '2026-03-02T10:00:00Z' },
  commits: [
    {
      ...{ oid: oid('x1'), parents: [oid('base')], isGitHubs: false, isWhole: true },
      pulls: [{ number: 8, base: 'develop', repository: 'acme/shop', mergeCommit: oid('x1') }],
    },
    {
      ...{ oid: oid('m1'), parents: [oid('x1'), oid('c1')], isGitHubs: true, isWhole: true },
      pulls: [{ number: 7, base: 'main', repository: 'acme/shop', mergeCommit: oid('m1') }],
    },
  ],
  pulls: {
    7: { mergeCommit: oid('m1'), commits: told([oid('c1')]) },
    8: { mergeCommit: oid('x1'), commits: told([oid('x1')]) },
  },
  authored: [commit('x1', 'base', 'ada'), commit('m1', 'x1', 'bob')],
  ...more,
})

const read = branches(
  ['base', 'x1', 'm1'],
  { rows: told([{ ...push('bob', 'x1', 'm1'), kind: 'pr_merge' }, push('bob', 'base', 'x1')]) },
  { steps: { [orderKey(oid('d1'), oid('m1'))]: null } },
)
const develop = { tip: oid('d1'), rows: told([push('bob', 'base', 'd1')]), isWhole: true }
const both = {
  ...read,
  read: { ...read.read, develop },
  orders: { [orderKey(oid('m1'), oid('d1'))]: 'diverged' as const },
}

const recorded = (more: Partial<RecordedDeployment> = {}): RecordedDeployment => {
  const { branch: _, range: __, ...rest } = deployment()
  return { ...rest, branches: told(both), shipped: told(shipped()), ...more }
}

const changes = told([merged(), merged({ number: 8, mergeCommit: oid('x1') })])

const under = (text: string, one = recorded(), all = changes) =>
  rangedUnder(
    { repository: 'acme/shop', deployment: one, changes: all },
    parsePolicy(`version: 1\n${text}`).policy,
  )

/** "7, 8 on main", what came without review, or what is unknown. */
function said(...asked: Parameters<typeof under>): string {
  const { deployment: ranged, changes: ships } = under(...asked)
  const { branch } = ranged
  const where = branch.known ? branch.value : `unknown: ${branch.reason}`
  if (!ranged.range.known) return `unknown: ${ranged.range.reason}`
  const numbers = ships.known ? ships.value.map(({ pull }) => pull.number).join(', ') : 'unread'
  const without = ranged.range.value.unreviewed.map(({ why }) => why)
  return [`${numbers} on ${where}`, ...without].join('; ')
}

describe('a record judged under a policy that protects', () => {
  test('main alone: what went into develop came without review, and is no change that ships', () => {
    expect(said('')).toBe('7 on main; came to main without a pull request')
  })

  test('develop, too: it ships as it was reviewed', () => {
    expect(said('deployment: {branches: [main, develop]}')).toBe('8, 7 on main')
  })

  test('another branch instead: what is deployed is no state of it', () => {
    expect(said('deployment: {branches: [develop]}')).toBe(
      '8 on null; came to develop without a pull request',
    )
    const { deployment: ranged } = under('deployment: {branches: [develop]}')
    expect(ranged.branch).toMatchObject({ known: true, value: null })
  })

  test('one of which nothing was read: nobody knows', () => {
    const elsewhere = 'deployment: {branches: [release, main]}'
    expect(said(elsewhere)).toBe('7 on main; came to release or main without a pull request')
    expect(said('deployment: {branches: [release]}')).toMatch(/^unknown: the policy asks about/)
  })
})

test('what a record says beside what was read counts for nothing', () => {
  const forged = recorded({ branch: told('develop'), range: told(range()) })
  expect(said('', forged)).toBe('7 on main; came to main without a pull request')
})

describe('unknown stays', () => {
  test('a range that was read from another start', () => {
    const other = recorded({ shipped: told(shipped({ from: oid('x1') })) })
    expect(said('', other)).toBe(
      'unknown: the policy asks about a range that starts at 6261736, of which nothing was read',
    )
  })

  test('what could not be read of what ships, of branches, of the past', () => {
    const gap = unknown('GitHub was down', 'test')
    expect(said('', recorded({ shipped: gap }))).toBe('unknown: GitHub was down')
    expect(said('', recorded({ branches: gap }))).toBe('unknown: GitHub was down')
    expect(said('', recorded({ pastDeployments: gap }))).toBe('unknown: GitHub was down')
    const { deployment: ranged } = under('', recorded({ pastDeployments: gap }))
    expect(ranged.branch).toMatchObject({ known: true, value: 'main' })
  })

  test('a pull request that ships under this policy, and that nobody read as a change', () => {
    const own = told([merged()])
    expect(said('deployment: {branches: [main, develop]}', recorded(), own)).toBe(
      'unknown: the policy asks about #8, of which nothing was read',
    )
    expect(said('', recorded(), own)).toMatch(/^7 on main/)
  })

  test('a pull request of which not even the commits were read', () => {
    const one = recorded({ shipped: told(shipped({ pulls: {} })) })
    expect(said('', one)).toBe(
      'unknown: the policy asks about other commits and pull requests, of which nothing was read',
    )
  })

  test('changes, while the range is known', () => {
    const gap = unknown('GitHub was down', 'test')
    expect(said('', recorded(), gap as typeof changes)).toMatch(/^unread on main/)
  })
})

describe('an earlier record', () => {
  const { pastDeployments: _, ...rest } = deployment()
  const earlier: RecordedDeployment = { ...rest, pastDeployments: told(past()) }

  test('says what was concluded then', () => {
    expect(said('', earlier)).toBe('7, 8 on main')
  })

  test('knows nothing of other branches, nor of another start', () => {
    expect(said('deployment: {branches: [main, develop]}', earlier)).toBe(
      'unknown: the policy asks about the protected branches main, develop, of which nothing was read',
    )
    const other = { ...earlier, range: told(range({ from: oid('x1') })) }
    expect(said('', other)).toMatch(/^unknown: the policy asks about a range that starts at/)
  })

  test('that lacks even those is no record of a range', () => {
    const { range: __, branch: ___, ...bare } = earlier
    expect(said('', bare)).toMatch(/^unknown: the policy asks about what ships/)
  })
})
