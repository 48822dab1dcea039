// The accounts and teams that a policy names, each with its place, so that GitHub can be asked whether they exist.

import { namedIn } from '../approvals-schema.ts'
import { isPinned, type Parties, type Path, type Policy } from '../policy.ts'
import { humansOf } from './humans.ts'

export interface NamedParty {
  readonly kind: 'account' | 'team'
  readonly name: string
  readonly path: Path
  /** GitHub finds some agents by no login, so a missing one is no error. */
  readonly isAgent: boolean
}

/** Each once, in the order of the file: a login that is given up can become another's. */
export const unpinnedIn = (policy: Policy): readonly string[] => {
  const names = partiesNamed(policy).filter(
    ({ kind, name }) => kind === 'account' && !isPinned(name),
  )
  return [...new Map(names.map(({ name }) => [name.toLowerCase(), name])).values()]
}

export function partiesNamed(policy: Policy): readonly NamedParty[] {
  const { isAgent } = humansOf(policy)
  const account = (name: string, path: Path): NamedParty => ({
    ...{ kind: 'account', name, path, isAgent: isAgent(name) },
  })
  const accounts = (names: readonly string[] = [], path: Path): readonly NamedParty[] =>
    names.map((name, at) => account(name, [...path, at]))
  const parties = (one: Partial<Parties> | undefined, path: Path): readonly NamedParty[] => [
    ...(one?.teams ?? []).map(
      (name, at): NamedParty => ({
        kind: 'team',
        name,
        path: [...path, 'teams', at],
        isAgent: false,
      }),
    ),
    ...accounts(one?.users, [...path, 'users']),
  ]
  return [
    ...policy['protected-paths'].flatMap((entry, at) =>
      parties(namedIn(entry), ['protected-paths', at, 'from']),
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
    ...policy.baselines.map((one, at) =>
      account(one['granted-by'], ['baselines', at, 'granted-by']),
    ),
    ...parties(policy['break-glass']?.responders, ['break-glass', 'responders']),
    ...parties(policy['break-glass']?.approvers, ['break-glass', 'approvers']),
  ]
}
