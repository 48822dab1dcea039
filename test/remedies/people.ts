// Who carries a remedy out: of those whom it names or admits the ones who seem least fit, since each of them must do.
import type { Doers } from '../../src/duties/remedies/remedy.ts'
import { type Account, isAtLeast } from '../github-double/world/accounts.ts'
import { members } from '../github-double/world/teams.ts'
import type { Going } from './source.ts'

const same = (login: string): string => login.toLowerCase().replace(/#.*$/, '')

/** As many as it takes, the least fit first: who is named most often in what happened. Null: there are too few. */
export function doersOf(going: Going, who: Doers): readonly string[] | null {
  const { world, accounts, source } = going
  const named = [...who.users, ...who.teams.flatMap((slug) => members(world.teams, slug))].map(same)
  const isAnybody = who.users.length + who.teams.length === 0
  const barred = who.but.map(same)
  const happened = JSON.stringify({ ...source, accounts: {}, teams: {}, about: '', expect: null })
  const mentions = (login: string): number => happened.split(`"${login}"`).length
  const fit = accounts
    .all()
    .filter(({ type, deleted, id }) => type === 'User' && !deleted && id !== webFlow)
    .filter((account) => (isAnybody || isAmong(named, account)) && !isAmong(barred, account))
    .filter((account) => isAtLeast(who.right, account))
    .map(({ login }) => login)
    .toSorted((one, other) => mentions(other) - mentions(one))
    .slice(0, who.count)
  const missing = who.count - fit.length
  if (missing === 0) return fit
  return isAnybody ? [...fit, ...hired(going, who.right, missing)] : null
}

/** A record may know accounts by their ids alone. */
const isAmong = (names: readonly string[], { login, id }: Pick<Account, 'login' | 'id'>): boolean =>
  names.includes(same(login)) || names.includes(`account-${id}`)

const webFlow = 19864447

/** A repository can have more people than its world tells of. */
function hired({ source, accounts }: Going, permission: Doers['right'], count: number) {
  const start = accounts.all().length
  return Array.from({ length: count }, (_, index) => {
    const login = `newcomer${start + index}`
    source.accounts[login] = { id: 990_000 + start + index, permission }
    return login
  })
}
