// `npm run bench`: what a verdict costs, as a table and as one line of JSON.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { World } from '../github-double/world/world.ts'
import { replay } from '../replay/replay.ts'
import { rangeOfSize } from './range.ts'
import { pullOfSize } from './worlds.ts'

export interface Figures {
  readonly story: string
  readonly verdict: string | null
  readonly requests: number
  readonly points: number
  readonly roundTrips: number
  /** Megabytes, of the whole process at its peak. */
  readonly memory: number
}

export async function measure(story: string, world: World): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const memoryFile = join(folder, 'memory')
  const played = await replay(world, {
    entry: join(import.meta.dirname, 'measured.ts'),
    env: { PEAK_MEMORY_FILE: memoryFile },
  })
  const memory = Math.round(Number(readFileSync(memoryFile, 'utf8')) / 1024)
  rmSync(folder, { recursive: true })
  const { verdict, requests, points, sequentialRoundTrips: roundTrips } = played
  return { story, verdict, requests, points, roundTrips, memory }
}

/** How long the bundle takes to start and end, in empty Node processes: a ratio holds on any machine. */
export function startUpRatio(runs = 9): number {
  const bundle = join(import.meta.dirname, '..', '..', 'dist', 'index.js')
  const time = (args: readonly string[]): number => {
    const begin = performance.now()
    execFileSync(process.execPath, [...args], { stdio: 'ignore' })
    return performance.now() - begin
  }
  const ratios = Array.from({ length: runs }, () => time([bundle, 'help']) / time(['-e', '0']))
  return Number((ratios.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0).toFixed(1))
}

export const worlds = {
  'pull request, small': () => pullOfSize({ commits: 20, files: 40, reviews: 5 }),
  'pull request, large': () => pullOfSize({ commits: 300, files: 3100, reviews: 140 }),
  'deployment, small': () => rangeOfSize({ commits: 10, pulls: 4 }),
  'deployment, large': () => rangeOfSize({ commits: 500, pulls: 150 }),
} as const

if (import.meta.main) {
  const figures: Figures[] = []
  for (const [story, world] of Object.entries(worlds)) figures.push(await measure(story, world()))
  const startUp = startUpRatio()
  console.table(Object.fromEntries(figures.map(({ story, ...rest }) => [story, rest])))
  console.log(`Start-up: ${startUp} times an empty Node process`)
  console.log(JSON.stringify({ figures, startUp }))
}
