// The worlds in test/scenarios/ are the specification: the built bundle answers each as it expects.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadWorld } from './github-double/world/world.ts'
import { mismatches } from './replay/expectations.ts'
import { replay } from './replay/replay.ts'

const folder = join(import.meta.dirname, 'scenarios')
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yml'),
)

describe.concurrent('worlds', () => {
  test.for(names)('%s', async (name) => {
    const world = loadWorld(readFileSync(join(folder, name), 'utf8'))
    const played = await replay(world)
    expect(mismatches(world.expect, played, world)).toEqual([])
    expect(played.violations).toEqual([])
    expect(played.exitCode).toBe(played.verdict?.startsWith('pass') ? 0 : 1)
  })
})
