// Whether an account is among the users and the teams that a policy names.
import { type Actor, type Directory, type Fact, known, unknown } from '../facts/facts.ts'
import { means, sameName } from '../policy/accounts.ts'
import { listed } from './evidence.ts'
import type { Named } from './people.ts'

/**
 * A right belongs to the account, so joining two accounts to one person gives nobody more of it. A team that cannot be
 * read matters only to those whom nothing else names.
 */
export function belongs(
  { teams }: Pick<Directory, 'teams'>,
  named: Named,
  actor: Actor,
): Fact<boolean> {
  if (named.users?.some((user) => means(user, actor))) return known(true, 'the policy')
  const asked = teamsOf({ teams }, named)
  const joined = asked.find(
    (team) => team.known && team.value.some((member) => member.id === actor.id),
  )
  if (joined !== undefined) return known(true, joined.source)
  const unread = asked.find((team) => !team.known)
  return unread ?? known(false, 'the policy')
}

export const teamsOf = (
  { teams }: Pick<Directory, 'teams'>,
  named: Named,
): readonly Fact<readonly Actor[]>[] =>
  (named.teams ?? []).map(
    (team) => teams[team] ?? unknown(`nobody asked for the team ${team}`, 'gate'),
  )

/** What a policy says of accounts: which are one person, and which are none. */
interface Known {
  readonly people: readonly { readonly accounts: readonly string[] }[]
  readonly agents: readonly { readonly account: string }[]
}

/** "dana or team platform": whom to ask, when these accounts' word does not count. Null: all whom it names are among them. */
export function othersOf(
  { users = [], teams = [] }: Named,
  barred: readonly Actor[],
  { people, agents }: Known,
): string | null {
  const isMeant = (name: string): boolean => barred.some((account) => means(name, account))
  const areBarred = people.map(({ accounts }) => accounts).filter((all) => all.some(isMeant))
  const names = [...areBarred.flat(), ...agents.map(({ account }) => account)]
  const left = users.filter((user) => !isMeant(user) && !names.some((one) => sameName(one, user)))
  return left.length + teams.length === 0 ? null : namesOf({ users: left, teams }, 'or')
}

/** "ada, bob and team platform"; with "or" where any of them will do. */
export const namesOf = ({ users = [], teams = [] }: Named, word?: 'and' | 'or'): string =>
  listed([...users, ...teams.map((team) => `team ${team}`)], undefined, word)
