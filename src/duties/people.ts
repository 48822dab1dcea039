// The human behind one or more accounts: the policy's `people` joins them in every duty.
import type { Actor } from '../change/actor.ts'

export interface Person {
  /** Equal for two accounts if and only if they are one person. */
  readonly key: string
  /** How to speak of them: the login, or the policy's name with the login used here. */
  readonly name: string
  readonly account: Actor
}

/** Somebody whom the policy knows by several accounts. Logins, compared without case. */
export interface JoinedAccounts {
  readonly name: string
  readonly accounts: readonly string[]
}

export type Identify = (actor: Actor) => Person

/** A login as policies and REST may spell it: case and a bot's suffix say nothing. */
export const sameLogin = (login: string): string => login.toLowerCase().replace(/\[bot\]$/, '')

/** Joining is transitive: entries that share an account are one person. */
export function identifier(joined: readonly JoinedAccounts[]): Identify {
  const groups: { name: string; logins: Set<string> }[] = []
  for (const { name, accounts } of joined) {
    const group = { name, logins: new Set(accounts.map(sameLogin)) }
    for (const other of groups.filter((one) => !one.logins.isDisjointFrom(group.logins))) {
      for (const login of other.logins) group.logins.add(login)
      group.name = other.name
      groups.splice(groups.indexOf(other), 1)
    }
    groups.push(group)
  }
  return (actor) => {
    const group = groups.find((one) => one.logins.has(sameLogin(actor.login)))
    if (group === undefined)
      return { key: `account:${actor.id}`, name: actor.login, account: actor }
    const name = `${actor.login} (${group.name})`
    return { key: `person:${[...group.logins].sort()[0]}`, name, account: actor }
  }
}
