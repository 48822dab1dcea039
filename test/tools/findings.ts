// `node test/tools/findings.ts [FOLDER ...]`: the verdict and the findings of every world, a line each, to be compared by diff.
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { loadWorld } from '../github-double/world/world.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { type Finding, replay } from '../replay/replay.ts'

const folders = process.argv.slice(2)
const scenarios = join(import.meta.dirname, '..', 'scenarios')
const worlds = (folders.length > 0 ? folders : [scenarios])
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((path) => path.endsWith('.yml'))
  .sort((a, b) => basename(a).localeCompare(basename(b)))

/** What decides: texts may change. Worlds are told by name alone, so that they may move. */
const told = ({ rule, outcome, people }: Finding): string =>
  `${rule}=${outcome}${people.length > 0 ? `(${people.toSorted().join(' ')})` : ''}`

async function line(path: string): Promise<string> {
  const world = loadWorld(readFileSync(path, 'utf8'))
  const { verdict, exitCode, findings } = await replay(world, { pool: runBundle })
  const all = findings.map(told).toSorted().join(' ')
  return `${basename(path, '.yml')}\t${verdict}\t${exitCode}\t${all}`
}

const lines: string[] = []
const waiting = worlds.entries()
const play = async (): Promise<void> => {
  for (const [index, path] of waiting) {
    lines[index] = await line(path).catch((error: unknown) => `${basename(path)}\t${error}`)
  }
}
await Promise.all(Array.from({ length: availableParallelism() + 1 }, play))
console.log(lines.join('\n'))
