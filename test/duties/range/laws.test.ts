// What anybody may write never leaves out of a range what would be judged without it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findStart } from '../../../src/duties/range/start.ts'
import type { Past, PastRecord } from '../../../src/facts/deployment.ts'
import { orderKey } from '../../../src/facts/need.ts'
import { protectedBranches } from '../../../src/policy/in-force.ts'
import { oid, past, pastRecord, pastRun } from '../../fixtures.ts'
import { lawRuns } from '../../law-runs.ts'

const line = ['s0', 's1', 's2', 's3', 's4', 's5'] as const
const places = line.map((_, index) => index)

/** "inside" was never a state: it parted from main at s1, and s3 merged it. */
const commits = [...line, 'inside']

const nobody = { commits: [], pushes: [], openers: [] }

const whole: Pick<Past, 'orders' | 'states' | 'between'> = {
  orders: Object.fromEntries(
    places.flatMap((base) => [
      [orderKey(at(base), oid('inside')), base < 2 ? 'ahead' : base > 2 ? 'behind' : 'diverged'],
      ...places.map((head) => {
        const order = head === base ? 'identical' : head > base ? 'ahead' : 'behind'
        return [orderKey(at(base), at(head)), order]
      }),
    ]),
  ),
  between: Object.fromEntries(
    places.flatMap((base) => places.map((head) => [orderKey(at(base), at(head)), nobody] as const)),
  ),
  states: Object.fromEntries(commits.map((label) => [oid(label), label !== 'inside'])),
}

function at(place: number): string {
  return oid(line[place] ?? '')
}

const deployed = fc.record({
  place: fc.constantFrom(...places),
  path: fc.constantFrom('.github/workflows/deploy.yml', '.github/workflows/rollback.yml'),
  event: fc.constantFrom('workflow_dispatch', 'workflow_dispatch', 'pull_request'),
  hasSucceeded: fc.constantFrom(true, true, true, false),
  notes: fc.constantFrom([], [], [], ['s1'], ['s4'], ['inside']),
})

const pasts = fc
  .record({
    deployments: fc.array(deployed, { minLength: 1, maxLength: 5 }),
    baseline: fc.option(fc.constantFrom(...places)),
  })
  .map(({ deployments, baseline }): Past => {
    const numbered = deployments.map((one, index) => ({ ...one, id: index + 1 }))
    const listed = numbered.map(({ id, place, notes }) =>
      pastRecord(id, line[place] ?? '', { notes: notes.map(oid) }),
    )
    const runs = numbered.map(({ id, place, path, event, hasSucceeded }) => {
      const run = pastRun(id, line[place] ?? '', { path, event })
      return [id, { ...run, jobs: run.jobs.map((job) => ({ ...job, hasSucceeded })) }] as const
    })
    const named = baseline === null ? null : { named: at(baseline), commit: at(baseline) }
    return past({
      ...{ ...whole, baseline: named, runs: Object.fromEntries(runs) },
      records: listed.toReversed(),
    })
  })

const questions = fc.record({
  sha: fc.constantFrom(...places),
  granted: fc.option(fc.constantFrom(...places)),
})

/** How many states are judged; endless where that is unknown, since then nothing is let through. */
function judged(known: Past, { sha, granted }: { sha: number; granted: number | null }): number {
  const found = findStart(known, {
    ...{ repository: 'acme/shop', environment: 'production', sha: at(sha), workflows: [] },
    standing: { branches: null, protects: protectedBranches(null, 'main') },
    baselines:
      granted === null ? [] : [{ commit: at(granted), reason: 'adopted', grantedBy: 'eve#5' }],
  })
  if (found.kind === 'needs') throw new Error(`everything is known but ${JSON.stringify(found)}`)
  if (found.kind === 'unknown') return Number.POSITIVE_INFINITY
  return Math.max(0, sha - places.findIndex((place) => at(place) === found.value.from))
}

/** The same past after somebody wrote onto one of its records. */
const rewritten = (known: Past, index: number, write: (record: PastRecord) => PastRecord): Past => {
  const chosen = index % known.records.length
  return {
    ...known,
    records: known.records.map((record, place) => (place === chosen ? write(record) : record)),
  }
}

const settings = { numRuns: lawRuns(2000) }
const index = fc.nat({ max: 4 })

test('a forged note never narrows a range', () => {
  fc.assert(
    fc.property(
      pasts,
      questions,
      index,
      fc.constantFrom(...commits),
      (known, asked, one, label) => {
        const forged = rewritten(known, one, (record) => ({
          ...record,
          notes: [...record.notes, oid(label)],
        }))
        expect(judged(forged, asked)).toBeGreaterThanOrEqual(judged(known, asked))
      },
    ),
    settings,
  )
})

test('a forged status never narrows a range', () => {
  const run = fc.constantFrom(1, 2, 3, 4, 9999)
  const day = fc.constantFrom(
    '2026-01-01T00:00:00Z',
    '2026-02-01T02:30:00Z',
    '2026-03-01T00:00:00Z',
  )
  fc.assert(
    fc.property(pasts, questions, index, run, day, (known, asked, one, id, when) => {
      fc.pre(id === 9999 || known.runs[id] !== undefined)
      const forged = rewritten(known, one, (record) => ({
        ...record,
        successes: [...record.successes, { run: id, at: when }],
      }))
      expect(judged(forged, asked)).toBeGreaterThanOrEqual(judged(known, asked))
    }),
    settings,
  )
})

test('a forged record never narrows a range', () => {
  fc.assert(
    fc.property(
      pasts,
      questions,
      fc.constantFrom(...commits),
      fc.constantFrom(1, 2),
      (known, asked, label, id) => {
        fc.pre(known.runs[id] !== undefined)
        const success = { run: id, at: '2026-03-01T00:00:00Z' }
        const forged = pastRecord(99, label, { successes: [success] })
        const records = [forged, ...known.records]
        expect(judged({ ...known, records }, asked)).toBeGreaterThanOrEqual(judged(known, asked))
      },
    ),
    settings,
  )
})

test('what another workflow deployed never narrows a range', () => {
  fc.assert(
    fc.property(pasts, questions, fc.constantFrom(...line), (known, asked, label) => {
      const run = pastRun(20, label, { path: '.github/workflows/rollback.yml' })
      const foreign = {
        ...{ ...known, records: [pastRecord(20, label), ...known.records] },
        runs: { ...known.runs, 20: run },
      }
      expect(judged(foreign, asked)).toBeGreaterThanOrEqual(judged(known, asked))
    }),
    settings,
  )
})
