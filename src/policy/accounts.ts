// The accounts that a policy names: `ada`, or `ada#101`, which pins the account, since a login can become another's.
import { type Actor, sameLogin } from '../facts/fact.ts'

interface AccountName {
  readonly login: string
  /** GitHub's id; null: the login alone says who is meant. */
  readonly id: number | null
}

export function accountNamed(name: string): AccountName {
  const [login = '', id] = name.split('#')
  return { login, id: id === undefined ? null : Number(id) }
}

export const loginNamed = (name: string): string => accountNamed(name).login

export const isPinned = (name: string): boolean => accountNamed(name).id !== null

/** A pinned name means its account, whatever that is called by now, and nobody else; a bot's name means no person. */
export function means(name: string, { id, login, kind }: Actor): boolean {
  const named = accountNamed(name)
  if (named.id !== null) return named.id === id
  if (kind !== 'Bot' && /\[bot\]$/i.test(named.login)) return false
  return sameLogin(named.login) === sameLogin(login)
}

/** Whether two names of a policy are meant for one account. */
export function sameName(one: string, other: string): boolean {
  const [a, b] = [accountNamed(one), accountNamed(other)]
  if (a.id !== null && b.id !== null) return a.id === b.id
  return sameLogin(a.login) === sameLogin(b.login)
}
