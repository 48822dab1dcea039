// What a command gets: the options and operands of its line, the files that they name, and clients for its tokens.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { InputError } from '../errors.ts'
import { connect, type Repository } from '../github/api/client.ts'
import { type Environment, tokenFrom } from '../shell/arguments.ts'

interface CommandLine {
  readonly values: Readonly<Record<string, string | undefined>>
  readonly operands: readonly string[]
}

/** Every option takes a value. @throws InputError for an unknown option, a missing value, or a wrong count of operands. */
export function optionsOf(
  args: readonly string[],
  names: readonly string[],
  count: number | 'some',
): CommandLine {
  const known = names.map((name) => `--${name}`).join(', ')
  const remedy = known === '' ? 'It has no options.' : `The options are ${known}.`
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
      allowPositionals: true,
    })
    if (count === 'some' ? positionals.length === 0 : positionals.length !== count) {
      const operands =
        count === 'some' ? 'one or more operands' : count === 1 ? '1 operand' : `${count} operands`
      throw new InputError(`The command takes ${operands}, not ${positionals.length}.`, { remedy })
    }
    return { values: values as Record<string, string | undefined>, operands: positionals }
  } catch (error) {
    if (error instanceof InputError) throw error
    const message =
      error instanceof Error ? error.message.split('\n')[0]?.replace(/\.? To .*$/, '') : ''
    throw new InputError(`${message}.`, { remedy, cause: error })
  }
}

/** Whether an option without a value is there, and what else is. */
export function flagged(
  args: readonly string[],
  name: string,
): { readonly isFlagged: boolean; readonly rest: readonly string[] } {
  const rest = args.filter((arg) => arg !== `--${name}`)
  return { isFlagged: rest.length < args.length, rest }
}

/** @throws InputError where the file cannot be read. */
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

/** Clients with the tokens in `GITHUB_TOKEN`, else `GH_TOKEN`, and, for teams, in `ORG_TOKEN`. @throws InputError without a token. */
export async function clientsFrom(env: Environment, repository: Repository) {
  const apiUrl = (env.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, '')
  const token = tokenFrom(env.GITHUB_TOKEN || env.GH_TOKEN || '', 'the variable GITHUB_TOKEN')
  return {
    client: await connect({ token, apiUrl }, repository, 'terminal'),
    orgClient: env.ORG_TOKEN
      ? await connect({ token: env.ORG_TOKEN, apiUrl }, repository, 'terminal')
      : null,
  }
}
