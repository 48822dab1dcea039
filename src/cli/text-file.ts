// A file that the command line names.
import { readFileSync } from 'node:fs'
import { InputError } from '../errors.ts'

/** @throws InputError where it cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new InputError(`The file ${path} cannot be read.`, {
      remedy: 'Check its path.',
      cause: error,
    })
  }
}
