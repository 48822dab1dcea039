// The accounts and teams that a policy names, each with its place, so that somebody can ask whether they exist.
import { humansOf } from './lint/humans.ts'
import type { Policy } from './schema.ts'

export interface Named {
  readonly kind: 'account' | 'team'
  readonly name: string
  readonly path: readonly (string | number)[]
  /** GitHub does not know every agent by its login. */
  readonly isAgent: boolean
}

type Path = Named['path']
type Parties = Policy['control-plane']['owners']

export function namedIn(policy: Policy): readonly Named[] {
  const { isAgent } = humansOf(policy)
  const account = (name: string, path: Path): Named => ({
    ...{ kind: 'account', name, path, isAgent: isAgent(name) },
  })
  const accounts = (names: readonly string[] = [], path: Path): readonly Named[] =>
    names.map((name, at) => account(name, [...path, at]))
  const parties = (one: Parties, path: Path): readonly Named[] => [
    ...(one?.teams ?? []).map(
      (name, at): Named => ({ kind: 'team', name, path: [...path, 'teams', at], isAgent: false }),
    ),
    ...accounts(one?.users, [...path, 'users']),
  ]
  return [
    ...policy['protected-paths'].flatMap(({ from }, at) =>
      parties(from, ['protected-paths', at, 'from']),
    ),
    ...parties(policy['control-plane'].owners, ['control-plane', 'owners']),
    ...policy.people.flatMap((one, at) => accounts(one.accounts, ['people', at, 'accounts'])),
    ...policy.agents.flatMap((one, at) => [
      account(one.account, ['agents', at, 'account']),
      ...parties(one.sponsors, ['agents', at, 'sponsors']),
    ]),
    ...policy.exceptions.flatMap((one, at) => [
      ...accounts(one.people, ['exceptions', at, 'people']),
      account(one['granted-by'], ['exceptions', at, 'granted-by']),
    ]),
    ...parties(policy['break-glass']?.responders, ['break-glass', 'responders']),
    ...parties(policy['break-glass']?.approvers, ['break-glass', 'approvers']),
  ]
}
