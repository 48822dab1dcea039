// What is a state of a protected branch: by rows of its activity, by first parents where those end, and by no association.
import { describe, expect, test } from 'vitest'
import { settled } from '../../../src/duties/range/open.ts'
import { branchAt, hasStood } from '../../../src/duties/range/states.ts'
import { known, type Push, unknown } from '../../../src/facts/fact.ts'
import { orderKey } from '../../../src/facts/need.ts'
import type { Branches } from '../../../src/facts/shipped.ts'
import { protectedBranches } from '../../../src/policy/in-force.ts'
import { parsePolicy } from '../../../src/policy/reading.ts'
import { branches, oid, past, push } from '../../fixtures.ts'

const onlyMain = protectedBranches(null, 'main')
const protecting = (...names: readonly string[]) =>
  protectedBranches(
    parsePolicy(`version: 1\ndeployment: {branches: [${names.map((one) => `'${one}'`)}]}`).policy,
    'main',
  )

/** "true", or what is missing. */
function stands(all: Branches, label: string, protects = onlyMain): string {
  const standing = { branches: known(all, 'test'), protects }
  return said(settled(() => hasStood(past(), standing, [oid(label)])[0]))
}

const holder = (all: Branches, label: string, protects = onlyMain): string =>
  said(settled(() => branchAt(known(all, 'test'), protects, oid(label))))

function said(found: ReturnType<typeof settled>): string {
  if (found.kind === 'found') return String(found.value)
  if (found.kind === 'unknown') return `unknown: ${found.gap.reason}`
  return `needs: ${found.needs.map(({ kind }) => kind).join(' ')}`
}

describe('a branch has stood', () => {
  test('at its tip, and at every commit that a row of its activity begins or ends at', () => {
    const main = branches(['s0', 's1', 's2'])
    expect(['s0', 's1', 's2'].map((label) => stands(main, label))).toEqual(['true', 'true', 'true'])
  })

  test('at what it was forced away from', () => {
    const rows = known([{ ...push('bob', 'gone', 's2'), kind: 'force_push' }], 'test')
    expect(stands(branches(['s2'], { rows }), 'gone')).toBe('true')
  })

  test('at a commit inside a merged branch never, though the branch holds it', () => {
    const steps = {
      [orderKey(oid('inside'), oid('m1'))]: [{ oid: oid('m1'), parent: oid('s0') }],
    }
    expect(stands(branches(['s0', 'm1'], {}, { steps }), 'inside')).toBe('false')
  })

  test('at first parents where no row tells, but at none of what a row brought', () => {
    const beyond = [
      { oid: oid('s3'), parent: oid('copy') },
      { oid: oid('copy'), parent: oid('s2') },
      { oid: oid('s2'), parent: oid('s1') },
    ]
    const steps = {
      [orderKey(oid('s1'), oid('s3'))]: beyond,
      [orderKey(oid('copy'), oid('s3'))]: beyond.slice(0, 1),
    }
    const main = branches(['s2', 's3'], {}, { steps })
    expect(stands(main, 's1')).toBe('true')
    expect(stands(main, 'copy')).toBe('false')
  })

  test('where, is unknown where a row is missing that could be the merge which brought the commit', () => {
    const beyond = [
      { oid: oid('s3'), parent: oid('s2') },
      { oid: oid('s2'), parent: oid('copy') },
    ]
    const steps = { [orderKey(oid('copy'), oid('s3'))]: beyond }
    const lacking = (...rows: readonly Push[]): string =>
      stands(branches(['s3'], { rows: known(rows, 'test') }, { steps }), 'copy')
    const [newest, oldest] = [push('bob', 's2', 's3'), push('bob', 's0', 's1')]
    expect(lacking(newest, oldest)).toMatch(/^unknown: rows of the activity of main do not join at/)
    expect(lacking(oldest)).toMatch(/^unknown: rows of the activity of main do not join at/)
    expect(lacking(newest)).toBe('true')
    // Rows from after the tip was read tell of later states alone.
    expect(lacking(push('bob', 's3', 's4'), newest)).toBe('true')
  })

  test('from its creation on by first parents too', () => {
    const steps = { [orderKey(oid('s0'), oid('s2'))]: [{ oid: oid('s2'), parent: oid('s0') }] }
    const rows = known([push('bob', null, 's2')], 'test')
    expect(stands(branches(['s2'], { rows }, { steps }), 's0')).toBe('true')
  })

  test('nowhere that its tip does not reach and no row tells of', () => {
    const steps = { [orderKey(oid('x'), oid('s1'))]: null }
    expect(stands(branches(['s0', 's1'], {}, { steps }), 'x')).toBe('false')
  })

  test('where, is unknown while its rows are', () => {
    const rows = unknown('the token may not read them', 'test')
    expect(stands(branches(['s1'], { rows }), 's0')).toBe('unknown: the token may not read them')
    expect(stands(branches(['s1'], { rows }), 's1')).toBe('true')
  })
})

describe('what is not known is asked for', () => {
  test('older rows first, then how the commit stands to the tip', () => {
    expect(stands(branches(['s1', 's2'], { isWhole: false }), 's0')).toBe('needs: row')
    expect(stands(branches(['s1', 's2']), 's0')).toBe('needs: steps')
    expect(holder(branches(['s1', 's2']), 's1')).toBe('needs: held')
  })

  test('other protected branches only where the default one says no', () => {
    const steps = { [orderKey(oid('x'), oid('s1'))]: null }
    const main = branches(['s0', 's1'], {}, { steps })
    expect(stands(main, 's0', protecting('main', 'release'))).toBe('true')
    expect(stands(main, 'x', protecting('main', 'release'))).toBe('needs: branches')
    expect(stands(main, 'x', protecting('main', 'release/*'))).toBe('needs: branches')
  })
})

describe('by the branches that the policy protects', () => {
  const release = { tip: oid('r2'), rows: known([push('bob', 'r1', 'r2')], 'test'), isWhole: true }
  const lost = { [orderKey(oid('r1'), oid('s1'))]: null }
  const of = (name: string, alike: Branches['alike'] = {}): Branches => {
    const main = branches(['s0', 's1'], {}, { alike, steps: lost })
    return {
      ...main,
      read: { ...main.read, [name]: release },
      orders: {
        [orderKey(oid('r1'), oid('s1'))]: 'diverged',
        [orderKey(oid('r1'), oid('r2'))]: 'ahead',
        [orderKey(oid('s0'), oid('s1'))]: 'ahead',
      },
    }
  }

  test('a state of one that it does not list is none', () => {
    expect(stands(of('release'), 'r1')).toBe('false')
    expect(stands(of('release'), 'r1', protecting('main', 'release'))).toBe('true')
    expect(stands(of('release'), 's0', protecting('release'))).not.toBe('true')
  })

  test('the first that holds the commit and has stood at it is told', () => {
    expect(holder(of('release'), 'r1', protecting('main', 'release'))).toBe('release')
    expect(holder(of('release'), 's0', protecting('main', 'release'))).toBe('main')
    expect(holder(of('release'), 'r1')).toBe('null')
  })

  test('names alike are held against the whole pattern', () => {
    const both = { 'release/*': ['release/1', 'release/1/mine'] }
    expect(stands(of('release/1', both), 'r1', protecting('main', 'release/*'))).toBe('true')
    expect(stands(of('release/1/mine', both), 'r1', protecting('main', 'release/*'))).toBe('false')
  })

  test('one that merged a commit holds it, and has not stood there', () => {
    const steps = { [orderKey(oid('inside'), oid('s1'))]: [{ oid: oid('s1'), parent: oid('s0') }] }
    const orders = { [orderKey(oid('inside'), oid('s1'))]: 'ahead' } as const
    expect(holder(branches(['s0', 's1'], {}, { steps, orders }), 'inside')).toBe('null')
  })

  test('one that does not exist holds nothing', () => {
    const none = { ...of('release'), read: { ...of('release').read, gone: null } }
    expect(stands(none, 'r1', protecting('main', 'gone'))).toBe('false')
  })

  test('one that forced a commit away does not hold it, though it has stood there', () => {
    const rows = known([{ ...push('bob', 'gone', 's1'), kind: 'force_push' }], 'test')
    const orders = { [orderKey(oid('gone'), oid('s1'))]: 'diverged' } as const
    const main = branches(['s1'], { rows }, { orders })
    expect(stands(main, 'gone')).toBe('true')
    expect(holder(main, 'gone')).toBe('null')
  })

  test('whether it holds a commit that GitHub lost is unknown', () => {
    const orders = { [orderKey(oid('gone'), oid('s1'))]: null }
    expect(holder(branches(['s0', 's1'], {}, { orders }), 'gone')).toMatch(
      /^unknown: GitHub cannot/,
    )
  })
})
