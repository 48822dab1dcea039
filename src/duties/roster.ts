// Who did what: the duties that people held for a change, each with the facts that show it.
import type { Evidence } from './evidence.ts'
import type { Person } from './people.ts'

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

/** Any of these makes a contributor: somebody who had a hand in the change, or answers for an agent that had. */
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

/**
 * Everything that shows that a person had a hand in the change; empty: no contributor, or an agent that is trusted with
 * its own work, so that no other duty conflicts with it.
 */
export const contributions = (roster: Roster, person: Person): readonly Evidence[] =>
  person.agent?.isTrusted ? [] : handsOf(roster, person)

const handsOf = (roster: Roster, person: Person): readonly Evidence[] =>
  contributing.flatMap((duty) => holding(roster, duty, person)?.evidence ?? [])

/** Whoever had a hand in a change to the gate itself manages access. */
export const withAdministrators = (roster: Roster): Roster => {
  const hands = roster.holdings.filter(({ duty }) => contributing.includes(duty))
  const administrators = [...Map.groupBy(hands, ({ person }) => person.key).values()].flatMap(
    ([first]): Holding[] =>
      first === undefined
        ? []
        : [
            {
              duty: 'administrator',
              person: first.person,
              evidence: handsOf(roster, first.person),
            },
          ],
  )
  return { ...roster, holdings: [...roster.holdings, ...administrators] }
}
