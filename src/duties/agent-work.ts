// What agents did for a change, and which of it no human answers for who was the first to push it.

import {
  type Change,
  isGitHubItself,
  type Push,
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
  const pushes = pushesOf(change, history)
  return [...Map.groupBy(done, ({ person }) => person.account.id).values()].flatMap((alike) => {
    const [first] = alike
    if (first === undefined) return []
    const deeds = alike.map(({ evidence }) => evidence)
    return [workOf(first.person, deeds, change, history, pushes, identify)]
  })
}

/** By the commit: every push that brought it, oldest first. */
type Pushes = ReadonlyMap<string, readonly Push[]>

function pushesOf(change: Change, history: History): Pushes {
  const pushes = valueOr(change.pushes, [])
  const move = ({ before, after }: Push): string => `${before} ${after}`
  const listed = new Set(pushes.map(move))
  // The timeline tells of the same force-push, at times without its actor.
  const told = valueOr(change.forcePushes, []).filter((one) => !listed.has(move(one)))
  const byCommit = new Map<string, Push[]>()
  for (const push of [...pushes, ...told].sort((a, b) => a.at.localeCompare(b.at))) {
    for (const oid of history.brought(push)) {
      byCommit.set(oid, [...(byCommit.get(oid) ?? []), push])
    }
  }
  return byCommit
}

function workOf(
  agent: Person,
  deeds: readonly Evidence[],
  change: Change,
  history: History,
  pushes: Pushes,
  identify: Identify,
): AgentWork {
  const { id } = agent.account
  const pushesFor = (oid: string): readonly Push[] => pushes.get(oid) ?? []
  const pushed = (oid: string): boolean => pushesFor(oid).some(({ by }) => by?.id === id)
  const all = history.authored.map(({ oid }) => oid)
  const touched = new Set(deeds.map(({ commit }) => commit))
  const isOwn = (oid: string): boolean => pushed(oid) || touched.has(oid)
  // The person who pushed all that it put forward stands behind that as well.
  const done = new Set(change.pull.author?.id === id ? all : all.filter(isOwn))

  const humanOf = ({ by }: Push): Person | null => {
    const person = by === null || isGitHubItself(by) ? null : identify(by)
    return person?.agent === null ? person : null
  }
  const bringing = (oid: string) =>
    firstOf(pushesFor(oid)).map((push) => [push, humanOf(push)] as const)
  /** Who puts commits in the place of others steers no agent: the work is answered for where those are. */
  const isRewrite = (push: Push): boolean =>
    push.kind === 'force_push' && history.lost(push).some((oid) => done.has(oid))
  const brought = [...done].map((oid) => ({ oid, by: bringing(oid) }))
  const answered = ({ by }: (typeof brought)[number]): boolean =>
    by.length > 0 && by.every(([, human]) => human !== null)
  const left = brought.filter((one) => !answered(one)).map(({ oid }) => oid)
  const people = brought
    .filter(answered)
    .flatMap(({ by }) => by.flatMap(([push, human]) => (human && !isRewrite(push) ? [human] : [])))
  return {
    ...{ agent, deeds, pushed, left, isEmpty: done.size === 0 },
    pushedBy: [...new Map(people.map((person) => [person.key, person])).values()],
    gapIn: (oids) => gapIn(change, oids, pushesFor),
  }
}

/** In one second nobody was first. */
const firstOf = (pushes: readonly Push[]): readonly Push[] =>
  pushes.filter(({ at }) => at === pushes[0]?.at)

/** A commit that a known agent pushed first leaves no doubt; of the others a human may have pushed each. */
function gapIn(
  { pushes }: Change,
  left: readonly string[],
  pushesFor: (oid: string) => readonly Push[],
): Unknown | null {
  if (left.length === 0) return null
  if (!pushes.known) return pushes
  const isUnknown = (oid: string): boolean => {
    const first = firstOf(pushesFor(oid))
    return first.length === 0 || first.some(({ by }) => by === null)
  }
  if (!left.every(isUnknown)) return null
  const message = `GitHub does not say who pushed ${listed(left.map(short))}`
  return unknown(message, pushes.source, 'Push the branch again under another name.')
}
