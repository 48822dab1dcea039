// `npm run demo [-- WORLD ...]`: plays worlds of test/scenarios and prints what a reviewer would see, without a token.
import { spawnSync } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { loadWorld } from './github-double/world/world.ts'
import { replay } from './replay/replay.ts'
import { nearestWorlds, worldFile, worldsFitting } from './replay/world-files.ts'

/** A clean change, somebody who pushed and approved, and a protected path without its owner. */
const shown = [
  'approved-by-somebody-else',
  'reviewer-pushed-then-approved',
  'payments-change-without-its-owner',
]

async function play(path: string): Promise<void> {
  const world = loadWorld(await readFile(worldFile(path), 'utf8'))
  const { evidence, exitCode, requests } = await replay(world, { keep: true })
  console.log(`\n=== ${path}\n${world.about}\n`)
  if (evidence === null) throw new Error(`${path} ended without a verdict.`)
  // The record is judged again from its facts alone: what is printed here needs no GitHub.
  const bundle = join(import.meta.dirname, '..', 'dist', 'index.js')
  const told = spawnSync(process.execPath, [bundle, 'judge', evidence], { encoding: 'utf8' })
  console.log(told.stdout.trimEnd())
  console.log(`The step ended with ${exitCode} after ${requests} requests.`)
  await rm(dirname(dirname(dirname(evidence))), { recursive: true, force: true })
}

/** What to answer to a name that fits not exactly one world. */
function problem(asked: string, fitting: readonly string[]): string {
  const [head, paths] =
    fitting.length > 0
      ? [`"${asked}" fits ${fitting.length} worlds:`, fitting]
      : [`There is no world "${asked}". The nearest are:`, nearestWorlds(asked)]
  return [head, ...paths.map((path) => `  ${path}`)].join('\n')
}

const names = process.argv.slice(2)
const asked = (names.length > 0 ? names : shown).map((name) => ({
  name,
  fitting: worldsFitting(name),
}))
const unclear = asked.filter(({ fitting }) => fitting.length !== 1)
for (const { name, fitting } of unclear) console.error(problem(name, fitting))
if (unclear.length > 0) process.exitCode = 2
else for (const path of asked.flatMap(({ fitting }) => fitting)) await play(path)
