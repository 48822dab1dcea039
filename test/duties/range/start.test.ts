// Where a range starts, by what GitHub tells of the past: whom a record must be of to be believed, and what may only move the start back.
import { describe, expect, test } from 'vitest'
import type { Standing } from '../../../src/duties/range/search.ts'
import { findStart } from '../../../src/duties/range/start.ts'
import type { Past, PastRun, Skipped } from '../../../src/facts/deployment.ts'
import { type Commit, known, type TextFile } from '../../../src/facts/fact.ts'
import { orderKey } from '../../../src/facts/need.ts'
import { protectedBranches } from '../../../src/policy/in-force.ts'
import {
  actor,
  branches,
  commit,
  oid,
  past,
  pastRecord,
  pastRun,
  push,
  signatory,
} from '../../fixtures.ts'

/** States of main, the oldest first. */
const line = ['s0', 's1', 's2', 's3', 's4'] as const

const orders: Past['orders'] = Object.fromEntries(
  line.flatMap((base, at) =>
    line.map((head, index) => {
      const order = index === at ? 'identical' : index > at ? 'ahead' : 'behind'
      return [orderKey(oid(base), oid(head)), order] as const
    }),
  ),
)

const states = Object.fromEntries(line.map((label) => [oid(label), true]))

/** Everything is known of main; records by their numbers, the newest last. */
const told = (more: Partial<Past> = {}): Past => past({ orders, states, ...more })

const records = (...commits: readonly string[]): Pick<Past, 'records' | 'runs'> => ({
  records: commits.map((commit, index) => pastRecord(index + 1, commit)).toReversed(),
  runs: Object.fromEntries(commits.map((commit, index) => [index + 1, pastRun(index + 1, commit)])),
})

/** As an earlier record has it, which says itself where branches had stood. */
const recorded = { branches: null, protects: protectedBranches(null, 'main') }

const question = (
  sha = 's4',
  workflows: readonly string[] = [],
  granted: readonly string[] = [],
) => ({
  ...{ repository: 'acme/shop', environment: 'production', sha: oid(sha), workflows },
  standing: recorded as Standing,
  baselines: granted.map((label) => ({
    commit: oid(label),
    reason: 'adopted',
    grantedBy: 'eve#5',
  })),
})

/** "s2" where it starts there, else what is missing. */
function startOf(known: Past, asked = question()): string {
  const found = findStart(known, asked)
  if (found.kind === 'unknown') return `unknown: ${found.gap.reason}`
  if (found.kind === 'needs') return `needs: ${JSON.stringify(found.needs)}`
  const label = line.find((one) => oid(one) === found.value.from)
  return `${found.value.basis}: ${label}`
}

const asidesOf = (known: Past, asked = question()): readonly string[] => {
  const found = findStart(known, asked)
  return found.kind === 'found' ? found.value.asides.map(({ why }) => why) : []
}

test('the newest deployment that a job made is the start', () => {
  expect(startOf(told(records('s1', 's2')))).toBe('deployment: s2')
})

test('one that was released late succeeded last, whatever its number', () => {
  const late = pastRun(1, 's1', {
    jobs: [{ deployment: 1, hasSucceeded: true, at: '2026-02-02T00:00:00Z' }],
  })
  const { records: listed, runs } = records('s1', 's2')
  expect(startOf(told({ records: listed, runs: { ...runs, 1: late } }))).toBe('deployment: s1')
})

describe('a record is believed only for what nobody can write', () => {
  const of = (run: Partial<PastRun>, more: Partial<Past> = {}): Past => {
    const { records: listed, runs } = records('s1', 's2')
    return told({ records: listed, runs: { ...runs, 2: pastRun(2, 's2', run) }, ...more })
  }

  test.for<[string, Partial<PastRun>, string]>([
    ['a pull request', { event: 'pull_request' }, 'ran for a pull request'],
    ['a closed one', { event: 'pull_request_target' }, 'ran for a pull request'],
    [
      'another workflow',
      { path: '.github/workflows/x.yml' },
      'was by another workflow, .github/workflows/x.yml',
    ],
    ['a fork', { repository: 'mallory/shop' }, 'ran in mallory/shop'],
    ['a repository that is gone', { repository: null }, 'ran in a repository that is gone'],
    ['another commit', { head: oid('s3') }, 'names a run of another commit'],
    [
      'a job that failed',
      { jobs: [{ deployment: 2, hasSucceeded: false, at: null }] },
      'was no job that succeeded',
    ],
    [
      "another record's job",
      { jobs: [{ deployment: 9, hasSucceeded: true, at: '2026-02-03T00:00:00Z' }] },
      'was no job that succeeded',
    ],
  ])('not as it is of %s', ([, run, why]) => {
    expect(startOf(of(run))).toBe('deployment: s1')
    expect(asidesOf(of(run))).toEqual([why])
  })

  test('its own name of the repository is compared without case', () => {
    expect(startOf(of({ repository: 'ACME/Shop' }))).toBe('deployment: s2')
  })

  test('nor where its run is gone, or no protected branch has stood at it', () => {
    const { records: listed, runs } = records('s1', 's2')
    expect(asidesOf(told({ records: listed, runs: { ...runs, 2: null } }))).toEqual([
      'names a run that is gone',
    ])
    const apart = of({}, { states: { ...states, [oid('s2')]: false } })
    expect(startOf(apart)).toBe('deployment: s1')
    expect(asidesOf(apart)).toEqual(['was of a commit at which no protected branch has stood'])
  })

  test('what the run that asks says of itself counts for nothing, and hides nothing', () => {
    const { records: listed, runs } = records('s1', 's2')
    const own = { run: 2, path: '.github/workflows/deploy.yml' }
    expect(startOf(told({ records: listed, runs, own }))).toBe('deployment: s1')
    const two = pastRecord(2, 's2', {
      successes: [
        { run: 9999, at: '2026-02-05T00:00:00Z' },
        { run: 2, at: '2026-02-01T02:00:00Z' },
      ],
    })
    expect(startOf(told({ records: [two], runs }))).toBe('deployment: s2')
  })
})

describe('what is no start may only move it back', () => {
  const foreign = (commit: string, at = 3): Past => {
    const { records: listed, runs } = records('s1', 's2', commit)
    const rollback = pastRun(3, commit, { path: '.github/workflows/rollback.yml' })
    const older = {
      ...rollback,
      jobs: [{ deployment: 3, hasSucceeded: true, at: `2026-02-01T0${at}:00:00Z` }],
    }
    return told({ records: listed, runs: { ...runs, 3: older } })
  }

  test('another workflow took the environment back, but never forward', () => {
    expect(startOf(foreign('s0'))).toBe('deployment: s0')
    expect(startOf(foreign('s3'))).toBe('deployment: s2')
  })

  test('before the last deployment it took nothing back that stands', () => {
    expect(startOf(foreign('s0', 1))).toBe('deployment: s2')
  })

  test('a record that no job made moves nothing', () => {
    const { records: listed, runs } = records('s1', 's2', 's0')
    expect(
      startOf(told({ records: listed, runs: { ...runs, 3: pastRun(3, 's0', { jobs: [] }) } })),
    ).toBe('deployment: s2')
  })
})

describe('what began after the last success may have taken it back', () => {
  const began = (commit: string, run: Partial<PastRun> = {}, more: Partial<Past> = {}): Past => {
    const { records: listed, runs } = records('s1', 's2')
    const third = pastRecord(3, commit, {
      ...{ successes: [], begun: [{ run: 3, at: '2026-02-01T03:00:00Z' }] },
    })
    const jobs = [{ deployment: 3, hasSucceeded: false, at: '2026-02-01T03:00:00Z' }]
    const failed = pastRun(3, commit, { jobs, hasSucceeded: false, ...run })
    return told({ records: [third, ...listed], runs: { ...runs, 3: failed }, ...more })
  }
  const job = (hasSucceeded: boolean, at: string | null) => ({
    jobs: [{ deployment: 3, hasSucceeded, at }],
  })

  test('a job that failed or still runs, whatever its workflow', () => {
    expect(startOf(began('s0'))).toBe('deployment: s0')
    expect(startOf(began('s0', job(false, null)))).toBe('deployment: s0')
    expect(startOf(began('s0', { path: '.github/workflows/x.yml' }))).toBe('deployment: s0')
  })

  test('not forward, not before that success, not by a job of another record', () => {
    expect(startOf(began('s3'))).toBe('deployment: s2')
    expect(startOf(began('s0', job(false, '2026-02-01T01:30:00Z')))).toBe('deployment: s2')
    expect(startOf(began('s0', { jobs: [] }))).toBe('deployment: s2')
  })

  test('the run is asked for only where it matters', () => {
    const { 3: _, ...runs } = began('s0').runs
    expect(startOf({ ...began('s0'), runs })).toBe('needs: [{"kind":"run","id":3}]')
    expect(startOf({ ...began('s3'), runs })).toBe('deployment: s2')
    const early = began('s0').records.map((one) => ({
      ...one,
      begun: one.begun.map(({ run }) => ({ run, at: '2026-02-01T01:30:00Z' })),
    }))
    expect(startOf({ ...began('s0'), records: early, runs })).toBe('deployment: s2')
  })

  test('to what is no state it took nothing back', () => {
    const apart = { states: { ...states, [oid('s0')]: false } }
    expect(startOf(began('s0', {}, apart))).toBe('deployment: s2')
  })

  test.for(['diverged', null] as const)('where the two stand %s, it is unknown', (order) => {
    const key = orderKey(oid('s0'), oid('s2'))
    const apart = { orders: { ...orders, [key]: order } }
    expect(startOf(began('s0', {}, apart))).toMatch(/^unknown: 7330000, .* neither below nor above/)
  })

  test('without ties to jobs, a run that failed and made the record', () => {
    const { records: listed } = began('s0')
    const untied = (made: string): Past => {
      const of = (id: number, commit: string, hasSucceeded = true) =>
        pastRun(id, commit, { jobs: [], hasSucceeded })
      const runs = { 1: of(1, 's1'), 2: of(2, 's2'), 3: of(3, 's0', false) }
      const by = (login: string) => ({ creator: actor(login), app: 'github-actions' })
      return told({ records: listed, runs, makings: { 2: by('dana'), 3: by(made) } })
    }
    expect(startOf(untied('dana'))).toBe('deployment: s0')
    expect(startOf(untied('mallory'))).toBe('deployment: s2')
  })
})

describe('where GitHub ties no job to any record, the run stands in', () => {
  const untied = (run: Partial<PastRun> = {}, more: Partial<Past> = {}): Past => {
    const { records: listed } = records('s2')
    const makings = { 1: { creator: actor('dana'), app: 'github-actions' } }
    return told({
      ...{ records: listed, runs: { 1: pastRun(1, 's2', { jobs: [], ...run }) }, makings },
      ...more,
    })
  }

  test('where it succeeded, in any attempt, and made the record', () => {
    expect(startOf(untied())).toBe('deployment: s2')
    expect(startOf(untied({ hasSucceeded: false }))).toBe(
      'needs: [{"kind":"earlier-attempts","id":1}]',
    )
    const earlier = untied({ hasSucceeded: false }, { earlierAttempts: { 1: true } })
    expect(startOf(earlier)).toBe('deployment: s2')
  })

  test.for<[string, Past['makings'][string]]>([
    ['somebody else', { creator: actor('mallory'), app: 'github-actions' }],
    ['a person by hand', { creator: actor('dana'), app: null }],
    ['nobody known', { creator: null, app: 'github-actions' }],
  ])('not where %s made it', ([, made]) => {
    expect(startOf(untied({}, { makings: { 1: made } }))).toMatch(/^unknown: .*was not made by/)
  })

  test('another workflow is believed in nothing, not even to have taken it back', () => {
    const { records: listed } = records('s2', 's0')
    const runs = {
      1: pastRun(1, 's2', { jobs: [] }),
      2: pastRun(2, 's0', { jobs: [], path: '.github/workflows/x.yml' }),
    }
    const makings = { 1: { creator: actor('dana'), app: 'github-actions' } }
    expect(startOf(told({ records: listed, runs, makings }))).toBe('deployment: s2')
  })
})

describe('a workflow that the policy names beside it', () => {
  const path = '.github/workflows/hotfix.yml'
  const { records: listed, runs } = records('s1', 's2')
  const beside = told({ records: listed, runs: { ...runs, 2: pastRun(2, 's2', { path }) } })

  test('counts, and no other does', () => {
    expect(startOf(beside, question('s4', [path]))).toBe('deployment: s2')
    expect(startOf(beside, question('s4'))).toBe('deployment: s1')
  })
})

describe('a workflow counts as it ran', () => {
  const file = (...jobs: readonly string[]): TextFile => textOf(`jobs:\n${jobs.join('\n')}\n`)
  const textOf = (text: string, flaw: TextFile['flaw'] = null): TextFile => ({
    ...{ path: '.github/workflows/deploy.yml', commit: oid('s2'), blob: oid('blob') },
    ...{ text, byteSize: text.length, flaw },
  })
  const job = (id: string, ...lines: readonly string[]): string =>
    [`  ${id}:`, ...lines.map((line) => `    ${line}`)].join('\n')
  const step = (uses: string): string => `steps: [{ uses: ${uses} }, { run: ship }]`
  const asked = (input: string): string =>
    `steps: [{ uses: separation-of-duties/gate@v1, with: { "${input.replace(': ', '": "')}" } }]`
  const [to, gate] = ['environment: production', step('separation-of-duties/gate@v1')]
  const startBy = (workflow: TextFile | null, more: Partial<Past> = {}): string => {
    const { records: listed, runs } = records('s1', 's2')
    const ran = { ...runs, 2: pastRun(2, 's2', { workflow }) }
    return startOf(told({ records: listed, runs: ran, ...more }))
  }

  test.for<[string, TextFile | null]>([
    ['GitHub shows no such file', null],
    ['GitHub could not have run the file', textOf('on: push')],
    ['the job that deploys has the gate', file(job('a', to, gate))],
    ['the name of the environment in other case', file(job('a', 'environment: PRODUCTION', gate))],
    ['the job that it needs has it', file(job('a', gate), job('b', to, 'needs: a'))],
    ['one of those that it needs', file(job('a', gate), job('c'), job('b', to, 'needs: [c, a]'))],
    ['another environment has none', file(job('a', to, gate), job('b', 'environment: staging'))],
    [
      'an expression that cannot be it',
      file(job('a', to, gate), job('b', 'environment: pr-$' + '{{ inputs.pr }}')),
    ],
    [
      'a job that makes no record',
      file(job('a', to, gate), job('b', 'environment: { name: production, deployment: false }')),
    ],
    [
      'a condition that waits for what it needs',
      file(job('a', gate), job('b', to, 'needs: a', 'if: success() && inputs.ship')),
    ],
    ['it judges this environment', file(job('a', to, asked('environment: Production')))],
    ['it is told which gate to be', file(job('a', to, asked('gate: deployment')))],
    [
      'it judges what the job names',
      file(
        job('a', 'environment: $' + '{{ inputs.to }}', asked('environment: $' + '{{ inputs.to }}')),
      ),
    ],
    ['what it calls deploys', file(job('a', 'uses: acme/x/.github/workflows/d.yml@v1'))],
  ])('it is a start: %s', ([, workflow]) => {
    expect(startBy(workflow)).toBe('deployment: s2')
  })

  test('the gate is the action that runs now, from wherever it is called', () => {
    const copied = file(job('a', to, step('acme/duties@v1')))
    expect(startBy(copied, { action: 'Acme/Duties' })).toBe('deployment: s2')
    expect(startBy(copied)).toBe('deployment: s1')
    expect(startBy(file(job('a', to, step('./'))), { action: null })).toBe('deployment: s2')
  })

  test.for<[string, TextFile]>([
    ['no gate', file(job('a', to, step('actions/checkout@v5')))],
    ['an action of the same name', file(job('a', to, step('mallory/gate@v1')))],
    ['another action at the root', file(job('a', to, step('./')))],
    ['it judges another environment', file(job('a', to, asked('environment: sandbox')))],
    ['it judges something else', file(job('a', to, asked('gate: merge')))],
    ['it judges what nobody can read', file(job('a', to, asked('environment: $' + '{{ x }}')))],
    [
      'a text ends an expression',
      file(
        job('a', `environment: "$${"{{ '}}' && 'production' }}"}"`, step('x/y@v1')),
        job('b', to, gate),
      ),
    ],
    ['the gate in a comment', textOf(`jobs:\n  a:\n    ${to}\n    # ${gate}\n`)],
    ['an action of its own', file(job('a', to, step('./.github/actions/gate')))],
    ['the gate in another job', file(job('a', gate), job('b', to))],
    [
      'a second job without it',
      file(job('a', to, gate), job('b', to, step('actions/checkout@v5'))),
    ],
    [
      'one that an expression may name',
      file(job('a', to, gate), job('b', 'environment: $' + '{{ x }}')),
    ],
    ['and in part', file(job('a', to, gate), job('b', 'environment: prod$' + '{{ x }}'))],
    [
      'it goes on after an error',
      file(
        job('a', to, `steps: [{ uses: separation-of-duties/gate@v1, continue-on-error: true }]`),
      ),
    ],
    [
      'the gate has a condition',
      file(
        job(
          'a',
          to,
          'steps: [{ uses: separation-of-duties/gate@v1, if: "github.actor != \'erik\'" }]',
        ),
      ),
    ],
    ['it may fail', file(job('a', to, 'continue-on-error: true', gate))],
    [
      'it runs past a red one',
      file(job('a', gate), job('b', to, 'needs: a', 'if: success() || true')),
    ],
    ['it runs always', file(job('a', gate), job('b', to, 'needs: a', 'if: always()'))],
    [
      'the job with the gate may fail',
      file(job('a', gate, 'continue-on-error: true'), job('b', to, 'needs: a')),
    ],
    ['jobs that need each other', file(job('a', 'needs: b'), job('b', to, 'needs: a'))],
    ['it needs a job that is not there', file(job('b', to, 'needs: a'))],
    [
      'a workflow is called beside it',
      file(job('a', to), job('b', 'uses: ./.github/workflows/d.yml')),
    ],
    ['no job deploys, nor calls one that does', file(job('a', gate))],
    ['it is no YAML', textOf('jobs: ]')],
    ['it is a link', textOf('', 'symlink')],
  ])('it is none: %s', ([, workflow]) => {
    expect(startBy(workflow)).toBe('deployment: s1')
  })
})

describe('a rollback', () => {
  test('to what was deployed before ships nothing new', () => {
    expect(startOf(told(records('s1', 's3')), question('s1'))).toBe('deployment: s3')
  })

  test('to what was never deployed is judged from the newest deployment below it', () => {
    expect(startOf(told(records('s0', 's1', 's3')), question('s2'))).toBe('deployment: s1')
  })

  test('with nothing below it is unknown', () => {
    expect(startOf(told(records('s3')), question('s1'))).toMatch(/^unknown: 7331000 is older/)
  })

  test('is none where another workflow took the environment back below it', () => {
    const { records: listed, runs } = records('s2', 's3', 's0')
    const rollback = pastRun(3, 's0', { path: '.github/workflows/rollback.yml' })
    const back = told({ records: listed, runs: { ...runs, 3: rollback } })
    expect(startOf(back, question('s2'))).toBe('deployment: s0')
  })

  test('is not proven by the record of another workflow', () => {
    const { records: listed, runs } = records('s0', 's1', 's3')
    const other = pastRun(2, 's1', { path: '.github/workflows/x.yml' })
    expect(startOf(told({ records: listed, runs: { ...runs, 2: other } }), question('s1'))).toBe(
      'deployment: s0',
    )
  })
})

describe('a note of what was shipped', () => {
  const noted = (...notes: readonly string[]): Past => {
    const { records: listed, runs } = records('s1', 's3')
    const [last, first] = listed
    if (last === undefined || first === undefined) throw new Error('there are two')
    return told({ records: [{ ...last, notes: notes.map(oid) }, first], runs })
  }

  test('takes the start back to the older of the two', () => {
    expect(startOf(noted('s2'))).toBe('deployment: s2')
    expect(startOf(noted('s4'))).toBe('deployment: s3')
    expect(startOf(noted('s2', 's0'))).toBe('deployment: s0')
  })

  test('holds for every record of its run, also on a page that is not read yet', () => {
    const { records: listed, runs } = records('s1', 's3')
    const beside = pastRecord(9, 's3', { successes: [], notes: [oid('s2')] })
    const both = pastRun(2, 's3', {
      jobs: [2, 9].map((deployment) => ({
        ...{ deployment, hasSucceeded: true, at: '2026-02-01T02:00:00Z' },
      })),
    })
    const two = { runs: { ...runs, 2: both } }
    expect(startOf(told({ records: [beside, ...listed], ...two }))).toBe('deployment: s2')
    const older = pastRun(2, 's3', {
      jobs: [0, 2].map((deployment) => ({
        ...{ deployment, hasSucceeded: true, at: '2026-02-01T02:00:00Z' },
      })),
    })
    const far = { records: listed, isWhole: false, runs: { ...runs, 2: older } }
    expect(startOf(told(far))).toBe('needs: [{"kind":"page"}]')
  })

  test('proves no rollback: anybody may write one', () => {
    expect(startOf(noted('s2'), question('s2'))).toBe('deployment: s1')
    const { records: listed, runs } = records('s1', 's2', 's3')
    const forged = listed.map((one) => (one.id === 2 ? { ...one, notes: [oid('s0')] } : one))
    expect(startOf(told({ records: forged, runs }), question('s2'))).toBe('deployment: s0')
  })

  test('of what is no state takes the record out, and lets no baseline in', () => {
    const unknown = { states: { ...states, [oid('x')]: false } }
    expect(startOf({ ...noted('x'), ...unknown })).toBe('deployment: s1')
    const baseline = { named: 's4', commit: oid('s4') }
    const alone = { ...noted('x'), ...unknown, baseline }
    expect(startOf({ ...alone, records: alone.records.slice(0, 1) })).toMatch(
      /^unknown: no deployment .* has a note of a commit at which/,
    )
  })
})

describe('the input baseline', () => {
  const named = (label: string) => ({ baseline: { named: label, commit: oid(label) } })

  test('counts only where no deployment is believed', () => {
    expect(startOf(told({ ...records(), ...named('s1') }))).toBe('baseline: s1')
    expect(startOf(told({ ...records('s0'), ...named('s1') }))).toBe('deployment: s0')
  })

  test('must be an ancestor of what is deployed', () => {
    const known = told({ ...records(), ...named('s3') })
    expect(startOf(known, question('s1'))).toMatch(/^unknown: the baseline .* is no ancestor of/)
  })

  test('is all there is from a terminal', () => {
    expect(startOf(told({ own: null, ...records('s3'), ...named('s1') }))).toBe('baseline: s1')
  })
})

describe('a baseline of the policy', () => {
  const by = (label: string, sha = 's4') => question(sha, [], [label])
  const skipped = (base: string, head: string): Pick<Past, 'between'> => ({
    between: { [orderKey(oid(base), oid(head))]: { commits: [], pushes: [], openers: [] } },
  })

  test('counts while no believed deployment stands at or above it', () => {
    expect(startOf(told(records()), by('s2'))).toBe('granted: s2')
    expect(startOf(told({ ...records('s1'), ...skipped('s1', 's2') }), by('s2'))).toBe(
      'granted: s2',
    )
    expect(startOf(told(records('s2')), by('s2'))).toBe('deployment: s2')
    expect(startOf(told(records('s3')), by('s2'))).toBe('deployment: s3')
  })

  test('is below what is deployed, and a state of a protected branch', () => {
    expect(startOf(told(records('s1')), by('s4', 's3'))).toBe('deployment: s1')
    const apart = told({ ...records('s1'), states: { ...states, [oid('s2')]: false } })
    expect(startOf(apart, by('s2'))).toBe('deployment: s1')
  })

  test('stands in where the start stays unknown, but below no deployment', () => {
    expect(startOf(told(records('s3')), by('s0', 's1'))).toMatch(/^unknown: 7331000 is older/)
    const far = { isWhole: false, pages: 10, count: 900 }
    expect(startOf(told({ ...records(), ...far }), by('s3'))).toBe('granted: s3')
    const { records: listed, runs } = records('s3')
    const hidden = { ...runs, 1: pastRun(1, 's3', { event: 'pull_request' }) }
    expect(startOf(told({ records: listed, runs: hidden, ...far }), by('s3'))).toBe('granted: s3')
    const found = findStart(told({ ...records(), ...far }), by('s3'))
    expect(found.kind === 'found' && found.value.grant?.skipped.known).toBe(false)
  })

  test('asks who contributed to what it skips, and merging is not writing', () => {
    expect(startOf(told(records('s1')), by('s2'))).toMatch(/^needs: .*between/)
    const github = {
      committer: signatory('web-flow'),
      signature: { valid: true, byGitHub: true, signer: actor('web-flow') },
    }
    const merge = commit('x1', 's1', null, { ...github, parents: [oid('s0'), oid('s1')] })
    const squash = commit('x2', 's1', 'ada', github)
    const pushed = commit('x3', 's1', 'bob', { committer: signatory('cleo') })
    const whoIs = (...commits: readonly Commit[]): string => skips({ commits })
    const skips = (more: Partial<Skipped>): string => {
      const nobody = { commits: [], pushes: [], openers: [] }
      const between = { [orderKey(oid('s1'), oid('s2'))]: { ...nobody, ...more } }
      const found = findStart(told({ ...records('s1'), between }), by('s2'))
      const people = found.kind === 'found' ? found.value.grant?.skipped : undefined
      if (people === undefined) return 'no grant'
      return people.known ? people.value.map(({ login }) => login).join(' ') : people.reason
    }
    expect(whoIs(merge, squash, pushed)).toBe('ada bob cleo')
    expect(skips({ pushes: [push('erik', 's1', 's2')], openers: [actor('fred'), null] })).toBe(
      'erik fred',
    )
    expect(skips({ pushes: [push(null, 's1', 's2')] })).toMatch(/^GitHub does not say who pushed/)
    const helped = commit('x5', 's1', 'ada', { coAuthors: [signatory('bob'), signatory(null)] })
    expect(whoIs(helped)).toBe('ada ada bob')
    expect(whoIs(commit('x4', 's1', null))).toMatch(/^GitHub links the author of/)
    expect(whoIs(commit('x4', 's1', 'ada', { committer: signatory(null) }))).toMatch(
      /links the committer of/,
    )
  })
})

describe('what is not known is asked for, and no more', () => {
  const first = told(records('s1', 's2'))

  test('the newest run first, then its state, then how it stands to what is deployed', () => {
    expect(startOf({ ...first, runs: {} })).toBe('needs: [{"kind":"run","id":2}]')
    const begun = known(branches(['s4'], { isWhole: false }), 'test')
    const standing = { ...recorded, branches: begun }
    expect(startOf(first, { ...question(), standing })).toBe(
      `needs: [{"kind":"row","branch":"main","commit":"${oid('s2')}"}]`,
    )
    expect(startOf({ ...first, orders: {} })).toBe(
      `needs: [{"kind":"order","base":"${oid('s2')}","head":"${oid('s4')}"}]`,
    )
  })

  test('an earlier record cannot say of a state that nobody asked about', () => {
    expect(startOf({ ...first, states: {} })).toBe(
      'unknown: the policy asks about another state of a branch, of which nothing was read',
    )
  })

  test('an older record that may have succeeded last, however good the newest is', () => {
    const [last, older] = first.records
    if (last === undefined || older === undefined) throw new Error('there are two')
    const late = { ...older, successes: [{ run: 1, at: '2026-02-02T00:00:00Z' }] }
    const read = { ...first, records: [last, late], runs: { 2: pastRun(2, 's2') } }
    expect(startOf(read)).toBe('needs: [{"kind":"run","id":1}]')
  })

  test('twenty deployments that are none to start from, and a hundred records that no job bears out', () => {
    const many = (count: number, more: (id: number) => Partial<PastRun> | null): Past => {
      const ids = Array.from({ length: count }, (_, index) => index + 1)
      const time = (id: number) => `2026-02-01T00:${String(id % 60).padStart(2, '0')}:00Z`
      const listed = ids.map((id) =>
        pastRecord(id, 's1', { successes: [{ run: id, at: time(id) }] }),
      )
      const runs = ids.slice(count > 100 ? 20 : 1).map((id) => {
        const run = more(id)
        return [id, run === null ? null : pastRun(id, 's1', run)] as const
      })
      return told({ records: listed.toReversed(), runs: Object.fromEntries(runs) })
    }
    const foreign = { event: 'pull_request' }
    expect(startOf(many(20, () => foreign))).toBe('needs: [{"kind":"run","id":1}]')
    expect(startOf(many(21, () => foreign))).toMatch(/^unknown: none of the newest 20 deployments/)
    expect(startOf(many(60, () => null))).toBe('needs: [{"kind":"run","id":1}]')
    expect(startOf(many(121, () => null))).toMatch(/^unknown: none of the newest 100 records/)
  })

  test('a further page only where nothing is believed yet', () => {
    expect(startOf({ ...first, isWhole: false })).toBe('deployment: s2')
    expect(startOf(told({ ...records(), isWhole: false }))).toBe('needs: [{"kind":"page"}]')
    const far = told({ ...records(), isWhole: false, pages: 10, count: 900 })
    expect(startOf(far)).toMatch(/^unknown: none of the newest 900 records/)
  })

  test('statuses that are not listed to the end are read', () => {
    const [last, older] = first.records
    if (last === undefined || older === undefined) throw new Error('there are two')
    const cut = { ...last, cutBefore: '2026-02-01T01:30:00Z' }
    expect(startOf({ ...first, records: [cut, older] })).toBe('needs: [{"kind":"statuses","id":2}]')
  })
})
