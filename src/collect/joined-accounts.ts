// The accounts that a policy names and that GitHub may have to be asked about: those of joined people, where it could matter.

import { identifier, loginsAtStake, peopleIn } from '../duties/roster.ts'
import { type Directory, known, sameLogin } from '../facts/facts.ts'
import { accountNamed } from '../policy/accounts.ts'
import type { Policy } from '../policy/schema.ts'

export { isPinned } from '../policy/accounts.ts'

/** `told` is whatever names people: none of them is left out, though not everybody comes to matter. */
export function joinedToAsk({ people, agents }: Policy, told: unknown): readonly string[] {
  if (people.length === 0) return []
  const present = peopleIn(told, identifier(people, agents))
  return loginsAtStake(people, present).map((login) => login.toLowerCase())
}

export const pinnedAccounts = (names: readonly string[]): Directory['accounts'] =>
  Object.fromEntries(
    names.map((name) => {
      const { login, id } = accountNamed(name)
      const account = id === null ? null : ({ id, login, kind: 'User' } as const)
      return [sameLogin(name), known(account, 'the policy')]
    }),
  )
