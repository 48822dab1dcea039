// `npm run demo [-- SCENARIO ...]`: plays shipped scenarios and prints what a reviewer would see, without a token.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { loadWorld } from './github-double/world/world.ts'
import { replay } from './replay/replay.ts'

const root = join(import.meta.dirname, '..')
const scenarios = join(root, 'test', 'scenarios')

/** A clean change, somebody who pushed and approved, and a protected path without its owner. */
const shown = [
  'approved-by-somebody-else',
  'reviewer-pushed-then-approved',
  'payments-change-without-its-owner',
]

async function play(name: string): Promise<void> {
  const world = loadWorld(await readFile(join(scenarios, `${name}.yml`), 'utf8'))
  const { evidence, exitCode, requests } = await replay(world, { keep: true })
  console.log(`\n=== ${name}\n${world.about}\n`)
  if (evidence === null) throw new Error(`${name} ended without a verdict.`)
  // The record is judged again from its facts alone: what is printed here needs no GitHub.
  const bundle = join(root, 'dist', 'index.js')
  const told = spawnSync(process.execPath, [bundle, 'judge', evidence], { encoding: 'utf8' })
  console.log(told.stdout.trimEnd())
  console.log(`The step ended with ${exitCode} after ${requests} requests.`)
  await rm(dirname(dirname(dirname(evidence))), { recursive: true, force: true })
}

const asked = process.argv.slice(2).map((name) => basename(name, '.yml'))
const unknown = asked.find((name) => !existsSync(join(scenarios, `${name}.yml`)))
if (unknown !== undefined) {
  const names = readdirSync(scenarios).map((name) => basename(name, '.yml'))
  console.error(`There is no scenario "${unknown}". There are:\n${names.join('\n')}`)
  process.exitCode = 2
} else {
  for (const name of asked.length > 0 ? asked : shown) await play(name)
}
