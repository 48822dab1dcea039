// Whom a policy names by logins: accounts that it joins are one person, and an agent is no human.
import { sameLogin } from '../../facts/actor.ts'

/** As a policy names them; its whole form would only make this file depend on it. */
interface NamedAccounts {
  readonly people: readonly { readonly accounts: readonly string[] }[]
  readonly agents: readonly { readonly account: string }[]
}

export interface Humans {
  /** Equal for two logins of one person. */
  readonly keyOf: (login: string) => string
  readonly isAgent: (login: string) => boolean
  /** One login for each human among these. */
  readonly among: (logins: readonly string[] | undefined) => readonly string[]
}

/** A policy may be long, and it comes from strangers: nothing here asks each of them for each other. */
export function humansOf({ people, agents }: NamedAccounts): Humans {
  const joined = new Map(
    people.flatMap(({ accounts }, at) =>
      accounts.map((account) => [sameLogin(account), `people[${at}]`] as const),
    ),
  )
  const listed = new Set(agents.map(({ account }) => sameLogin(account)))
  const keyOf = (login: string): string => joined.get(sameLogin(login)) ?? sameLogin(login)
  const isAgent = (login: string): boolean => /\[bot\]$/.test(login) || listed.has(sameLogin(login))
  const among = (logins: readonly string[] = []): readonly string[] => {
    const humans = logins.filter((login) => !isAgent(login))
    return [...new Map(humans.map((login) => [keyOf(login), login])).values()]
  }
  return { keyOf, isAgent, among }
}
