// A request for a break-glass under a policy: who asks for what, and what keeps it from counting at all.

import type { Advice } from '../duties/remedies/remedy.ts'
import {
  advised,
  type Doers,
  firstOf,
  type Identify,
  later,
  listed,
  type Person,
  type Roster,
  remedyFor,
  span,
} from '../duties/roster.ts'
import {
  type Actor,
  type BreakGlassIssue,
  type Change,
  type Fact,
  type Unknown,
  unknown,
} from '../facts/facts.ts'
import { type Commands, commandsIn, type LoggedUse, loggedUses } from './commands.ts'
import { type Form, readForm } from './form.ts'

/** Those whom a policy names for something. */
export interface Party {
  /** "ada, bob and team platform". */
  readonly names: string
  /** Those of them but for these; null: nobody is left. */
  readonly besides: (barred: readonly Actor[]) => Doers | null
  readonly includes: (account: Actor) => Fact<boolean>
}

/** What a policy says of break-glass. */
export interface Terms {
  readonly responders: Party
  readonly approvers: Party
  /** Everybody who may push but these, by whichever of their accounts. */
  readonly uninvolved: (barred: readonly Actor[]) => Doers
  /** As the policy writes them: "4h". */
  readonly maxDuration: string
  readonly reconcileWithin: string
  readonly rules: {
    readonly known: readonly string[]
    /** Those that nothing can waive, whatever a policy allows. */
    readonly never: readonly string[]
    readonly allowed: readonly string[]
  }
}

/** Who is whom, who may push as of now, and who did what for a change. */
export interface People {
  readonly identify: Identify
  readonly mayPush: (account: Actor) => Fact<boolean>
  /** Why two of them could be one. */
  readonly unclear: (present: readonly Person[]) => readonly Unknown[]
  readonly rosterOf: (change: Change) => Roster
}

/** Under which a request is judged. */
export interface Circumstances {
  readonly terms: Terms
  readonly people: People
  /** GitHub's clock; empty: there is none. */
  readonly now: string
}

/** What is against something, in whole sentences, and what of it could not be found out. */
export interface Problems {
  readonly flaws: readonly string[]
  readonly doubts: readonly Unknown[]
}

export const isValid = ({ flaws, doubts }: Problems): boolean =>
  flaws.length === 0 && doubts.length === 0

export const doubtReasons = (doubts: readonly Unknown[]): string =>
  firstOf(doubts.map(({ reason }) => reason))

export const doubtAdvice = (doubts: readonly Unknown[]): Advice => advised(doubts.map(remedyFor))

export interface BreakGlassRequest extends Problems {
  readonly issue: BreakGlassIssue
  readonly form: Form
  readonly commands: Commands
  readonly logged: readonly LoggedUse[]
  /** Null: the account is deleted. */
  readonly requester: Person | null
  /** However long it asks for and whenever it is approved, then it ends. RFC 3339. */
  readonly longest: string
}

export function readRequest(
  issue: BreakGlassIssue,
  { terms, people }: Circumstances,
): BreakGlassRequest {
  const form = readForm(issue.body, issue.url.replace(/\/issues\/\d+$/, ''))
  const requester = issue.by === null ? null : people.identify(issue.by)
  const asking = askingProblems(requester, terms)
  const edited = 'It was edited, and an edited request does not count.'
  const flaws = [
    ...(issue.isEdited ? [edited] : []),
    ...asking.flaws,
    ...form.flaws,
    ...ruleFlaws(form, terms),
    ...durationFlaws(form, terms),
  ]
  const longest = later(issue.at, span(terms.maxDuration) ?? 0)
  return {
    ...{ issue, form, commands: commandsIn(issue), logged: loggedUses(issue) },
    ...{ requester, longest, flaws, doubts: asking.doubts },
  }
}

function askingProblems(requester: Person | null, { responders }: Terms): Problems {
  const flawed = (flaw: string): Problems => ({ flaws: [flaw], doubts: [] })
  if (requester === null) return flawed('An account that is deleted opened it.')
  const { name, account, agent } = requester
  if (agent !== null) return flawed(`${name} opened it and is not a person.`)
  const isResponder = responders.includes(account)
  if (!isResponder.known) return { flaws: [], doubts: [isResponder] }
  if (isResponder.value) return { flaws: [], doubts: [] }
  return flawed(`${name} opened it and is not one of the responders (${responders.names}).`)
}

/**
 * Who asks and who approves may push: a login that the policy names may be a stranger's by now. Rights are asked of now,
 * so of what is past nobody knows whether somebody who lost them had them.
 */
export function rightProblems(
  person: Person | null,
  { mayPush }: People,
  isPast: boolean,
): Problems {
  const right = person === null || person.agent !== null ? null : mayPush(person.account)
  if (person === null || right === null) return { flaws: [], doubts: [] }
  if (!right.known) return { flaws: [], doubts: [right] }
  const flaw = `${person.name} may not push to the repository`
  if (right.value) return { flaws: [], doubts: [] }
  if (!isPast) return { flaws: [`${flaw}.`], doubts: [] }
  const remedy = 'Add an entry of `exceptions` to the policy.'
  return {
    flaws: [],
    doubts: [
      unknown(`${flaw}, and whether they could at the merge is not known`, right.source, remedy),
    ],
  }
}

/** One rule too many voids the request: nobody approved a part of it. */
function ruleFlaws(
  { rules }: Form,
  { rules: { known, never, allowed } }: Terms,
): readonly string[] {
  const named = (ids: readonly string[], why: string): readonly string[] =>
    ids.length === 0 ? [] : [`The field "Rules to waive" names ${listed(ids)}, ${why}`]
  const bad = rules.filter((id) => !known.includes(id))
  const guarded = rules.filter((id) => never.includes(id))
  const withheld = rules.filter(
    (id) => known.includes(id) && !never.includes(id) && !allowed.includes(id),
  )
  return [
    ...named(
      bad.map(quotedId),
      `${bad.length === 1 ? 'which is not a rule' : 'which are not rules'}.`,
    ),
    ...named(guarded, 'which nothing can waive.'),
    ...named(withheld, 'which the policy lets no break-glass waive.'),
  ]
}

function durationFlaws({ duration }: Form, { maxDuration }: Terms): readonly string[] {
  const most = span(maxDuration) ?? 0
  if (duration === null || duration <= most) return []
  return [`It asks for longer than the policy allows, which is ${maxDuration}.`]
}

const quotedId = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`
