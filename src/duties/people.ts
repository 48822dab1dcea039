// The human behind one or more accounts: the policy's `people` joins them in every duty.
import { type Actor, sameLogin } from '../facts/fact.ts'
import { type Agent, type AgentEntry, agentRegistry } from './agents.ts'

export interface Person {
  /** Equal for two accounts if and only if they are one person. */
  readonly key: string
  /** How to speak of them: the login, or the policy's name with the login used here. */
  readonly name: string
  readonly account: Actor
  /** What the account is, where it is no human. */
  readonly agent: Agent | null
}

/** Somebody whom the policy knows by several accounts. Logins, compared without case. */
export interface JoinedAccounts {
  readonly name: string
  readonly accounts: readonly string[]
}

export type Identify = (actor: Actor) => Person

/** The policy lets no two entries share an account, so the first that names one is the only one. */
export function identifier(
  joined: readonly JoinedAccounts[],
  agents: readonly AgentEntry[] = [],
): Identify {
  const people = joined.map(({ name, accounts }) => ({
    name,
    logins: accounts.map(sameLogin).sort(),
  }))
  const agentBehind = agentRegistry(agents)
  return (account) => {
    const agent = agentBehind(account)
    const person = people.find(({ logins }) => logins.includes(sameLogin(account.login)))
    if (person === undefined) {
      return { key: `account:${account.id}`, name: account.login, account, agent }
    }
    const name = `${account.login} (${person.name})`
    // Trust in an agent must not pass to the human whose account it is.
    const untrusted = agent && { ...agent, isTrusted: false }
    return { key: `person:${person.logins[0]}`, name, account, agent: untrusted }
  }
}
