// Entries of `protected-paths` for the same files and the same people: one of the two says nothing, or half of it.

import type { Policy } from '../schema.ts'
import type { Check, Flaw } from './flaw.ts'

type Entry = Policy['protected-paths'][number]

export const repeatedPaths: Check = ({ 'protected-paths': entries }, lineOf) => {
  const first = new Map<string, number>()
  return entries.flatMap((entry, index): Flaw[] => {
    const earlier = first.get(demandOf(entry))
    const other = entries[earlier ?? -1]
    if (earlier === undefined || other === undefined) {
      first.set(demandOf(entry), index)
      return []
    }
    const name = `protected-paths[${index}]`
    const where = `protected-paths[${earlier}] (line ${lineOf(['protected-paths', earlier])})`
    const message = told([name, entry], [where, other])
    return [{ severity: 'error', path: ['protected-paths', index], at: 'value', message }]
  })
}

type Named = readonly [name: string, entry: Entry]

function told([name, entry]: Named, [where, other]: Named): string {
  const nothing = 'the same files and people, and no more approvals; remove it'
  if (saysNothing(entry, other)) return `${name} asks for nothing beside ${where}: ${nothing}`
  if (saysNothing(other, entry)) return `${where} asks for nothing beside ${name}: ${nothing}`
  return `${name} asks the people of ${where} for the same files; let one entry ask for all of their approvals`
}

/** Whatever meets the other meets it too. */
const saysNothing = (entry: Entry, other: Entry): boolean =>
  !entry.separate && entry.approvals <= other.approvals

/** Equal for the same files and the same people. */
const demandOf = ({ paths, from: { teams, users } }: Entry): string =>
  [paths, teams, users].map((one, at) => (at === 0 ? spelled(one) : listed(one))).join(' ')

/** In any order and any case, as they match; but what "!" takes out depends on what comes before it. */
export const spelled = (patterns: readonly string[] = []): string =>
  patterns.some((pattern) => pattern.startsWith('!'))
    ? JSON.stringify(patterns.map((pattern) => pattern.toLowerCase()))
    : listed(patterns)

export const listed = (names: readonly string[] = []): string =>
  JSON.stringify([...new Set(names.map((name) => name.toLowerCase()))].sort())
