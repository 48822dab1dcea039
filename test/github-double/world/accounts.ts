// The accounts of a world: who a login, an id or an address of git belongs to.
import { stableId } from '../git/oid.ts'
import type { Document } from './schema/world-schema.ts'

type Listing = Document['accounts'][string]
type Permission = NonNullable<Listing['permission']>
export type Identity = { name: string; email: string }
export type Account = Omit<Listing, 'permission'> &
  Identity & { login: string; permission: Permission }

const BUILT_IN: Record<string, Pick<Account, 'id' | 'type'> & Partial<Identity>> = {
  'web-flow': { id: 19864447, type: 'User', name: 'GitHub', email: 'noreply@github.com' },
  'github-actions': { id: 41898282, type: 'Bot' },
  'github-merge-queue': { id: 118344674, type: 'Bot' },
}

/** It stands where an account is deleted and GitHub must name one all the same. */
export const ghost: Account = {
  ...{ id: 10137, login: 'ghost', type: 'User', deleted: false, permission: 'none' },
  ...{ name: 'Deleted user', email: '10137+ghost@users.noreply.github.com' },
}

/** The organisation that owns GitHub's own Apps. */
export const github: Account = {
  ...{ id: 9919, login: 'github', type: 'Organization', deleted: false, permission: 'none' },
  ...{ name: 'GitHub', email: '' },
}

export const builtInLogins = Object.keys(BUILT_IN)

/** Copilot's second id, under which trailers name it: one name for two accounts, which a world cannot list. */
const SECOND_COPILOT = 223556219

/** A bot is `renovate[bot]` in REST; one with a GraphQL login of its own (Copilot) is not. */
export function restLogin(
  account: Pick<Account, 'login' | 'type' | 'graphql_login' | 'id'>,
): string {
  if (account.id === SECOND_COPILOT) return 'Copilot'
  const hasSuffix = account.type === 'Bot' && account.graphql_login === undefined
  return hasSuffix ? `${account.login}[bot]` : account.login
}

export const graphqlLogin = (account: Account): string =>
  account.graphql_login ?? (account.id === SECOND_COPILOT ? 'Copilot' : account.login)

const RANK: Record<Permission, number> = {
  none: 0,
  read: 1,
  triage: 2,
  write: 3,
  maintain: 4,
  admin: 5,
}

export const isAtLeast = (wanted: Permission, { permission }: Account): boolean =>
  RANK[permission] >= RANK[wanted]

export const canPush = (account: Account): boolean => isAtLeast('write', account)

export class Accounts {
  readonly #accounts = new Map<string, Account>()

  /** Owners that a world does not list: an organisation for the repository, a user for a fork. */
  constructor(
    world: Pick<Document, 'accounts' | 'repository'> & { pulls: { fork: string | null }[] },
  ) {
    for (const [login, account] of Object.entries(BUILT_IN)) {
      this.#add(login, { ...account, deleted: false, permission: 'none' })
    }
    for (const [login, account] of Object.entries(world.accounts)) this.#add(login, account)
    const forks = world.pulls.flatMap(({ fork }) => (fork?.includes('/') ? [fork] : []))
    for (const [index, repository] of [world.repository, ...forks].entries()) {
      const [login = ''] = repository.split('/')
      const type = index === 0 ? 'Organization' : 'User'
      if (this.#accounts.has(login)) continue
      this.#add(login, { id: stableId(login), type, deleted: false, permission: 'none' })
    }
  }

  #add(login: string, listing: Listing): void {
    const spelled = restLogin({ ...listing, login })
    this.#accounts.set(login, {
      ...listing,
      login,
      name: listing.name ?? spelled,
      email: listing.email ?? `${listing.id}+${spelled}@users.noreply.github.com`,
      permission: listing.permission ?? (listing.type === 'User' ? 'write' : 'none'),
    })
  }

  all(): Account[] {
    return [...this.#accounts.values()]
  }

  /** The account that GitHub shows; nobody where it is deleted. */
  get(login: string | null): Account | null {
    const account = login === null ? undefined : this.#accounts.get(login)
    return account === undefined || account.deleted ? null : account
  }

  find(
    login: string,
    spelling: (account: Account) => string = ({ login }) => login,
  ): Account | null {
    const wanted = login.toLowerCase()
    return this.all().find((a) => !a.deleted && spelling(a).toLowerCase() === wanted) ?? null
  }

  byId(id: number): Account | null {
    return this.all().find((account) => account.id === id && !account.deleted) ?? null
  }

  /** GitHub finds a commit's account by its address alone. */
  byEmail(email: string): Account | null {
    const noreply = /^(?:(\d+)\+)?([^@]+)@users\.noreply\.github\.com$/.exec(email)
    if (noreply?.[1] !== undefined) return this.byId(Number(noreply[1]))
    if (noreply?.[2] !== undefined) return this.find(noreply[2], restLogin)
    return this.all().find((account) => account.email === email && !account.deleted) ?? null
  }

  identity(who: string | Identity): Identity {
    const { name, email } =
      typeof who === 'string' ? (this.#accounts.get(who) ?? { name: who, email: '' }) : who
    return { name, email }
  }
}
