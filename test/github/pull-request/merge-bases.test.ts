// A list of files is whole exactly where a change has one merge base, as a whole walk of the history would tell.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type * as z from 'zod'
import { known } from '../../../src/facts/fact.ts'
import type { Client } from '../../../src/github/api/ask.ts'
import { hiddenFiles } from '../../../src/github/pull-request/history/merge-bases.ts'
import { change, commit, oid } from '../../fixtures.ts'
import { repo } from '../loopback.ts'

/** By index: the parents of each commit, which stand before it. */
type History = readonly (readonly number[])[]

const histories: fc.Arbitrary<History> = fc
  .array(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }), {
    ...{ minLength: 3, maxLength: 14 },
  })
  .map((all) =>
    all.map((back, index) => [
      ...new Set(back.map((one) => index - one).filter((one) => one >= 0)),
    ]),
  )

function reached(history: History, from: number): ReadonlySet<number> {
  const below = (history[from] ?? []).flatMap((parent) => [...reached(history, parent)])
  return new Set([from, ...below])
}

const oidOf = (index: number): string => oid(`h${index}`)

interface Asked {
  readonly variables: Readonly<Record<string, string>>
  readonly shape: z.ZodType
}

/** Each list of latest commits is cut after so many. */
function gitHub(history: History, most: number) {
  const compared: string[] = []
  const byOid = new Map(history.map((_, index) => [oidOf(index), index]))
  const at = (one: string | undefined) => reached(history, byOid.get(one ?? '') ?? -1)
  const latest = (one: string) => {
    const nodes = [...at(one)].toSorted((a, b) => b - a).slice(0, most)
    return { history: { nodes: nodes.map((index) => ({ oid: oidOf(index) })) } }
  }
  const client = {
    repo,
    rest: { repos: { compareCommitsWithBasehead: { endpoint: { DEFAULTS: {} } } } },
    query: async ({ variables, shape }: Asked) => {
      const asked = Object.entries(variables).filter(([key]) => /^c\d+$/.test(key))
      return shape.parse({
        repository: Object.fromEntries(asked.map(([key, one]) => [key, latest(one)])),
      })
    },
    get: async (
      _: unknown,
      { basehead }: { basehead: string },
      { shape }: { shape: z.ZodType },
    ) => {
      compared.push(basehead)
      const [base, head] = basehead.split('...')
      const isAhead = at(head).has(byOid.get(base ?? '') ?? -1)
      const isBehind = at(base).has(byOid.get(head ?? '') ?? -1)
      return shape.parse({ status: isAhead ? 'ahead' : isBehind ? 'behind' : 'diverged' })
    },
  }
  return { client: client as unknown as Client, compared }
}

const withCommits = (history: History, own: readonly number[]) =>
  change({
    commits: known(
      own.map((index) =>
        commit(`h${index}`, '', 'ada', { parents: (history[index] ?? []).map(oidOf) }),
      ),
      'test',
    ),
  })

test('of any history in any order, however short the lists of latest commits are', async () => {
  await fc.assert(
    fc.asyncProperty(
      ...[histories, fc.nat(13), fc.nat(13), fc.integer({ min: 1, max: 14 }), fc.boolean()],
      async (history, one, other, most, isTurned) => {
        const [base, head] = [one % history.length, other % history.length]
        const [ofBase, ofHead] = [reached(history, base), reached(history, head)]
        const own = [...ofHead].filter((index) => !ofBase.has(index)).toSorted((a, b) => a - b)
        const common = [...ofHead].filter((index) => ofBase.has(index))
        const bases = common.filter((index) =>
          common.every((next) => next === index || !reached(history, next).has(index)),
        )
        const { client, compared } = gitHub(history, most)
        const [hidden] = await hiddenFiles(client, [
          withCommits(history, isTurned ? own.toReversed() : own),
        ])
        expect(hidden === null).toBe(bases.length <= 1 || own.length === 0)
        if (most === 14 && bases.length <= 1) expect(compared).toEqual([])
      },
    ),
  )
})

test.for([
  [[[], [0], [0], [1, 2, 0]], false],
  [[[], [0], [1], [1, 2, 0]], true],
  [[[], [0], [1], [2, 1, 0]], true],
] as const)('the oldest state was merged last, as %j', async ([history, isWhole]) => {
  const [hidden] = await hiddenFiles(gitHub(history, 1).client, [withCommits(history, [3])])
  expect(hidden === null).toBe(isWhole)
})

/** Ada's one commit merges so many states of main that do not hold one another. */
const star = (rays: number): History => [
  [],
  ...Array.from({ length: rays }, () => [0]),
  Array.from({ length: rays }, (_, index) => index + 1),
]

test.for([
  [2, 'h1', 1],
  [10, 'h9', 9],
  [11, '11 commits may be one', 0],
  [201, '201 commits may be one', 0],
] as const)('%d states beside one another cost few requests', async ([rays, told, requests]) => {
  const history = star(rays)
  const { client, compared } = gitHub(history, 100)
  const [hidden] = await hiddenFiles(client, [withCommits(history, [rays + 1])])
  expect(hidden).toMatchObject({
    reason: expect.stringContaining(told.startsWith('h') ? oid(told).slice(0, 7) : told),
  })
  expect(compared).toHaveLength(requests)
})

test('an open change is mended by its base, a merged one by a baseline', async () => {
  const history = star(2)
  const open = withCommits(history, [3])
  const merged = { ...open, pull: { ...open.pull, mergedAt: '2026-01-02T00:00:00Z' } }
  const hidden = await hiddenFiles(gitHub(history, 100).client, [open, merged])
  const { base, head } = open.pull
  expect(hidden).toMatchObject([
    { remedy: `Merge ${base.branch} into ${head.branch}: its tip is the only merge base then.` },
    { remedy: 'Add a `baselines` entry for its merge to the policy.' },
  ])
})
