// The people behind the logins of a policy: joined accounts are one person, and an agent is no human.
import { sameLogin } from '../../facts/facts.ts'
import { loginNamed } from '../accounts.ts'

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

/** An account may be pinned in one place and named by its login alone in another. */
const spelled = (name: string): string => sameLogin(loginNamed(name))

/** A stranger may propose a policy of any length, so nothing here compares every login with every other. */
export function humansOf({ people, agents }: NamedAccounts): Humans {
  const joined = new Map(
    people.flatMap(({ accounts }, at) =>
      accounts.map((account) => [spelled(account), `people[${at}]`] as const),
    ),
  )
  const listed = new Set(agents.map(({ account }) => spelled(account)))
  const keyOf = (name: string): string => joined.get(spelled(name)) ?? spelled(name)
  const isAgent = (name: string): boolean =>
    /\[bot\]$/.test(loginNamed(name)) || listed.has(spelled(name))
  const among = (logins: readonly string[] = []): readonly string[] => {
    const humans = logins.filter((login) => !isAgent(login))
    return [...new Map(humans.map((login) => [keyOf(login), login])).values()]
  }
  return { keyOf, isAgent, among }
}
