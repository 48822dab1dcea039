// Whatever single value of a record is changed, `verify` names its entry: in a record of every folder of worlds.
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { verify } from '../../src/record/verify.ts'
import { sha256 } from '../../src/sha256.ts'
import { loadWorld } from '../github-double/world/world.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { replay } from '../replay/replay.ts'
import { worldFile, worldPaths } from '../replay/world-files.ts'
import { unnamedValues } from './changed-values.ts'

/** The first of each folder. */
const worlds = [...Map.groupBy(worldPaths, (path) => dirname(path)).values()].map(
  ([path = '']) => path,
)

test('there are twenty records or more', () => {
  expect(worlds.length).toBeGreaterThanOrEqual(20)
})

test.for(worlds)('%s', async (path) => {
  const { record } = await replay(loadWorld(readFileSync(worldFile(path), 'utf8')), {
    pool: runBundle,
  })
  expect(verify(record ?? '', sha256)).toEqual({ flaws: [], hasDigests: true })
  const { count, unnamed } = unnamedValues(record ?? '')
  expect(unnamed).toEqual([])
  expect(count).toBeGreaterThan(50)
})
