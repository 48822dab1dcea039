// A command line's options and operands, or one sentence on what is wrong with them.
import { parseArgs } from 'node:util'
import { InputError } from '../errors.ts'

export interface Options {
  readonly values: Readonly<Record<string, string | undefined>>
  readonly operands: readonly string[]
}

/** Every option takes a value. @throws InputError for an unknown option, a missing value, or a wrong count of operands. */
export function optionsOf(
  args: readonly string[],
  names: readonly string[],
  count: number,
): Options {
  const known = names.map((name) => `--${name}`).join(', ')
  const remedy = known === '' ? 'It has no options.' : `The options are ${known}.`
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
      allowPositionals: true,
    })
    if (positionals.length !== count) {
      const operands = count === 1 ? '1 operand' : `${count} operands`
      throw new InputError(`The command takes ${operands}, not ${positionals.length}.`, { remedy })
    }
    return { values: values as Record<string, string | undefined>, operands: positionals }
  } catch (error) {
    if (error instanceof InputError) throw error
    const told =
      error instanceof Error ? error.message.split('\n')[0]?.replace(/\.? To .*$/, '') : ''
    throw new InputError(`${told}.`, { remedy, cause: error })
  }
}
