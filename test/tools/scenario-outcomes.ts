// What each world expects of each rule, as its file says it: nothing is played.
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parse } from 'yaml'
import type { World } from '../github-double/world/world.ts'
import { worldFile, worldPaths } from '../replay/world-files.ts'

type Expected = NonNullable<World['expect']>

/** A world without its story. */
export interface Summary extends Pick<Expected, 'violated' | 'undetermined' | 'never'> {
  /** Below test/scenarios: "pushes/push-by-an-unknown-actor". */
  readonly path: string
  readonly folder: string
  readonly about: string
  /** As the world has it, or "either" where it takes more than one. */
  readonly verdict: string
}

function summaryOf(path: string): Summary {
  const { about, expect } = parse(readFileSync(worldFile(path), 'utf8')) as {
    about: string
    expect: Partial<Expected> & Pick<Expected, 'verdict'>
  }
  const [verdict = '', ...others] = [expect.verdict].flat()
  return {
    ...{ path, folder: dirname(path), about, violated: [], undetermined: [], never: [] },
    ...expect,
    verdict: others.length > 0 ? 'either' : verdict,
  }
}

export const summaries = (): readonly Summary[] => worldPaths.map(summaryOf)

/** What a world can expect of a rule that it names. A rule holds if it is neither violated nor undetermined. */
export const outcomes = {
  violated: 'Must be violated',
  undetermined: 'Must be undetermined',
  warned: 'Must be violated or undetermined, and only warns',
  excepted: 'Must hold or be excepted, in a pass with an exception',
  holds: 'Must hold, in a pass',
  unaffected: 'Must hold, while another rule decides',
} as const

export type Outcome = keyof typeof outcomes

export function outcomeOf(rule: string, world: Summary): Outcome | null {
  const { verdict, violated, undetermined, never } = world
  if (never.includes(rule)) {
    if (verdict === 'pass') return 'holds'
    return verdict === 'pass-with-exception' ? 'excepted' : 'unaffected'
  }
  const isViolated = violated.includes(rule)
  if (!isViolated && !undetermined.includes(rule)) return null
  if (verdict.startsWith('pass')) return 'warned'
  return isViolated ? 'violated' : 'undetermined'
}
