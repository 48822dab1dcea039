// What brought the commits of a range: an association names a pull request, and proves nothing; a lag is never "without review".
import { describe, expect, test } from 'vitest'
import { epoch, instant } from '../../../src/duties/instant.ts'
import { settled } from '../../../src/duties/range/open.ts'
import { type ShipmentQuestion, shipmentUnder } from '../../../src/duties/range/shipment.ts'
import { known, type Push, unknown } from '../../../src/facts/fact.ts'
import type { Associated, BranchRead, Shipped, ShippedCommit } from '../../../src/facts/shipped.ts'
import { protectedBranches } from '../../../src/policy/in-force.ts'
import { parsePolicy } from '../../../src/policy/reading.ts'
import { branches, commit, oid, push } from '../../fixtures.ts'

const associated = (number: number, more: Partial<Associated> = {}): Associated => ({
  ...{ number, base: 'main', repository: 'acme/shop', mergeCommit: oid(`m${number}`) },
  ...more,
})

const one = (
  label: string,
  parents: readonly string[],
  pulls: readonly Associated[],
  more: Partial<ShippedCommit> = {},
): ShippedCommit => ({
  ...{ oid: oid(label), parents: parents.map(oid), isGitHubs: false, pulls, isWhole: true },
  ...more,
})

const merged = (mergeCommit: string, ...commits: readonly string[]): Shipped['pulls'][string] => ({
  mergeCommit: oid(mergeCommit),
  commits: known(commits.map(oid), 'test'),
})

/** #1 is `c1`, merged as `m1` onto `base`: GitHub made the merge. */
const c1 = one('c1', ['base'], [associated(1)])
const m1 = one('m1', ['base', 'c1'], [associated(1)], { isGitHubs: true })

const shipped = (more: Partial<Shipped> = {}): Shipped => ({
  ...{ from: oid('base'), status: 'ahead', commits: [c1, m1], askedAt: '2026-03-02T10:00:00Z' },
  ...{ pulls: { 1: merged('m1', 'c1') }, authored: [] },
  ...more,
})

const asking = (more: Partial<ShipmentQuestion> = {}): ShipmentQuestion => ({
  ...{ repository: 'acme/shop', protects: protectedBranches(null, 'main'), branch: 'main' },
  branches: known(branches(['base', 'm1']), 'test'),
  ...more,
})

/** Newest first; main stands where the newest ended. */
const ledger = (...rows: readonly Push[]) => ({
  branches: known(
    branches(['m1'], { tip: rows[0]?.after ?? oid('m1'), rows: known(rows, 'test') }),
    'test',
  ),
})

/** "1" is the number of what ships; behind it each commit that none brought, and why; or what is missing. */
function said(told: Shipped, asked = asking()): string {
  const found = settled(() => shipmentUnder(told, asked))
  if (found.kind === 'unknown') return `unknown: ${found.gap.reason}`
  if (found.kind === 'needs') return `needs: ${JSON.stringify(found.needs)}`
  const { brought, unreviewed } = found.value
  const without = unreviewed.map(({ commit: { oid: full }, pushes, why }) => {
    const pushers = pushes.map(({ by }) => by?.login).join(' ')
    return `${Buffer.from(full, 'hex').toString().replaceAll('\0', '')} ${why} (${pushers})`
  })
  return [...brought, ...without].join(', ')
}

/** Who wrote them is known. */
const authored = (...labels: readonly string[]): Pick<Shipped, 'authored'> => ({
  authored: labels.map((label) => commit(label, 'base', 'ada')),
})

const none = 'came to main without a pull request'

test('a pull request brings its commits and the merge that GitHub made of it', () => {
  expect(said(shipped())).toBe('1')
})

describe('what an association says counts only', () => {
  test('of a pull request merged in this repository, not in a fork', () => {
    const fork = [associated(1, { repository: 'eve/shop' })]
    const commits = [
      one('c1', ['base'], fork),
      one('m1', ['base', 'c1'], fork, { isGitHubs: true }),
    ]
    expect(said(shipped({ commits, ...authored('c1', 'm1') }))).toBe(
      `c1 ${none} (bob), m1 ${none} (bob)`,
    )
    const gone = [associated(1, { repository: null })]
    const lost = [one('c1', ['base'], gone), m1]
    expect(said(shipped({ commits: lost, ...authored('c1') }))).toBe(`1, c1 ${none} (bob)`)
    const sameName = [associated(1, { repository: 'ACME/Shop' })]
    expect(said(shipped({ commits: [one('c1', ['base'], sameName), m1] }))).toBe('1')
  })

  test('of one merged into a branch that the policy protects', () => {
    const commits = [c1, m1].map((each) => ({
      ...each,
      pulls: [associated(1, { base: 'develop' })],
    }))
    const told = shipped({ commits, ...authored('c1', 'm1') })
    expect(said(told)).toBe(`c1 ${none} (bob), m1 ${none} (bob)`)
    const policy = parsePolicy('version: 1\ndeployment: {branches: [main, develop]}').policy
    const protects = protectedBranches(policy, 'main')
    expect(said(told, asking({ protects }))).toBe(
      'needs: [{"kind":"branches","names":["develop"]}]',
    )
    const gone = (rows: BranchRead['rows']) => {
      const all = branches(['base', 'm1'], { rows })
      return { protects, branches: known({ ...all, read: { ...all.read, develop: null } }, 'test') }
    }
    const merging = { ...push('bob', 'base', 'm1'), kind: 'pr_merge' }
    expect(said(told, asking(gone(known([merging], 'test'))))).toBe('1')
    expect(said(told, asking(gone(known([push('eve', 'base', 'm1')], 'test'))))).toMatch(
      /^1, m1 was pushed to main/,
    )
  })

  test('where the commit is among its own, its merge, or a copy that a rebase left behind', () => {
    const told = { ...authored('c1'), pulls: { 1: merged('m1', 'other') } }
    expect(said(shipped(told))).toBe(`1, c1 ${none} (bob)`)
    const rebased = [
      one('r1', ['base'], [associated(1, { mergeCommit: oid('r2') })]),
      one('r2', ['r1'], [associated(1, { mergeCommit: oid('r2') })]),
    ]
    const pulls = { 1: merged('r2', 'x1', 'x2') }
    expect(said(shipped({ commits: rebased, pulls }))).toBe('1')
    const squashed = { 1: merged('r2', 'x1') }
    expect(said(shipped({ commits: rebased, pulls: squashed, ...authored('r1') }))).toBe(
      `1, r1 ${none} ()`,
    )
  })

  test('of several, of the one that the commit is the merge of, or whose merge ships too', () => {
    const [mine, foreign] = [associated(1), associated(2, { mergeCommit: oid('elsewhere') })]
    const both = shipped({
      commits: [one('c1', ['base'], [foreign, mine]), m1],
      pulls: { 1: merged('m1', 'c1'), 2: merged('elsewhere', 'c1') },
    })
    expect(said(both)).toBe('1')
    const older = associated(3, { mergeCommit: oid('c1') })
    const own = shipped({
      commits: [one('c1', ['base'], [mine, older]), m1],
      pulls: { 1: merged('m1', 'c1'), 3: merged('c1', 'x') },
    })
    expect(said(own)).toBe('3, 1')
  })

  test('where GitHub listed them all', () => {
    const cut = { commits: [{ ...c1, pulls: [associated(2)], isWhole: false }, m1] }
    const pulls = { 1: merged('m1', 'c1'), 2: merged('m2', 'c2') }
    expect(said(shipped({ ...cut, pulls, ...authored('c1') }))).toMatch(
      /^unknown: GitHub did not list every pull request of 6331000$/,
    )
  })
})

describe('a merge', () => {
  const byHand = { ...m1, isGitHubs: false }

  test('that GitHub did not make may hold what neither side has, also one that a row calls a merge', () => {
    expect(said(shipped({ commits: [c1, byHand], ...authored('m1') }))).toBe(
      '1, m1 is a merge that GitHub did not make (bob)',
    )
  })

  test('among the commits of the pull request itself was reviewed with it', () => {
    const inside = one('c2', ['c1', 'base'], [associated(1)])
    const pulls = { 1: merged('m1', 'c1', 'c2') }
    expect(said(shipped({ commits: [c1, inside, m1], pulls }))).toBe('1')
  })

  test('of one parent is none', () => {
    const squash = one('m1', ['base'], [associated(1)])
    expect(said(shipped({ commits: [squash] }))).toBe('1')
  })
})

describe('what no pull request is named for', () => {
  const bare = one('c1', ['base'], [])
  const pushed = push('eve', 'base', 'c1')

  test('came by the pushes whose end reaches it and whose beginning does not', () => {
    const told = shipped({ commits: [bare], ...authored('c1') })
    expect(said(told, asking(ledger(pushed)))).toBe(`c1 ${none} (eve)`)
    expect(said(told, asking(ledger(push('eve', 'c1', 'm1'))))).toBe(`c1 ${none} ()`)
    expect(said(told, asking({ branch: null }))).toBe(`c1 ${none} ()`)
  })

  test.for(['pr_merge', 'merge_queue_merge'])(
    'beside a row %s: GitHub lags, and it is unknown',
    (kind) => {
      const told = shipped({ commits: [bare], ...authored('c1') })
      const asked = asking(ledger({ ...pushed, kind }))
      expect(said(told, asked)).toMatch(/^unknown: GitHub does not name yet the pull request/)
      expect(settled(() => shipmentUnder(told, asked))).toMatchObject({ unnamed: [oid('c1')] })
    },
  )

  test('so soon after a push, too', () => {
    const later = (seconds: number) => {
      const askedAt = instant((epoch(pushed.at) ?? 0) + seconds)
      return said(shipped({ commits: [bare], askedAt, ...authored('c1') }), asking(ledger(pushed)))
    }
    expect(later(119)).toMatch(/^unknown: GitHub does not name yet/)
    expect(later(120)).toBe(`c1 ${none} (eve)`)
    const undated = asking(ledger({ ...pushed, at: 'yesterday' }))
    expect(said(shipped({ commits: [bare], ...authored('c1') }), undated)).toMatch(/^unknown: /)
  })

  test('while the rows are unknown: who pushed it must not go unsaid', () => {
    const rows = unknown('the token may not read them', 'test')
    const hidden = { branches: known(branches(['m1'], { rows }), 'test') }
    const told = shipped({ commits: [bare], ...authored('c1') })
    expect(said(told, asking(hidden))).toBe('unknown: the token may not read them')
    expect(said(shipped(), asking(hidden))).toBe('unknown: the token may not read them')
    expect(said(told, asking({ branches: rows }))).toBe('unknown: the token may not read them')
  })

  test('older rows, and who wrote it, are asked for', () => {
    const short = { branches: known(branches(['base', 'm1'], { isWhole: false }), 'test') }
    const early = one('x1', ['x0'], [])
    expect(said(shipped({ commits: [early] }), asking(short))).toBe(
      `needs: [{"kind":"rows","branch":"main","commits":["${oid('x1')}"]}]`,
    )
    expect(said(shipped({ commits: [bare] }), asking(ledger(pushed)))).toBe(
      `needs: [{"kind":"authors","commits":["${oid('c1')}"]}]`,
    )
  })
})

describe('what the rows say of a merge', () => {
  const asked = (...rows: readonly Push[]) => said(shipped(authored('m1')), asking(ledger(...rows)))
  const merging = { ...push('bob', 'base', 'm1'), kind: 'pr_merge' }

  test('somebody pushed it: nobody approved what it may hold', () => {
    const flaw = 'm1 was pushed to main, where no merge of #1 made it (eve)'
    expect(asked(push('eve', 'base', 'm1'))).toBe(`1, ${flaw}`)
    expect(asked({ ...push('eve', 'x1', 'm1'), kind: 'force_push' })).toBe(`1, ${flaw}`)
  })

  test('the button made it, whoever pushed it again; or they do not tell', () => {
    expect(asked(merging)).toBe('1')
    expect(asked({ ...push('eve', 'x1', 'm1'), kind: 'force_push' }, merging)).toBe('1')
    expect(asked(push('eve', null, 'm1'))).toBe('1')
    expect(asked()).toBe('1')
  })

  test('they are asked for, as far back as what was deployed before', () => {
    const rows = (...all: readonly Push[]) => ({
      branches: known(
        branches(['m1'], {
          ...{ tip: all[0]?.after ?? oid('m1'), isWhole: false, rows: known(all, 'test') },
        }),
        'test',
      ),
    })
    expect(said(shipped(), asking(rows()))).toBe(
      `needs: [{"kind":"rows","branch":"main","commits":["${oid('m1')}"],"until":"${oid('base')}"}]`,
    )
    expect(said(shipped(), asking(rows(push('bob', 'x0', 'base'))))).toBe('1')
    const lost = branches(['m1'], { rows: known([push('bob', 'x0', 'base')], 'test') })
    expect(said(shipped(), asking({ branches: known(lost, 'test') }))).toMatch(
      /^unknown: rows of the activity of main do not join/,
    )
    const many = Array.from({ length: 1500 }, () => push('bob', 'x1', 'x1'))
    expect(said(shipped(), asking(rows(...many)))).toBe('1')
    expect(said(shipped(), asking(rows(...many.slice(1))))).toMatch(/^needs: /)
  })
})

describe('a branch that was pushed to a commit of a pull request', () => {
  const c2 = one('c2', ['c1'], [associated(1)])
  const pulls = { 1: merged('m1', 'c1', 'c2') }
  const row = push('eve', 'base', 'c1')
  const asked = (commits: readonly ShippedCommit[], ...rows: readonly Push[]) =>
    said(shipped({ commits, pulls, ...authored('c1') }), asking(ledger(...rows)))

  test('short of its head: nobody approved it as it is', () => {
    expect(asked([c1], row)).toBe(
      '1, c1 is short of what #1 came to, and main was pushed to it (eve)',
    )
    expect(asked([c1], { ...row, kind: 'pr_merge' })).toBe('1')
    expect(asked([c1], push('eve', 'base', 'x1'))).toBe('1')
  })

  test('and to its head, or to no more than that', () => {
    expect(asked([c1, c2], push('eve', 'c1', 'c2'), row)).toBe('1')
    expect(asked([c2], push('eve', 'c1', 'c2'))).toBe('1')
  })
})

test('every pull request that may have brought a commit is read, or it could be the bad one', () => {
  expect(said(shipped({ pulls: {} }))).toBe('needs: [{"kind":"pulls","numbers":[1]}]')
  const hidden = { mergeCommit: oid('m1'), commits: unknown('they are too many', 'test') }
  expect(said(shipped({ pulls: { 1: hidden } }))).toBe(
    'unknown: the commits of #1 are unknown: they are too many',
  )
})
