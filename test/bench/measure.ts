// What one verdict costs: the built bundle in a process of its own, played in a world.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startDouble } from '../github-double/server/server.ts'
import type { World } from '../github-double/world/world.ts'
import { replay } from '../replay/replay.ts'

export interface Cost {
  readonly verdict: string | null
  readonly requests: number
  readonly points: number
  readonly roundTrips: number
  /** Megabytes, of the whole process at its peak. */
  readonly memory: number
  /** Seconds, of all threads. */
  readonly cpu: number
  /** Kilobytes. */
  readonly record: number
}

/** Milliseconds between the two ends: far enough that what is sent together is seen to arrive together. */
export const distance = 100

/** In `NODE_OPTIONS`, it writes what a process used into USAGE_FILE. */
export const preloaded = pathToFileURL(join(import.meta.dirname, 'usage.mjs'))

export const builtBundle = join(import.meta.dirname, '..', '..', 'dist', 'index.js')

export async function measure(world: World, bundle: string = builtBundle): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const usageFile = join(folder, 'usage.json')
  const double = await startDouble(world, { distance })
  try {
    const { verdict, record } = await replay(world, {
      ...{ entry: bundle, github: double.url },
      env: { NODE_OPTIONS: `--import=${preloaded}`, USAGE_FILE: usageFile },
    })
    const usage: Pick<Cost, 'memory' | 'cpu'> = JSON.parse(readFileSync(usageFile, 'utf8'))
    return {
      ...{ verdict, requests: double.requestCount, points: double.points },
      ...{ roundTrips: double.sequentialRoundTrips, ...usage },
      record: Buffer.byteLength(record ?? '') / 1000,
    }
  } finally {
    await double.close()
    rmSync(folder, { recursive: true })
  }
}
