// init: writes, or prints, the workflows and the policy to begin with.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { InputError } from '../../errors.ts'
import { type Environment, repositoryFrom } from '../../shell/arguments.ts'
import { clientsFrom, optionsOf } from '../command-line.ts'
import { beginningFiles, type NewFile } from './files.ts'

const flags = ['--print', '--force']

/** Ends with 0; what is there already stays as it is, unless `--force` says otherwise. */
export async function initCommand(args: readonly string[], env: Environment): Promise<number> {
  const isGiven = (flag: string): boolean => args.includes(flag)
  const options = args.filter((arg) => !flags.includes(arg))
  const { values } = optionsOf(options, ['preset', 'mode', 'repo'], 0)
  const client =
    values.repo === undefined
      ? null
      : (await clientsFrom(env, repositoryFrom(values.repo, '--repo'))).client
  const { files, next } = await beginningFiles(values, client)
  const lines = isGiven('--print')
    ? files.flatMap(({ path, text }) => [`# ${path}`, text])
    : [...files.map((file) => written(file, isGiven('--force'))), '', ...next]
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

function written({ path, text }: NewFile, isForced: boolean): string {
  try {
    mkdirSync(dirname(path), { recursive: true })
    // One that is there already is not looked at first: it could come in between.
    writeFileSync(path, text, { flag: isForced ? 'w' : 'wx' })
    return `Wrote ${path}.`
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      return `Left ${path} as it is: write it over with --force.`
    }
    throw new InputError(`The file ${path} cannot be written.`, {
      remedy: 'Run this at the root of a checkout in which you may write.',
      cause,
    })
  }
}
