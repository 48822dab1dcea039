// What is owed for emergencies of before: a break-glass that was used must be reconciled in time.

import { listed } from '../duties/sentence.ts'
import type { Unknown } from '../facts/fact.ts'
import { isPast, type Lifecycle } from './lifecycle.ts'
import type { Requests } from './terms.ts'

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
    return { ...about, outcome: 'undetermined', message, remedy: doubtRemedies(doubts) || again }
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

const again = 'Run the gate again.'

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
