// Laws of every world: what one person can write alone improves no verdict, and a GitHub that lags behind accuses nobody.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { worldOf } from '../github-double/world/world.ts'
import { lawRuns } from '../law-runs.ts'
import { runBundle } from './bundle-pool.ts'
import type { Draft } from './clean-world.ts'
import { type Replay, replay } from './replay.ts'
import { worldFile, worldPaths } from './world-files.ts'

const drafts: readonly { readonly name: string; readonly draft: Draft }[] = worldPaths.map(
  (name) => ({ name, draft: parse(readFileSync(worldFile(name), 'utf8')) }),
)

/** Of those that stop, a pass would be an improvement; of those that an exception lets through, a pass without one. */
const improvable = drafts.filter(({ draft }) => ![draft.expect.verdict].flat().includes('pass'))
const improved = (expected: unknown): readonly string[] =>
  [expected].flat().includes('pass-with-exception') ? ['pass'] : ['pass', 'pass-with-exception']

const play = (draft: Draft): Promise<Replay> => replay(worldOf(draft), { pool: runBundle })

const accountsOf = ({ accounts }: Draft): readonly string[] => Object.keys(accounts)
const commitsOf = ({ commits }: Draft): readonly string[] => Object.keys(commits)

/** The times of the world's commits: a forged record may name any time. */
const timesOf = ({ commits }: Draft): readonly string[] =>
  Object.values<Draft>(commits).map(({ at }) => String(at))

/** Adds to a draft what `pick` chooses of a list. */
type Adding = (draft: Draft, pick: <T>(from: readonly T[]) => T) => void

const additions: Readonly<Record<string, Adding>> = {
  'a label': (draft, pick) => {
    const label = pick(['approved', 'lgtm', 'break-glass', 'emergency', 'size/small', 'documents'])
    for (const pull of draft.pulls ?? []) pull.labels = [...(pull.labels ?? []), label]
  },
  'a deployment record': (draft, pick) => {
    const runs = (draft.runs ?? []).map(({ id }: Draft) => id)
    const by = pick([...accountsOf(draft), 'github-actions'])
    // The record of a job is a job's work; anybody else's names a run by its address alone.
    const run = by === 'github-actions' || runs.length === 0 ? {} : { run: pick(runs) }
    const at = pick(timesOf(draft))
    const record = {
      ...{ id: 987_654, environment: draft.inputs?.environment ?? 'production', by, at },
      ...{ commit: pick(commitsOf(draft)), ref: 'main' },
      statuses: [{ state: 'success', at, by, ...run }],
    }
    const { by: _, ...status } = record.statuses[0] ?? {}
    draft.deployments = [...(draft.deployments ?? []), { ...record, statuses: [status] }]
  },
  'a tag': (draft, pick) => {
    const name = pick(['main', 'v99.0.0', 'production', 'release'])
    draft.tags = { ...draft.tags, [name]: pick(commitsOf(draft)) }
  },
  'a commit status': (draft, pick) => {
    const status = {
      ...{
        commit: pick(commitsOf(draft)),
        context: pick(['test', 'build', 'separation-of-duties']),
      },
      ...{ state: 'success', by: pick(accountsOf(draft)), at: pick(timesOf(draft)) },
    }
    draft.statuses = [...(draft.statuses ?? []), status]
  },
}

test.for(Object.entries(additions))(
  '%s improves no verdict',
  { timeout: 600_000 },
  async ([, add]) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...improvable), fc.gen(), async ({ name, draft }, gen) => {
        const more = structuredClone(draft)
        add(more, (from) => gen(fc.constantFrom, ...from))
        const { verdict } = await play(more)
        expect(improved(draft.expect.verdict), name).not.toContain(verdict)
      }),
      { numRuns: lawRuns(80), endOnFailure: true },
    )
  },
)

const lags = ['associations', 'open', 'queue_events'] as const

/** Everything of these kinds is late, and comes as late as `heals` says; null: never. */
const lagging = (draft: Draft, kinds: readonly string[], heals: number | null): Draft => {
  const merged = (draft.pulls ?? []).filter((pull: Draft) => pull.merged !== undefined)
  const numbers = (pulls: readonly Draft[] = []) => pulls.map(({ number }) => number)
  const late = {
    associations: commitsOf(draft),
    open: numbers(merged),
    queue_events: numbers(draft.pulls),
  }
  const lag = Object.fromEntries(lags.map((kind) => [kind, kinds.includes(kind) ? late[kind] : []]))
  return { ...structuredClone(draft), lag: { ...lag, heals_after: heals } }
}

const violatedIn = ({ findings }: Replay): readonly string[] =>
  findings.flatMap(({ rule, outcome }) => (outcome === 'violated' ? [rule] : []))

/** Where GitHub has something to be late with. */
const late = drafts.filter(
  ({ draft }) =>
    draft.lag === undefined &&
    (draft.merge_queues !== undefined ||
      (draft.pulls ?? []).some((pull: Draft) => pull.merged !== undefined)),
)

test('a GitHub that lags accuses nobody whom it does not accuse when it is up to date', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...late),
      fc.subarray([...lags], { minLength: 1 }),
      fc.constantFrom(null, 1, 3),
      async ({ name, draft }, kinds, heals) => {
        const accused = violatedIn(await play(lagging(draft, kinds, heals)))
        const known: readonly string[] = draft.expect.violated ?? []
        if (accused.every((rule) => known.includes(rule))) return
        const before = violatedIn(await play(structuredClone(draft)))
        expect(before, `${name}, ${kinds} late`).toEqual(expect.arrayContaining([...accused]))
      },
    ),
    { numRuns: lawRuns(40), endOnFailure: true },
  )
})
