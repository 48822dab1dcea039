// The people behind the logins of a policy: joined accounts are one person, and an agent is no human.
import { sameLogin } from '../../facts/facts.ts'

/** The part of a policy that joins accounts and lists agents. */
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

/** A stranger may propose a policy of any length, so nothing here compares every login with every other. */
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
