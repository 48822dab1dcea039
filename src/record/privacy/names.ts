// What stands in a record for the login of a person: the account's id, and one word for one login wherever it stands.
import { isBotsName } from '../../duties/people.ts'
import { type Actor, isGitHubItself, sameLogin } from '../../facts/facts.ts'
import { accountNamed } from '../../policy/accounts.ts'

export interface Names {
  /** Of a login as GitHub says it, or as a policy names it, with or without an id. */
  readonly nameOf: (login: string) => string
  /** A sentence or a file, with every login in it replaced that stands for itself. */
  readonly inText: (text: string) => string
}

/** Apps are no people, and GitHub itself is none: who reads must still know that it was one. */
const isPerson = (actor: Actor): boolean => actor.kind === 'User' && !isGitHubItself(actor)

/** `named`: logins of policies and CODEOWNERS, of which some have no account among the actors. */
export function namesFor(actors: readonly Actor[], named: readonly string[]): Names {
  const kept = new Set(actors.filter((one) => !isPerson(one)).map(({ login }) => sameLogin(login)))
  const words = new Map<string, string>()
  const timesOf = new Map<number, number>()
  const add = (login: string, id: number): void => {
    const key = sameLogin(login)
    if (words.has(key) || kept.has(key) || isBotsName(login)) return
    const times = (timesOf.get(id) ?? 0) + 1
    timesOf.set(id, times)
    words.set(key, times === 1 ? `account-${id}` : `account-${id}-${times}`)
  }
  for (const { id, login } of actors.filter(isPerson).toSorted(byIdAndLogin)) add(login, id)
  const others = [...new Set(named)].sort().map(accountNamed)
  for (const { login, id } of others) if (id !== null) add(login, id)
  let unknown = 0
  for (const { login } of others) {
    const key = sameLogin(login)
    if (words.has(key) || kept.has(key) || isBotsName(login)) continue
    unknown += 1
    words.set(key, `nobody-${unknown}`)
  }
  const nameOf = (name: string): string => {
    const { login, id } = accountNamed(name)
    return `${words.get(sameLogin(login)) ?? login}${id === null ? '' : `#${id}`}`
  }
  const isLogin = /[A-Za-z0-9][\w-]*/g
  const inText = (text: string): string =>
    text.replaceAll(isLogin, (word) => words.get(word.toLowerCase()) ?? word)
  return { nameOf, inText }
}

const byIdAndLogin = (one: Actor, other: Actor): number =>
  one.id - other.id || (one.login < other.login ? -1 : 1)
