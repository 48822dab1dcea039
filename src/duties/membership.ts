// Whether an account is among the users and the teams that a policy names.
import { type Actor, type Directory, type Fact, known, unknown } from '../facts/facts.ts'
import { means, sameName } from '../policy/accounts.ts'
import type { Named } from './evidence.ts'

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

/** What is known of accounts: which are one person, which are none, and which are members of what. */
interface Known extends Pick<Directory, 'teams'> {
  readonly people: readonly { readonly accounts: readonly string[] }[]
  readonly agents: readonly { readonly account: string }[]
}

/** The names under which these accounts could act, or what is no person. */
export function namesBarred(
  barred: readonly Actor[],
  { people, agents }: Pick<Known, 'people' | 'agents'>,
): readonly string[] {
  const joined = people
    .map(({ accounts }) => accounts)
    .filter((all) => all.some((name) => barred.some((account) => means(name, account))))
  const own = barred.map(({ login }) => login)
  return [...new Set([...own, ...joined.flat(), ...agents.map(({ account }) => account)])]
}

/** Those of them whom one can ask when these accounts' word does not count. Null: nobody is left. */
export function othersOf(
  { users = [], teams = [] }: Named,
  barred: readonly Actor[],
  known: Known,
): { readonly users: readonly string[]; readonly teams: readonly string[] } | null {
  const names = namesBarred(barred, known)
  // A name that is pinned to another account is nobody's that GitHub shows.
  const isBarred = (user: string): boolean =>
    barred.some((account) => means(user, account)) || names.some((one) => sameName(one, user))
  const left = users.filter((user) => !isBarred(user))
  // Of a team that nobody could read, somebody may be left.
  const hasOthers = (slug: string): boolean => {
    const members = known.teams[slug]
    return members?.known !== true || members.value.some(({ login }) => !isBarred(login))
  }
  const others = teams.filter(hasOthers)
  return left.length + others.length === 0 ? null : { users: left, teams: others }
}
