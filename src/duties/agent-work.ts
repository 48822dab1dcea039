// What agents did for a change, and which of it no human's push answers for.

import {
  type Actor,
  type Change,
  isGitHubItself,
  type Unknown,
  unknown,
  valueOr,
} from '../facts/facts.ts'
import { workActions } from './contributors.ts'
import type { History } from './history.ts'
import {
  type AgentWork,
  type Evidence,
  type Identify,
  listed,
  type Person,
  short,
} from './roster.ts'

/** One an account: an agent is nobody's second account. */
export function worksOf(
  change: Change,
  history: History,
  identify: Identify,
): readonly AgentWork[] {
  const done = workActions(change, history).flatMap(({ by, evidence }) => {
    const person = by === null ? null : identify(by)
    return person?.agent ? [{ person, evidence }] : []
  })
  if (done.length === 0) return []
  const brought = broughtBy(change, history)
  return [...Map.groupBy(done, ({ person }) => person.account.id).values()].flatMap((alike) => {
    const [first] = alike
    if (first === undefined) return []
    const deeds = alike.map(({ evidence }) => evidence)
    return [workOf(first.person, deeds, change, history, brought, identify)]
  })
}

type Brought = ReadonlyMap<string, readonly (Actor | null)[]>

/** By the commit: everybody whose push brought it. */
function broughtBy(change: Change, history: History): Brought {
  const pushers = new Map<string, (Actor | null)[]>()
  for (const push of [...valueOr(change.pushes, []), ...valueOr(change.forcePushes, [])]) {
    for (const oid of history.brought(push)) {
      pushers.set(oid, [...(pushers.get(oid) ?? []), push.by])
    }
  }
  return pushers
}

function workOf(
  agent: Person,
  deeds: readonly Evidence[],
  change: Change,
  history: History,
  brought: Brought,
  identify: Identify,
): AgentWork {
  const { id } = agent.account
  const pushersOf = (oid: string): readonly (Actor | null)[] => brought.get(oid) ?? []
  const pushed = (oid: string): boolean => pushersOf(oid).some((by) => by?.id === id)
  const humansFor = (oid: string): readonly Person[] =>
    pushersOf(oid)
      .flatMap((by) => (by === null || isGitHubItself(by) ? [] : identify(by)))
      .filter((person) => person.agent === null)
  const all = history.authored.map(({ oid }) => oid)
  const touched = new Set(deeds.map(({ commit }) => commit))
  const isOwn = (oid: string): boolean => pushed(oid) || touched.has(oid)
  // Whoever pushed all that it put forward stands behind that as well.
  const done = change.pull.author?.id === id ? all : all.filter(isOwn)
  const left = done.filter((oid) => humansFor(oid).length === 0)
  const people = left.length > 0 ? [] : done.flatMap(humansFor)
  const pushedBy = [...new Map(people.map((person) => [person.key, person])).values()]
  return { agent, deeds, pushed, pushedBy, gap: gapIn(change, left, pushersOf) }
}

/** A commit that only known agents pushed leaves no doubt; of the others a human may have pushed each. */
function gapIn(
  { pushes }: Change,
  left: readonly string[],
  pushersOf: (oid: string) => readonly (Actor | null)[],
): Unknown | null {
  if (left.length === 0) return null
  if (!pushes.known) return pushes
  const isUnknown = (oid: string): boolean =>
    pushersOf(oid).length === 0 || pushersOf(oid).includes(null)
  if (!left.every(isUnknown)) return null
  const message = `GitHub does not say who pushed ${listed(left.map(short))}`
  return unknown(message, pushes.source, 'Push the branch anew under another name.')
}
