// Who belongs to a team, who may maintain, who is called so. What may not be read is unknown, never "not a member".
import * as z from 'zod'
import { type Actor, type Directory, type Fact, sameLogin } from '../../facts/facts.ts'
import {
  actorFragment,
  actorShape,
  type Client,
  cannotTell,
  factFrom,
  inBatches,
  onStatus,
  readList,
  simpleUserShape,
} from '../api/ask.ts'
import { mayMaintain, mayPush, type Permission, readPermission } from './permissions.ts'

/** Every page; members of child teams included. */
function readTeam(client: Client, org: string, slug: string): Promise<Fact<readonly Actor[]>> {
  const { listMembersInOrg } = client.rest.teams
  return factFrom(listMembersInOrg, async () => {
    const pages = client.list(
      listMembersInOrg,
      { org, team_slug: slug, per_page: 100 },
      { shape: z.array(simpleUserShape), needs: 'members: read' },
    )
    // A 404 means "no such team" or "not for this token's eyes": GitHub does not say which.
    const { items } = await readList(pages).catch(
      onStatus([403, 404], () => {
        throw cannotTell(
          `the team ${slug} of ${org} does not exist or may not be read`,
          listMembersInOrg,
          'Check its name in the policy, and give `org-token` a token with Members: read.',
          { act: 'permit', input: 'org-token', lines: ['members: read'] },
        )
      }),
    )
    // Whom GitHub does not name could be the one who must not approve.
    if (items.includes(null)) {
      const reason = `the team ${slug} of ${org} has a member whom GitHub does not name`
      throw cannotTell(reason, listMembersInOrg)
    }
    return items.filter((one) => one !== null)
  })
}

/** Who is called so, by the login as `sameLogin` has it; a known null: nobody. Anybody may see accounts. */
async function readAccounts(
  client: Client,
  logins: readonly string[],
): Promise<Directory['accounts']> {
  const accounts: Record<string, Fact<Actor | null>> = {}
  await inBatches(logins, 50, async (batch) => {
    const fields = batch.map((_, at) => `a${at}: repositoryOwner(login: $l${at}){...Who}`)
    const asked = {
      name: 'Accounts',
      document: `query Accounts(${batch.map((_, at) => `$l${at}: String!`).join(', ')}){
  ${fields.join('\n  ')}
  rateLimit{cost}}
${actorFragment}`,
      variables: Object.fromEntries(batch.map((login, at) => [`l${at}`, login])),
      shape: z.object(Object.fromEntries(batch.map((_, at) => [`a${at}`, actorShape]))),
      needs: 'contents: read',
    }
    const answer = await factFrom('GraphQL Accounts', () => client.query(asked))
    for (const [at, login] of batch.entries()) {
      accounts[sameLogin(login)] = answer.known
        ? { ...answer, value: answer.value[`a${at}`] ?? null }
        : answer
    }
  })
  return accounts
}

interface DirectoryQuestion {
  readonly teams: readonly string[]
  readonly maintainers: readonly Actor[]
  readonly writers: readonly Actor[]
  /** Logins, as the policy spells them. */
  readonly accounts: readonly string[]
}

/** Asks for everybody at once. */
export async function readDirectory(
  client: Client,
  orgClient: Client,
  asked: DirectoryQuestion,
): Promise<Directory> {
  const people = new Map([...asked.maintainers, ...asked.writers].map((one) => [one.id, one]))
  const askTeams = asked.teams.map(
    async (slug) => [slug, await readTeam(orgClient, client.repo.owner, slug)] as const,
  )
  const askAccounts = readAccounts(client, asked.accounts)
  const askPermissions = [...people.values()].map(
    async (actor) => [actor.id, await readPermission(client, actor)] as const,
  )
  const [teams, permissions] = [await Promise.all(askTeams), await Promise.all(askPermissions)]
  const rights = (of: readonly Actor[], right: (permission: Permission) => boolean) =>
    Object.fromEntries(
      permissions
        .filter(([id]) => of.some((one) => one.id === id))
        .map(([id, told]) => [id, told.known ? { ...told, value: right(told.value) } : told]),
    )
  return {
    teams: Object.fromEntries(teams),
    maintainers: rights(asked.maintainers, mayMaintain),
    writers: rights(asked.writers, mayPush),
    accounts: await askAccounts,
  }
}

/** For the author of a policy: the id of the account that is called so; null: nobody is. A 404 is an answer. */
export async function idOfAccount(client: Client, username: string): Promise<number | null> {
  const expected = { shape: z.object({ id: z.number() }), needs: 'contents: read' }
  const account = client.get(client.rest.users.getByUsername, { username }, expected)
  return (await account.catch(onStatus([404], () => null)))?.id ?? null
}

/** `unreadable`: whether it exists this token may not know. */
export type TeamState = 'there' | 'missing' | 'unreadable'

/** GitHub hides what a token may not read, so a 404 may mean either: those alone who may read teams get their list. */
export async function stateOfTeam(client: Client, org: string, slug: string): Promise<TeamState> {
  const { getByName, list } = client.rest.teams
  const shape = z.object({ slug: z.string() })
  const needs = 'members: read'
  const orNull = onStatus([403, 404], () => null)
  const team = await client.get(getByName, { org, team_slug: slug }, { shape, needs }).catch(orNull)
  if (team !== null) return 'there'
  const teams = client.get(list, { org, per_page: 1 }, { shape: z.array(shape), needs })
  return (await teams.catch(orNull)) === null ? 'unreadable' : 'missing'
}
