// Whether an account is among the users and the teams that a policy names.
import { type Actor, type Directory, type Fact, known, unknown } from '../facts/facts.ts'
import { means } from '../policy/accounts.ts'
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

/** "dana or team platform": whom to ask, when these accounts' word does not count. Null: all whom it names are among them. */
export function othersOf(
  { users = [], teams = [] }: Named,
  barred: readonly Actor[],
): string | null {
  const left = users.filter((user) => !barred.some((account) => means(user, account)))
  return left.length + teams.length === 0 ? null : namesOf({ users: left, teams }, 'or')
}

/** "ada, bob and team platform"; with "or" where any of them will do. */
export const namesOf = ({ users = [], teams = [] }: Named, word?: 'and' | 'or'): string =>
  listed([...users, ...teams.map((team) => `team ${team}`)], undefined, word)
