// Who did what: the duties that people held for a change, each with the facts that show it.

import type { Actor, Change, Review, Unknown } from '../facts/facts.ts'
import type { Freshness } from '../policy/approval-entries.ts'
import type { Evidence } from './evidence.ts'
import type { Identify, Person, Trust } from './people.ts'

export {
  counting,
  deedsOf,
  type Evidence,
  ended,
  firstOf,
  inCommit,
  listed,
  namesOf,
  proofOf,
  proofsOf,
  short,
} from './evidence.ts'
export { earlier, later, span } from './instant.ts'
export { loginsAtStake, lostLogins, peopleIn } from './lost-logins.ts'
export { belongs, namesBarred, othersOf, teamsOf } from './membership.ts'
export { type Identify, identifier, type Person, type Trust } from './people.ts'
export { advised } from './remedies/advice.ts'
export {
  type Doers,
  maintainers,
  named,
  nothingHelps,
  type Remedy,
  remedyFor,
  runAgain,
  writers,
} from './remedies/remedy.ts'

export type Duty =
  | 'author'
  | 'committer'
  | 'pusher'
  | 'approver'
  | 'dismisser'
  | 'merger'
  | 'deployer'
  | 'deployment-approver'
  | 'bypasser'
  | 'sponsor'
  | 'administrator'

/** Any of these makes a contributor: somebody who contributed to the change, or answers for an agent that did. */
export const contributing: readonly Duty[] = ['author', 'committer', 'pusher', 'sponsor']

export interface Holding {
  readonly duty: Duty
  readonly person: Person
  readonly evidence: readonly Evidence[]
}

/** Somebody who did something, and nobody knows who. */
export interface UnattributedAction {
  readonly duty: Duty
  readonly evidence: Evidence
  /** The agent that did it; who had it do so is what nobody knows. */
  readonly agent?: Person
  /** Facts that could tell and are unknown. */
  readonly gaps?: readonly Unknown[]
}

export interface Roster {
  readonly holdings: readonly Holding[]
  /** Work that leads to no account. */
  readonly unattributed: readonly UnattributedAction[]
  /** Commits that no listed push brought: their pushers are unknown. Full oids. */
  readonly unpushed: readonly string[]
}

export const holding = (roster: Roster, duty: Duty, person: Person): Holding | undefined =>
  roster.holdings.find((one) => one.duty === duty && one.person.key === person.key)

export const holders = (roster: Roster, duty: Duty): readonly Holding[] =>
  roster.holdings.filter((one) => one.duty === duty)

/** Everything that shows that a person contributed to the change; empty: no contributor, or an agent that is trusted with its own work. */
export const contributions = (roster: Roster, person: Person): readonly Evidence[] =>
  isTrustedWith(person, 'work') ? [] : handsOf(roster, person)

/** What an agent must be trusted with to hold a duty though nobody knows for whom. Other duties are its own work. */
export const trustFor: Readonly<Partial<Record<string, Trust>>> = {
  deployer: 'deploy',
  merger: 'merge',
  dismisser: 'dismiss',
} satisfies Partial<Record<Duty, Trust>>

/** A human never is: nobody has to answer for one. */
export const isTrustedWith = ({ agent }: Person, what: Trust): boolean =>
  agent?.trusted.includes(what) ?? false

export const handsOf = (roster: Roster, person: Person): readonly Evidence[] =>
  contributing.flatMap((duty) => holding(roster, duty, person)?.evidence ?? [])

/** Why an approval is set aside; each kind is explained by a rule, save one given after the merge and rights that nobody knows. */
export type SetAsideKind = 'contribution' | 'stale' | 'not-entitled' | 'after-merge' | 'rights-then'

export interface Reason {
  readonly kind: SetAsideKind
  /** Completes "Bob ..." for a contribution and "The approval ..." for the rest. */
  readonly why: string
  /** Full oids. */
  readonly commits: readonly string[]
}

export interface Approval {
  /** Null: the account is deleted. */
  readonly person: Person | null
  readonly review: Review
}

export interface SetAside extends Approval {
  readonly reasons: readonly Reason[]
}

export interface CountedApproval extends Approval {
  readonly person: Person
}

/** How many approvals a change needs, and how fresh. */
export interface Demanded {
  readonly required: number
  readonly freshness: Freshness
  /** The fewest that it could be, where a limit rests on something unknown; else as many as are required. */
  readonly least: number
  /** Whether something unknown could make it ask for less. */
  readonly isCertain: boolean
}

export interface Approvals {
  readonly demanded: Demanded
  /** One a person. */
  readonly counted: readonly CountedApproval[]
  readonly setAside: readonly SetAside[]
}

/** Those that count if their givers had write access when the change was merged, which GitHub does not say. */
export const possibleApprovals = ({ setAside }: Approvals): readonly CountedApproval[] =>
  setAside.flatMap(({ person, review, reasons }) =>
    person !== null && reasons.every(({ kind }) => kind === 'rights-then')
      ? [{ person, review }]
      : [],
  )

/** What an agent did for a change. */
export interface AgentWork {
  readonly agent: Person
  readonly deeds: readonly Evidence[]
  /** Humans who were the first to push some of it: GitHub knows them, and they answer for that. */
  readonly pushedBy: readonly Person[]
  /** Commits that no human's push answers for. Full oids. */
  readonly left: readonly string[]
  /** It put no commit forward. */
  readonly isEmpty: boolean
  /** Why it is not known whether a human pushed these of them; null: it is. */
  readonly gapIn: (oids: readonly string[]) => Unknown | null
  /** Did it bring this commit itself? */
  readonly pushed: (oid: string) => boolean
}

export interface Sponsor {
  readonly person: Person
  readonly evidence: Evidence
}

/** An agent that contributed to a change, and who answers for that. */
export interface SponsoredWork extends AgentWork {
  readonly sponsors: readonly Sponsor[]
  /** One human does not answer for the work of another: everything that it did has one. */
  readonly isAnswered: boolean
  /** Why it is not known whether a human pushed what is left; null: it is. */
  readonly gap: Unknown | null
  /** What sponsors did of whom GitHub says no more than that: their accounts are deleted. */
  readonly nameless: readonly Evidence[]
  /** Facts that could tell of a sponsor and are unknown. */
  readonly gaps: readonly Unknown[]
  /** Logins that the policy names to answer for it and that are no account of a human. */
  readonly unfit: readonly string[]
}

/** A change and who did what for it. */
export interface AssignedChange {
  readonly change: Change
  readonly roster: Roster
  readonly approvals: Approvals
  /** Of the agents that contributed to it, one each. */
  readonly works: readonly SponsoredWork[]
  /** Why two of its people could be one. */
  readonly unclear: readonly Unknown[]
}

/** One deed of one account; null: of nobody that is known. */
export interface Action extends UnattributedAction {
  readonly by: Actor | null
}

export function gather(actions: readonly Action[], identify: Identify): Omit<Roster, 'unpushed'> {
  const held = new Map<string, { holding: Holding; evidence: Evidence[] }>()
  const unattributed: UnattributedAction[] = []
  const told = new Set<string>()
  for (const { by, ...action } of actions) {
    const { duty, evidence } = action
    if (by === null) {
      unattributed.push(action)
      continue
    }
    const person = identify(by)
    const key = `${duty} ${person.key}`
    // The timeline and the activity tell of the same force-push.
    const deed = `${key} ${evidence.commit} ${evidence.deed}`
    if (told.has(deed)) continue
    told.add(deed)
    const known = held.get(key)
    if (known === undefined) {
      const facts = [evidence]
      held.set(key, { holding: { duty, person, evidence: facts }, evidence: facts })
    } else known.evidence.push(evidence)
  }
  return { holdings: [...held.values()].map(({ holding }) => holding), unattributed }
}
