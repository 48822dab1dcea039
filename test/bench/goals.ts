// Which goals of the bench a world missed, and by how much.
import type { Cost } from './measure.ts'
import type { Goal, Story } from './stories.ts'

const units: Readonly<Record<keyof Goal, string>> = {
  requests: 'requests',
  points: 'points',
  roundTrips: 'round trips',
  memory: 'MB',
  aboveSmall: 'MB above the small one',
  cpu: 'CPU seconds',
  record: 'kB of record',
}
const goalNames = Object.keys(units) as readonly (keyof Goal)[]

/** "merge group of 5: 14 requests, at most 10". `small` is what the first world of the same run cost. */
export function missed(
  { name, goal }: Pick<Story, 'name' | 'goal'>,
  cost: Cost,
  small: Cost,
): readonly string[] {
  const figures = { ...cost, aboveSmall: cost.memory - small.memory }
  return goalNames
    .filter((of) => figures[of] > (goal[of] ?? Number.POSITIVE_INFINITY))
    .map((of) => `${name}: ${Number(figures[of].toFixed(2))} ${units[of]}, at most ${goal[of]}`)
}
