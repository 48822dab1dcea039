// Every file of the core is mutated in one shard, none of which is too large, and the sample is a part of them.
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../readme/document.ts'
import { sample, shards } from './shards.ts'

const core = globSync('src/{duties,break-glass,findings,rules,policy}/**/*.ts', { cwd: root })

test('each file of the core is in one shard, with others of its folder', () => {
  expect(shards.flatMap(({ files }) => files).toSorted()).toEqual(core.toSorted())
  for (const { folder, files } of shards) {
    for (const file of files) expect(file.startsWith(`src/${folder}/`), file).toBe(true)
  }
})

test('no shard has more than ten minutes of work', () => {
  for (const { name, files } of shards) {
    const size = files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0)
    expect(size, name).toBeLessThan(40_000)
  }
})

test('the sample has a part of the core, the same each time', () => {
  const share = sample.files.length / core.length
  expect(share).toBeGreaterThan(0.04)
  expect(share).toBeLessThan(0.2)
  expect(new Set(sample.files).size).toBe(sample.files.length)
  expect(core).toEqual(expect.arrayContaining([...sample.files]))
})
