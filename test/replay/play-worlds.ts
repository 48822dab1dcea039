// Plays worlds of test/scenarios: the built bundle answers each as it expects.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { verify } from '../../src/record/verify.ts'
import { sha256 } from '../../src/sha256.ts'
import { loadWorld } from '../github-double/world/world.ts'
import { runBundle } from './bundle-pool.ts'
import { mismatches } from './expectations.ts'
import { replay } from './replay.ts'
import { worldFile, worldPaths } from './world-files.ts'

/** Every second world, from the first or from the second on: two files of tests keep two cores busy. */
export function playWorlds(half: 'first' | 'second'): void {
  const worlds = worldPaths
    .filter((_, index) => index % 2 === (half === 'first' ? 0 : 1))
    .map((name) => ({ name, world: loadWorld(readFileSync(worldFile(name), 'utf8')) }))

  // Played in a process of its own, as on a runner: the first world of each event.
  const first = new Map(worlds.toReversed().map(({ name, world }) => [world.event.name, name]))
  const alone = new Set(first.values())

  describe.concurrent('worlds', () => {
    test.for(worlds)('$name', async ({ name, world }) => {
      const played = await replay(world, alone.has(name) ? {} : { pool: runBundle })
      expect(mismatches(world.expect, played, world)).toEqual([])
      expect(played.violations).toEqual([])
      // A gate that breaks off leaves none.
      if (played.record !== null) expect(verify(played.record, sha256).flaws).toEqual([])
      const isOpen = played.verdict?.startsWith('pass') || world.inputs.mode === 'advisory'
      expect(played.exitCode).toBe(isOpen ? 0 : 1)
    })
  })
}
