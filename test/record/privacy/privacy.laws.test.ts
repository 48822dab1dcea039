// Of the records of many worlds: without the names of people it leads to the same findings, and no name is left in it.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Facts } from '../../../src/facts/facts.ts'
import { judge } from '../../../src/judge/judge.ts'
import { parseRecord } from '../../../src/record/parse.ts'
import { withoutNames } from '../../../src/record/privacy/privacy.ts'
import { recordOf } from '../../../src/record/record.ts'
import { verify } from '../../../src/record/verify.ts'
import { sha256 } from '../../../src/sha256.ts'
import { loadWorld } from '../../github-double/world/world.ts'
import { runBundle } from '../../replay/bundle-pool.ts'
import { replay } from '../../replay/replay.ts'
import { worldFile, worldPaths } from '../../replay/world-files.ts'

/** A third of all worlds, spread over their folders. */
const every = 3
const worlds = worldPaths.filter((_, index) => index % every === 0)

/** GitHub itself, and names that the gate knows as those of agents, whoever bears them. */
const noPeople = ['web-flow', 'GitHub', 'noreply@github.com', 'claude', 'renovate']

/** What people are called in these facts: their logins, and their names and addresses in git. */
function namesIn(facts: Facts): Iterable<string> {
  const names = new Set<string>()
  JSON.stringify(facts, (_, value) => {
    if (value?.kind === 'User') names.add(value.login)
    if (typeof value?.email === 'string' && value.account?.kind !== 'Bot') {
      names.add(value.email).add(value.name)
    }
    return value
  })
  return [...names].filter((name) => !noPeople.some((one) => name.includes(one)))
}

/** Branches and files keep what people called them. */
const kept = ['branch', 'path', 'paths', 'previous', 'source']

function textsOf(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || kept.includes(key)) return []
  return Object.entries(value).flatMap(([name, one]) =>
    kept.includes(name) ? [] : [name, ...textsOf(one, name)],
  )
}

test.concurrent.for(worlds)('%s', async (path) => {
  const { record } = await replay(loadWorld(readFileSync(worldFile(path), 'utf8')), {
    pool: runBundle,
  })
  // A gate that breaks off leaves none.
  if (record === null) return
  const { facts, run } = parseRecord(record)
  const verdict = judge(facts)
  const uses = verdict.uses.map((use) => ({ ...use, unlogged: null }))
  const bare = withoutNames({ facts, verdict, uses }, judge)
  const told = recordOf(bare.facts, bare.verdict, run as never, sha256, bare.uses)
  expect(verify(told, sha256).flaws).toEqual([])
  const names = new Set(namesIn(facts))
  // A record that was to keep ids alone has no other names.
  for (const name of names) if (/(^|\+)account-\d+(@|$)/.test(name)) names.delete(name)
  // What the repository is called stays.
  names.delete(facts.repository.split('/')[0] ?? '')
  const words = textsOf(JSON.parse(told)).flatMap((text) => text.match(/[\w.@+-]+/g) ?? [])
  expect(words.filter((word) => names.has(word))).toEqual([])
})
