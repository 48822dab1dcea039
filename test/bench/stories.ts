// The worlds of the bench: what each may cost, over which the bench ends with 1, and what it costs today, above which a test fails.
import type { World } from '../github-double/world/world.ts'
import { rebased, updated } from './histories.ts'
import type { Cost } from './measure.ts'
import { groupOf } from './merge-group.ts'
import { mixedRange, rangeOfSize } from './range.ts'
import { pullOfSize } from './worlds.ts'

type Figures = Partial<Omit<Cost, 'verdict'>>

export interface Goal extends Figures {
  /** Megabytes above the first world of the same run: what the process itself takes differs from machine to machine. */
  readonly aboveSmall?: number
}

export interface Story {
  readonly name: string
  readonly world: () => World
  /** At most this, or the bench ends with 1. */
  readonly goal: Goal
  /** What it is meant to cost one day: printed beside what it costs. */
  readonly aim?: Figures
  /**
   * What it costs today at most; null: as much as another, so that the bench alone plays it. Requests in turns fall in
   * and out of step, so that round trips can vary a little.
   */
  readonly ceiling: Pick<Cost, 'requests' | 'roundTrips'> | null
  /** Page by page it would take a collector over REST more requests than an hour allows. */
  readonly isBeyondRest?: boolean
}

/** Areas with owners of their own, as a large organization lists them; each approval serves the ordinary demand too. */
const policyOf = (paths: number): string =>
  [
    'version: 1',
    'protected-paths:',
    ...Array.from({ length: paths }, (_, index) => index + 1).flatMap((number) => [
      `  - name: area ${number}`,
      `    paths: ["/src/part-${number}.ts", "/services/area-${number}/**"]`,
      '    from: {users: [cleo, bob]}',
      '    separate: false',
    ]),
  ].join('\n')

const range = { commits: 500, pulls: 150 }
const policed = { commits: 300, pulls: 150 }

/** The first is the one that memory and CPU of the others are told by. */
export const stories: readonly [Story, ...Story[]] = [
  {
    name: '20 commits, 40 files, 5 reviews',
    world: () => pullOfSize({ commits: 20, files: 40, reviews: 5 }),
    goal: { requests: 4, roundTrips: 2 },
    aim: { requests: 3 },
    ceiling: { requests: 4, roundTrips: 2 },
  },
  {
    name: '300 commits, 3,100 files, 140 reviews',
    world: () => pullOfSize({ commits: 300, files: 3100, reviews: 140 }),
    goal: { requests: 12, roundTrips: 5 },
    aim: { requests: 10 },
    ceiling: { requests: 11, roundTrips: 5 },
  },
  {
    name: 'rebased 20 times',
    world: () => rebased(20),
    goal: { requests: 10 },
    ceiling: { requests: 6, roundTrips: 5 },
  },
  {
    name: 'updated 20 times',
    world: () => updated(20),
    goal: { requests: 12 },
    ceiling: { requests: 5, roundTrips: 3 },
  },
  {
    name: '150 files of 60,000',
    world: () => pullOfSize({ commits: 20, files: 150, reviews: 5, beside: 60_000 - 151 }),
    goal: { aboveSmall: 15 },
    aim: { requests: 5, memory: 100 },
    ceiling: { requests: 6, roundTrips: 4 },
  },
  {
    name: 'merge group of 5',
    world: () => groupOf(5),
    goal: { requests: 10 },
    ceiling: { requests: 10, roundTrips: 6 },
  },
  {
    name: 'deployment, 3 commits / 1 pull',
    world: () => rangeOfSize({ commits: 3, pulls: 1 }),
    goal: { requests: 7, roundTrips: 4 },
    ceiling: { requests: 7, roundTrips: 4 },
  },
  {
    name: 'deployment, 500 commits / 150 pulls',
    world: () => rangeOfSize(range),
    goal: { requests: 28, roundTrips: 10 },
    aim: { requests: 25 },
    ceiling: { requests: 26, roundTrips: 9 },
  },
  {
    name: 'deployment, the same mixed',
    world: mixedRange,
    goal: { requests: 60, roundTrips: 12 },
    ceiling: { requests: 58, roundTrips: 12 },
  },
  {
    name: 'deployment, 1,500 / 450',
    world: () => rangeOfSize({ commits: 1500, pulls: 450 }),
    goal: { requests: 90 },
    ceiling: { requests: 81, roundTrips: 30 },
  },
  {
    name: 'deployment, 5,000 / 1,500',
    world: () => rangeOfSize({ commits: 5000, pulls: 1500 }),
    goal: { requests: 300, memory: 400 },
    isBeyondRest: true,
    ceiling: null,
  },
  {
    name: 'policy of 50 paths × 150 pulls',
    world: () => rangeOfSize({ ...policed, policy: policyOf(50) }),
    goal: {},
    ceiling: null,
  },
  {
    name: 'policy of 500 paths × 150 pulls',
    world: () => rangeOfSize({ ...policed, policy: policyOf(500) }),
    goal: { record: 2000 },
    aim: { cpu: 3, memory: 150 },
    ceiling: null,
  },
]
