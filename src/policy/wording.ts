// How problems speak: names of places, quoted values, lists of choices, and what may have been meant.
import { closest, distance } from 'fastest-levenshtein'

/** What strangers wrote is quoted as it stands, but never so long that it hides the sentence. */
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
