// From what was read of branches and commits nobody gains by a row or an answer that is missing: a stop stays a stop.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Facts, RecordedDeployment } from '../../src/facts/facts.ts'
import { judge } from '../../src/judge/judge.ts'
import { parseRecord } from '../../src/record/parse.ts'
import { verify } from '../../src/record/verify.ts'
import { sha256 } from '../../src/sha256.ts'
import { loadWorld } from '../github-double/world/world.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { replay } from '../replay/replay.ts'
import { worldFile, worldPaths } from '../replay/world-files.ts'

const worlds = worldPaths.filter((path) => path.startsWith('deployment/range/'))

type Told = Pick<RecordedDeployment, 'branches' | 'shipped'>

/** Each with one thing fewer. */
function* lacking({ branches, shipped }: RecordedDeployment): Generator<Told> {
  if (branches?.known) {
    const { read, steps, orders, alike } = branches.value
    const withBranches = (more: Partial<typeof branches.value>): Told => ({
      branches: { ...branches, value: { ...branches.value, ...more } },
    })
    for (const [name, branch] of Object.entries(read)) {
      yield withBranches({ read: without(read, name) })
      if (branch?.rows.known !== true) continue
      const { rows } = branch
      for (const row of rows.value) {
        const fewer = { ...rows, value: rows.value.filter((one) => one !== row) }
        yield withBranches({ read: { ...read, [name]: { ...branch, rows: fewer } } })
      }
    }
    for (const key of Object.keys(steps)) yield withBranches({ steps: without(steps, key) })
    for (const key of Object.keys(orders)) yield withBranches({ orders: without(orders, key) })
    for (const key of Object.keys(alike)) yield withBranches({ alike: without(alike, key) })
  }
  if (shipped?.known) {
    const { commits, pulls, authored } = shipped.value
    const withShipped = (more: Partial<typeof shipped.value>): Told => ({
      shipped: { ...shipped, value: { ...shipped.value, ...more } },
    })
    for (const number of Object.keys(pulls)) yield withShipped({ pulls: without(pulls, number) })
    for (const one of authored) {
      yield withShipped({ authored: authored.filter((other) => other !== one) })
    }
    for (const commit of commits.filter((one) => one.pulls.length > 0)) {
      const bare = { ...commit, pulls: [] }
      yield withShipped({ commits: commits.map((one) => (one === commit ? bare : one)) })
    }
  }
}

const without = <T>(all: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name !== key))

const isPass = (facts: Facts): boolean => judge(facts).word.startsWith('pass')

test('there are fifty worlds or more', () => {
  expect(worlds.length).toBeGreaterThanOrEqual(50)
})

test.for(worlds)('%s', async (path) => {
  const world = loadWorld(readFileSync(worldFile(path), 'utf8'))
  const { record, verdict } = await replay(world, { pool: runBundle })
  const { facts } = parseRecord(record ?? '')
  expect(judge(facts).word).toBe(verdict)
  expect(verify(record ?? '', sha256)).toEqual({ flaws: [], hasDigests: true })
  if (isPass(facts) || facts.deployment === null) return
  for (const told of lacking(facts.deployment)) {
    const fewer = { ...facts, deployment: { ...facts.deployment, ...told } }
    expect(isPass(fewer), JSON.stringify(told).slice(0, 2000)).toBe(false)
  }
})
