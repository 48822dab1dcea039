// The reconciliation of a break-glass that was used: an independent human says what became of what it let through, in time.

import { later, span } from '../duties/instant.ts'
import type { Person } from '../duties/people.ts'
import { contributions, holding } from '../duties/roster.ts'
import { listed, short } from '../duties/sentence.ts'
import { type Fact, known, type Unknown, unknown } from '../facts/fact.ts'
import type {
  BreakGlassRequest,
  Lifecycle,
  PastUse,
  People,
  Problems,
  Reconciliation,
  Requests,
  Terms,
} from './break-glass.ts'
import { commandsIn, type Reconciling } from './commands.ts'

export function reconciliationOf(
  request: BreakGlassRequest,
  use: PastUse,
  terms: Terms,
  people: People,
): Reconciliation {
  const due = later(use.at, span(terms.reconcileWithin) ?? 0)
  const commands = commandsIn(request.issue)
  const weighed = commands.reconciles.map((command) => {
    const by = command.by === null ? null : people.identify(command.by)
    return { command, by, ...reconciliationProblems(command, by, request, use, people) }
  })
  const flaws = weighed.flatMap((one) => one.flaws)
  for (const { command, by, ...against } of weighed) {
    if (by === null || against.flaws.length > 0 || against.doubts.length > 0) continue
    const { at, result } = command
    return { due, done: { by, at, result }, flaws, doubts: [] }
  }
  const doubts = weighed.flatMap((one) => (one.flaws.length === 0 ? one.doubts : []))
  const malformed = commands.flaws.filter((flaw) => flaw.includes('/reconcile'))
  return { due, done: null, flaws: [...malformed, ...flaws], doubts }
}

function reconciliationProblems(
  { oid, at, isEdited }: Reconciling,
  by: Person | null,
  request: BreakGlassRequest,
  use: PastUse,
  people: People,
): Problems {
  if (by === null) {
    return {
      flaws: ['An account that is deleted reconciled it, which counts for nothing.'],
      doubts: [],
    }
  }
  const { name, agent, account } = by
  const mayPush: Fact<boolean> =
    people.directory.writers[account.id] ??
    unknown(`nobody asked whether ${account.login} may push`, 'gate')
  const part = partOf(by, request, use, people)
  const named = `it names ${short(oid)}, and ${listed(use.commits.map(short))} was let through`
  const why = [
    isEdited && 'it was edited',
    agent !== null && `${name} is no human`,
    !use.commits.includes(oid) && named,
    at <= use.at && `it was given at ${at}, and the use was at ${use.at}`,
    mayPush.known && !mayPush.value && `${name} may not push to the repository`,
    part !== null && `${name} ${part}`,
  ].filter((one) => one !== false)
  return {
    flaws: why.map((one) => `The reconciliation by ${name} does not count: ${one}.`),
    doubts: [mayPush, request.issue.usage, ...factsOfInvolvement(use)].filter(
      (fact): fact is Unknown => !fact.known,
    ),
  }
}

/** What makes somebody a party to it: completes "Bob ..."; null: nothing that is known. */
function partOf(
  person: Person,
  { requester, issue }: BreakGlassRequest,
  { changes, deployments }: PastUse,
  { identify }: People,
): string | null {
  const isOne = (by: Parameters<typeof identify>[0] | null): boolean =>
    by !== null && identify(by).key === person.key
  if (requester?.key === person.key) return 'asked for it'
  if (commandsIn(issue).approves.some(({ by }) => isOne(by))) return 'approved it'
  const hand = changes.find(({ roster }) => contributions(roster, person).length > 0)
  if (hand !== undefined) return `had a hand in #${hand.change.pull.number}`
  const merge = changes.find(({ roster }) => holding(roster, 'merger', person) !== undefined)
  if (merge !== undefined) return `merged #${merge.change.pull.number}`
  // Somebody whom GitHub does not name, a deleted account, cannot be the one who comments.
  if (deployments.some(({ by }) => by.some(isOne))) return 'deployed it'
  return null
}

/** Whoever had a hand in it must be known; the pushes to a fork are for nobody to read after a while. */
const factsOfInvolvement = ({ changes }: PastUse): readonly Fact<unknown>[] =>
  changes.flatMap(({ change: { commits, formerHeads, pushes, mergers, pull } }) => [
    commits,
    formerHeads,
    mergers,
    pull.isFork ? known(null, pushes.source) : pushes,
  ])

/** Without a clock, everything has passed. */
export const isPast = (end: string, now: string): boolean => now === '' || now > end

/** Something that is wrong, or of which nobody can tell whether it is. */
export interface Obstacle {
  readonly outcome: 'violated' | 'undetermined'
  readonly message: string
  readonly remedy: string
  readonly people: readonly string[]
  readonly commits: readonly string[]
}

/** An earlier one that was not reconciled in time; null: it was, or there still is time. */
export function owing(one: Lifecycle, { now, terms }: Requests): Obstacle | null {
  const { request, use, reconciliation } = one
  if (use === null || reconciliation === null || reconciliation.done !== null) return null
  if (!isPast(reconciliation.due, now)) return null
  const { number } = request.issue
  const doubts = [...use.doubts, ...reconciliation.doubts]
  const people = request.requester === null ? [] : [request.requester.account.login]
  const about = { people, commits: use.commits }
  if (now === '' || doubts.length > 0) {
    const why = doubts.length > 0 ? doubtReasons(doubts) : 'GitHub did not say what time it is'
    const message = `Whether break-glass #${number} was reconciled in time is unknown: ${why}.`
    return {
      ...about,
      outcome: 'undetermined',
      message,
      remedy: doubtRemedies(doubts) || 'Run the gate again.',
    }
  }
  // Anybody may comment, and as often as they like.
  const tries = reconciliation.flaws.slice(-3).map((flaw) => ` ${flaw}`)
  return {
    ...about,
    outcome: 'violated',
    message: `Break-glass #${number} was used and not reconciled within ${terms.reconcileWithin}: ${use.text}; it was due by ${reconciliation.due}.${tries.join('')}`,
    remedy: `Let somebody who may push and had no part in it (nobody who asked for it, approved it, had a hand in the change, merged or deployed it) comment "/reconcile approved|remediated|reverted ${use.commits[0]}" on #${number}.`,
  }
}

/** One that there still is time to reconcile. */
export function awaiting(
  { request, use, reconciliation }: Lifecycle,
  now: string,
): readonly string[] {
  if (use === null || reconciliation === null || use.doubts.length > 0) return []
  if (reconciliation.done !== null || isPast(reconciliation.due, now)) return []
  const { number } = request.issue
  return [
    `Break-glass #${number} was used and must be reconciled by ${reconciliation.due}: ${use.text}.`,
  ]
}

export const doubtReasons = (doubts: readonly Unknown[]): string =>
  listed([...new Set(doubts.map(({ reason, source }) => `${reason} (${source})`))])

export const doubtRemedies = (doubts: readonly Unknown[]): string =>
  [...new Set(doubts.map(({ remedy }) => remedy))].join(' ')
