// What is wrong with a policy, and the words for it: names of places, quoted values, lists of choices, the nearest name.
import { closest, distance } from 'fastest-levenshtein'

/** A position in a file; both count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** An error: the policy must not stand so. A warning: it may, and somebody believes more of it than it says. */
type Severity = 'error' | 'warning'

export interface Problem extends Position {
  readonly severity: Severity
  /** One sentence for the person who wrote the policy. What it quotes may be hostile. */
  readonly message: string
}

/** A problem before its position in the file is known: the part of the policy that it is about. */
export interface Remark {
  readonly severity: Severity
  readonly message: string
  readonly path: readonly PropertyKey[]
  /** The key, where that is what is wrong; else the value. */
  readonly at: 'key' | 'value'
}

/** The line on which a part of the policy begins, for what else a sentence is about. */
export type LineOf = (path: readonly PropertyKey[]) => number

export const error = (
  message: string,
  path: Remark['path'],
  at: Remark['at'] = 'value',
): Remark => ({ severity: 'error', message, path, at })

export const warning = (
  message: string,
  path: Remark['path'],
  at: Remark['at'] = 'value',
): Remark => ({ severity: 'warning', message, path, at })

/** What strangers wrote is quoted as it is, but never so long that it hides the sentence. */
export function cut(text: string, most = 80): string {
  const characters = Array.from(text.slice(0, 2 * most + 2))
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text
}

export const quote = (text: string): string => `"${cut(text)}"`

/** `"enforce", "warn" or "off"` */
export function choice(names: readonly string[], joint = 'or'): string {
  const quoted = names.map(quote)
  const last = quoted.pop() ?? ''
  return quoted.length > 0 ? `${quoted.join(', ')} ${joint} ${last}` : last
}

/** `protected-paths[0].from.teams` */
export const nameOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${cut(String(step))}`))
    .join('')
    .replace(/^\./, '')

/** A value as a reader of YAML knows it. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a mapping' : String(value)
}

/** The name that was probably meant: at most every fourth letter is wrong. */
export function nearest(value: unknown, choices: readonly unknown[]): string | null {
  const names = choices.filter((choice) => typeof choice === 'string')
  if (typeof value !== 'string' || value.length > 40 || names.length === 0) return null
  const spelled = value.toLowerCase().replaceAll('_', '-')
  const name = closest(spelled, names)
  return distance(spelled, name) <= Math.max(1, name.length / 4) ? name : null
}
