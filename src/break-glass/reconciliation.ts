// The reconciliation of a break-glass: afterwards, an independent human says what became of what it let through.

import {
  contributing,
  contributions,
  holders,
  holding,
  later,
  listed,
  type Person,
  type Remedy,
  short,
  span,
} from '../duties/roster.ts'
import { type Fact, known, type Unknown } from '../facts/facts.ts'
import type { BreakGlassRequest, Circumstances, People, Problems, Terms } from './request.ts'
import type { PastUse } from './use.ts'

/** Anybody who had no part in it. */
export function reconciling(
  { issue, requester, commands }: BreakGlassRequest,
  { commits, changes, deployments }: PastUse,
  { uninvolved }: Terms,
): Remedy {
  const duties = ['merger', ...contributing] as const
  const people = changes.flatMap(({ roster }) => duties.flatMap((duty) => holders(roster, duty)))
  const parties = [
    ...(requester === null ? [] : [requester.account]),
    ...commands.approves.flatMap(({ by }) => by ?? []),
    ...people.map(({ person }) => person.account),
    ...deployments.flatMap(({ by }) => by.flatMap((one) => one ?? [])),
  ]
  const what = { act: 'reconcile', issue: issue.number, commit: commits[0] ?? '' } as const
  return { kind: 'break-glass', who: uninvolved(parties), what }
}

type Reconciling = BreakGlassRequest['commands']['reconciles'][number]

export interface Reconciliation extends Problems {
  /** RFC 3339: by then it must have been done. */
  readonly due: string
  /** Null: nobody has, as far as is known; the problems are those of who tried. */
  readonly done: {
    readonly by: Person
    readonly at: string
    readonly result: Reconciling['result']
  } | null
}

export function reconciliationOf(
  request: BreakGlassRequest,
  use: PastUse,
  { terms, people }: Circumstances,
): Reconciliation {
  const due = later(use.at, span(terms.reconcileWithin) ?? 0)
  const { commands } = request
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
      flaws: ['A deleted account reconciled it, which does not count.'],
      doubts: [],
    }
  }
  const { name, agent, account } = by
  const mayPush = people.mayPush(account)
  const part = partOf(by, request, use, people)
  const named = `it names ${short(oid)}, and ${listed(use.commits.map(short))} was let through`
  const why = [
    isEdited && 'it was edited',
    agent !== null && `${name} is not a person`,
    !use.commits.includes(oid) && named,
    at <= use.at && `it was given at ${at}, not after the use`,
    mayPush.known && !mayPush.value && `${name} may not push to the repository`,
    part !== null && `${name} ${part}`,
  ].filter((one) => one !== false)
  return {
    flaws: why.map((one) => `${name}'s reconciliation does not count: ${one}.`),
    doubts: [mayPush, request.issue.usage, ...factsOfInvolvement(use)].filter(
      (fact): fact is Unknown => !fact.known,
    ),
  }
}

/** What makes somebody a party to it: completes "Bob ..."; null: nothing that is known. */
function partOf(
  person: Person,
  { requester, commands }: BreakGlassRequest,
  { changes, deployments }: PastUse,
  { identify }: People,
): string | null {
  const isOne = (by: Parameters<typeof identify>[0] | null): boolean =>
    by !== null && identify(by).key === person.key
  if (requester?.key === person.key) return 'asked for it'
  if (commands.approves.some(({ by }) => isOne(by))) return 'approved it'
  const hand = changes.find(({ roster }) => contributions(roster, person).length > 0)
  if (hand !== undefined) return `contributed to #${hand.change.pull.number}`
  const merge = changes.find(({ roster }) => holding(roster, 'merger', person) !== undefined)
  if (merge !== undefined) return `merged #${merge.change.pull.number}`
  // Somebody whom GitHub does not name, a deleted account, cannot be the one who comments.
  if (deployments.some(({ by }) => by.some(isOne))) return 'deployed it'
  return null
}

/** Everybody involved must be known; the pushes to a fork are for nobody to read after a while. */
const factsOfInvolvement = ({ changes }: PastUse): readonly Fact<unknown>[] =>
  changes.flatMap(({ change: { commits, formerHeads, pushes, mergers, pull } }) => [
    commits,
    formerHeads,
    mergers,
    pull.isFork ? known(null, pushes.source) : pushes,
  ])
