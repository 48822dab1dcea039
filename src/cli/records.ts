// The records that a command names, as files or as directories of them.
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../errors.ts'
import { readText } from './command-line.ts'

export interface NamedText {
  readonly path: string
  readonly text: string
}

/** Of a directory, every .json below it: artifacts are kept in a folder each. @throws InputError where there is none. */
export function recordsIn(operands: readonly string[]): readonly NamedText[] {
  const paths = operands.flatMap((path) => {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
    const found = globSync('**/*.json', { cwd: path }).sort()
    if (found.length > 0) return found.map((name) => join(path, name))
    const remedy = 'Name a directory that holds records, as the input `evidence` does.'
    throw new InputError(`The directory ${path} holds no .json file.`, { remedy })
  })
  return paths.map((path) => ({ path, text: readText(path) }))
}
