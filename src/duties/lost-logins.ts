// Logins of `people` that GitHub no longer knows: whose accounts are joined is unknown, so who takes part could be that person.
import { type Actor, type Directory, sameLogin, type Unknown, unknown } from '../facts/facts.ts'
import { isPinned, means } from '../policy/accounts.ts'
import { listed } from './evidence.ts'
import type { Identify, JoinedAccounts, Person } from './people.ts'

interface Stake {
  readonly entry: JoinedAccounts
  /** Those among the present who could be the person behind it. */
  readonly strangers: readonly Person[]
}

/**
 * Somebody whom no entry names could be a person who takes part under another name; where none of the person's accounts
 * takes part, two of them could.
 */
function stakesIn(people: readonly JoinedAccounts[], present: readonly Person[]): readonly Stake[] {
  const isOf = ({ accounts }: JoinedAccounts, { account }: Person): boolean =>
    accounts.some((name) => means(name, account))
  const each = [...new Map(present.map((person) => [person.key, person])).values()]
  const humans = each.filter(({ agent }) => agent === null)
  const strangers = humans.filter((person) => !people.some((entry) => isOf(entry, person)))
  return people.flatMap((entry) => {
    const isHere = humans.some((person) => isOf(entry, person))
    return strangers.length > (isHere ? 0 : 1) ? [{ entry, strangers }] : []
  })
}

/** The logins that GitHub must be asked about: an account that is pinned needs no asking. */
export const loginsAtStake = (
  people: readonly JoinedAccounts[],
  present: readonly Person[],
): readonly string[] =>
  stakesIn(people, present).flatMap(({ entry }) => entry.accounts.filter((one) => !isPinned(one)))

export function lostLogins(
  people: readonly JoinedAccounts[],
  present: readonly Person[],
  { accounts }: Pick<Directory, 'accounts'>,
): readonly Unknown[] {
  return stakesIn(people, present).flatMap(({ entry, strangers }) => {
    const isHere = (name: string) => present.some(({ account }) => means(name, account))
    const absent = entry.accounts.filter((name) => !isPinned(name) && !isHere(name))
    const lost = absent.flatMap((login) => unknownBehind(login, entry, strangers, accounts))
    return entry.accounts.some(isHere) || lost.length > 1 ? lost : []
  })
}

function unknownBehind(
  login: string,
  { name }: JoinedAccounts,
  strangers: readonly Person[],
  accounts: Directory['accounts'],
): readonly Unknown[] {
  const key = sameLogin(login)
  const asked = Object.hasOwn(accounts, key) ? accounts[key] : undefined
  if (asked === undefined) return [unknown(`nobody asked who ${login} is`, 'gate')]
  if (!asked.known) return [asked]
  if (asked.value !== null) return []
  const who = listed(strangers.map((person) => person.name))
  const reason = `GitHub knows no ${login}, whom the policy names, so ${who} could be ${name}`
  const remedy = `Pin each account of ${name} under \`people\` by its id, such as "octocat#583231".`
  return [unknown(reason, asked.source, remedy)]
}

/** Everybody whom facts name, wherever in them. */
export function peopleIn(told: unknown, identify: Identify): readonly Person[] {
  const found = new Map<number, Actor>()
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (isUser(value)) found.set(value.id, value)
    else for (const within of Object.values(value)) look(within)
  }
  look(told)
  return [...found.values()].map(identify)
}

const isUser = (value: object): value is Actor =>
  'login' in value && 'kind' in value && value.kind === 'User' && 'id' in value
