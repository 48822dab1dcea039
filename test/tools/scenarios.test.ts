// The page about the worlds is what they expect; each rule has one that it must stop and one that it must let pass.
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rowOf, ruleIds } from '../../src/policy/rule-ids.ts'
import { read } from '../readme/document.ts'
import { folders } from './scenario-folders.ts'
import { type Outcome, outcomeOf, type Summary, summaries } from './scenario-outcomes.ts'
import { listsOf, readme, rulesOf } from './scenarios.ts'

const worlds = summaries()

test('the page of the worlds is up to date: `node test/tools/scenarios.ts` writes it', () => {
  expect(read('test/scenarios/README.md')).toBe(readme(worlds))
})

test('every world stands on the page', () => {
  const linked = new Set(
    [...readme(worlds).matchAll(/\]\((.+)\.yml\)/g)].map(([, path = '']) => path),
  )
  expect(worlds.map(({ path }) => path).filter((path) => !linked.has(path))).toEqual([])
})

test('every folder says what it is about, and holds 1 to 80 worlds', () => {
  const by = Map.groupBy(worlds, ({ folder }) => folder)
  expect(Object.keys(folders)).toEqual([...by.keys()].toSorted())
  expect([...by].filter(([, { length }]) => length > 80)).toEqual([])
})

test('every world tells its own story, in a whole sentence', () => {
  expect(worlds.filter(({ about }) => !/^[A-Z].*[.]$/.test(about))).toEqual([])
  expect(new Set(worlds.map(({ about }) => about)).size).toBe(worlds.length)
})

test('no world spares a rule that there is not: it would expect nothing', () => {
  const known = rulesOf(worlds)
  const unknown = worlds.flatMap(({ never }) => never.filter((rule) => !known.includes(rule)))
  expect(unknown).toEqual([])
})

describe.for(ruleIds)('%s', (rule) => {
  const found = new Set(worlds.map((world) => outcomeOf(rule, world)))
  // Some say what is not known, and accuse nobody.
  const isNeverViolated = rowOf(rule).noException === 'it is never violated'
  const failing = isNeverViolated ? 'undetermined' : 'violated'

  test(`has a world in which it must be ${failing}`, () => {
    expect(found).toContain(failing)
  })

  test('has a world in which it must hold and everything passes', () => {
    expect(found).toContain('holds')
  })
})

const world = (path: string, expected: Partial<Summary> = {}): Summary => ({
  ...{ path, folder: path.replace(/\/[^/]*$/, ''), about: 'A world.', verdict: 'pass' },
  ...{ violated: [], undetermined: [], never: [], ...expected },
})

interface Row extends Partial<Summary> {
  readonly is: Outcome | null
}

test.for<Row>([
  { verdict: 'fail', violated: ['x'], is: 'violated' },
  { verdict: 'either', violated: ['x'], is: 'violated' },
  { verdict: 'undetermined', undetermined: ['x'], is: 'undetermined' },
  { verdict: 'fail', undetermined: ['x'], is: 'undetermined' },
  { verdict: 'pass', violated: ['x'], is: 'warned' },
  { verdict: 'pass-with-exception', undetermined: ['x'], is: 'warned' },
  { verdict: 'pass-with-exception', never: ['x'], is: 'excepted' },
  { verdict: 'pass', never: ['x'], is: 'holds' },
  { verdict: 'fail', never: ['x'], violated: ['y'], is: 'unaffected' },
  { verdict: 'either', never: ['x'], is: 'unaffected' },
  { verdict: 'fail', violated: ['y'], is: null },
])(
  'a rule in a world of $verdict, violated $violated, undetermined $undetermined, never $never: $is',
  ({ is, ...expected }) => {
    expect(outcomeOf('x', world('a/one', expected))).toBe(is)
  },
)

test('of the worlds that pass those are listed that stand beside one that must not', () => {
  const holds = { never: ['x'] }
  const failing = world('a/failing', { verdict: 'fail', violated: ['x'] })
  const lists = listsOf('x', [failing, world('a/near', holds), world('b/far', holds)])
  const told = lists.map(({ outcome, shown, total }) => [
    outcome,
    ...shown.map(({ path }) => basename(path)),
    total,
  ])
  expect(told).toEqual([
    ['violated', 'failing', 1],
    ['undetermined', 0],
    ['warned', 0],
    ['excepted', 0],
    ['holds', 'near', 1 + 1],
  ])
})
