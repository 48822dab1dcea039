// Finds the worlds in test/scenarios by name, so that they may move from folder to folder.
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { distance } from 'fastest-levenshtein'

const scenarios = join(import.meta.dirname, '..', 'scenarios')

/** All of them in order, below test/scenarios: "deployment/people/author-presses-deploy". */
export const worldPaths: readonly string[] = globSync('**/*.yml', { cwd: scenarios })
  .map((file) => file.replaceAll('\\', '/').replace(/\.yml$/, ''))
  .sort()

export const worldFile = (path: string): string => join(scenarios, `${path}.yml`)

/** The file of the one world of that name. @throws where there is none or are several. */
export function worldNamed(name: string): string {
  const [path, ...others] = worldPaths.filter((one) => basename(one) === name)
  if (path === undefined) throw new Error(`There is no world "${name}".`)
  if (others.length > 0) throw new Error(`There are ${others.length + 1} worlds "${name}".`)
  return worldFile(path)
}

/** `./test/scenarios/pushes/rebased.yml` names `pushes` and `rebased`. */
function wordsOf(asked: string): readonly string[] {
  const words = asked.replace(/\.yml$/, '').split(/[\\/]/)
  return words.slice(words.lastIndexOf('scenarios') + 1).filter((word) => !['', '.'].includes(word))
}

/** Whether the words stand there in this order, whatever stands between them. */
function isWithin(words: readonly string[], there: readonly string[]): boolean {
  let found = 0
  for (const word of there) if (word === words[found]) found += 1
  return found === words.length
}

/** The worlds of that name, below the folders that are named before it; else all worlds of such a folder. */
export function worldsFitting(asked: string, paths = worldPaths): readonly string[] {
  const words = wordsOf(asked)
  const name = words.at(-1)
  if (name === undefined) return []
  const named = paths.filter((path) => path === name || path.endsWith(`/${name}`))
  const fitting = named.filter((path) => isWithin(words, path.split('/')))
  return fitting.length > 0
    ? fitting
    : paths.filter((path) => isWithin(words, path.split('/').slice(0, -1)))
}

/** Those whose names are spelled most alike, three of them, the likeliest first. */
export function nearestWorlds(asked: string, paths = worldPaths): readonly string[] {
  const words = wordsOf(asked)
  const far = (path: string) => distance(words.at(-1) ?? '', basename(path))
  const farAsWhole = (path: string) => distance(words.join('/'), path)
  return paths
    .map((path) => ({ path, far: far(path), farAsWhole: farAsWhole(path) }))
    .sort((one, other) => one.far - other.far || one.farAsWhole - other.farAsWhole)
    .slice(0, 3)
    .map(({ path }) => path)
}
