// The worlds in test/scenarios/ are the specification: the built bundle answers each as it expects.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadWorld, type World } from './github-double/world/world.ts'
import { runBundle } from './replay/bundle-pool.ts'
import { mismatches } from './replay/expectations.ts'
import { replay } from './replay/replay.ts'
import { worldFile, worldPaths } from './replay/world-files.ts'

const worlds = worldPaths.map((name) => ({
  name,
  world: loadWorld(readFileSync(worldFile(name), 'utf8')),
}))

/** Played in a process of its own, as on a runner: the first world of each event and verdict; on another Node, all. */
const kind = ({ event, expect: expected }: World) => `${event.name} ${expected?.verdict}`
const first = new Map(worlds.toReversed().map(({ name, world }) => [kind(world), name]))
const alone = new Set(process.env.PLAYED_ON ? worlds.map(({ name }) => name) : first.values())

describe.concurrent('worlds', () => {
  test.for(worlds)('$name', async ({ name, world }) => {
    const played = await replay(world, alone.has(name) ? {} : { pool: runBundle })
    expect(mismatches(world.expect, played, world)).toEqual([])
    expect(played.violations).toEqual([])
    expect(played.exitCode).toBe(played.verdict?.startsWith('pass') ? 0 : 1)
  })
})
