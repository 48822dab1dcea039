// What is wrong with a policy, and the words for it: names of places, quoted values, lists of choices, the nearest name.
import { closest, distance } from 'fastest-levenshtein'

/** A position in a file; both count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** With an error the policy is not used. With a warning it is, but it may demand less than its author believes. */
type Severity = 'error' | 'warning'

/** Keys and indices that lead to a part of the policy. */
export type Path = readonly PropertyKey[]

export interface Problem extends Position {
  readonly severity: Severity
  /** One sentence for the person who wrote the policy. What it quotes may be hostile. */
  readonly message: string
}

/** A problem whose position in the file is not known yet, only the part of the policy that it is about. */
export interface Remark {
  readonly severity: Severity
  readonly message: string
  readonly path: Path
  /** The key, where that is what is wrong; else the value. */
  readonly at: 'key' | 'value'
}

/** The line on which a part of the policy begins, for sentences that name a second part. */
export type LineOf = (path: Path) => number

export const error = (message: string, path: Path, at: Remark['at'] = 'value'): Remark => ({
  severity: 'error',
  message,
  path,
  at,
})

export const warning = (message: string, path: Path, at: Remark['at'] = 'value'): Remark => ({
  severity: 'warning',
  message,
  path,
  at,
})

/** Text by strangers is quoted as it is, but shortened so that it cannot hide the sentence. */
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
export const nameOf = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${cut(String(step))}`))
    .join('')
    .replace(/^\./, '')

/** A value in the words of YAML. */
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
