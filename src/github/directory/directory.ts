// Who belongs to a team and who may maintain the repository. What may not be read is unknown, never "not a member".
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import { type Actor, sameLogin } from '../../facts/actor.ts'
import type { Fact } from '../../facts/fact.ts'
import type { Directory } from '../../facts/facts.ts'
import { simpleUserShape } from '../api/actors.ts'
import type { Client } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import type { Repository } from '../api/repository.ts'
import { readLinkedPages } from '../api/rest-pages.ts'

const membersShape = z.array(simpleUserShape)

/** GET /orgs/{org}/teams/{team_slug}/members, every page; members of child teams included. */
const readTeam = (client: Client, org: string, slug: string): Promise<Fact<readonly Actor[]>> =>
  factFrom(`GET /orgs/${org}/teams/${slug}/members`, async () => {
    const members = await readLinkedPages(client, {
      path: '/orgs/{org}/teams/{team_slug}/members',
      parameters: { org, team_slug: slug, per_page: 100 },
      shape: membersShape,
      needs: 'members: read',
    }).catch((error: unknown) => {
      throw unreadable(error, org, slug)
    })
    if (members.includes(null)) throw nameless(org, slug)
    return members.filter((one) => one !== null)
  })

/** A member whom GitHub does not name could be the one who must not approve. */
const nameless = (org: string, slug: string): CollectError =>
  new CollectError(`the team ${slug} of ${org} has a member whom GitHub does not name`, {
    source: `GET /orgs/${org}/teams/${slug}/members`,
    remedy: 'Run the gate again.',
  })

/** A 404 means "no such team" or "not for this token's eyes": GitHub does not say which. */
function unreadable(error: unknown, org: string, slug: string): unknown {
  if (!(error instanceof CollectError) || (error.status !== 404 && error.status !== 403))
    return error
  return new CollectError(`the team ${slug} of ${org} does not exist or may not be read`, {
    source: error.source,
    remedy: 'Check its name in the policy, and give `org-token` a token with Members: read.',
    cause: error,
    status: error.status,
  })
}

const permissionShape = z.object({ permission: z.string(), role_name: z.string().optional() })

type Permission = z.output<typeof permissionShape>

/** GET /repos/{owner}/{repo}/collaborators/{username}/permission. */
const readPermission = (
  client: Client,
  { owner, name }: Repository,
  { login }: Actor,
): Promise<Fact<Permission>> =>
  factFrom('GET /repos/{owner}/{repo}/collaborators/{username}/permission', async () => {
    const { value } = await client.get({
      path: '/repos/{owner}/{repo}/collaborators/{username}/permission',
      parameters: { owner, repo: name, username: login },
      shape: permissionShape,
      needs: 'metadata: read',
    })
    return value
  })

/** Only `role_name` tells maintain from write. */
const mayMaintain = ({ permission, role_name }: Permission): boolean =>
  permission === 'admin' || ['admin', 'maintain'].includes(role_name ?? '')

const mayPush = ({ permission }: Permission): boolean => ['admin', 'write'].includes(permission)

interface Asked {
  readonly teams: readonly string[]
  readonly maintainers: readonly Actor[]
  readonly writers: readonly Actor[]
  /** Logins, as the policy spells them. */
  readonly accounts: readonly string[]
}

/** GET /users/{username}; a known null: nobody is called so. */
const readAccount = (client: Client, username: string): Promise<Fact<Actor | null>> =>
  factFrom('GET /users/{username}', async () => {
    const answer = await client
      .get({
        path: '/users/{username}',
        parameters: { username },
        shape: simpleUserShape,
        needs: 'metadata: read',
      })
      .catch((error: unknown) => {
        if (error instanceof CollectError && error.status === 404) return { value: null }
        throw error
      })
    return answer.value
  })

/** Asks for everybody at once. */
export async function readDirectory(
  client: Client,
  orgClient: Client,
  repository: Repository,
  asked: Asked,
): Promise<Directory> {
  const people = new Map([...asked.maintainers, ...asked.writers].map((one) => [one.id, one]))
  const askTeams = asked.teams.map(
    async (slug) => [slug, await readTeam(orgClient, repository.owner, slug)] as const,
  )
  const askAccounts = asked.accounts.map(
    async (login) => [sameLogin(login), await readAccount(client, login)] as const,
  )
  const askPermissions = [...people.values()].map(
    async (actor) => [actor.id, await readPermission(client, repository, actor)] as const,
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
    accounts: Object.fromEntries(await Promise.all(askAccounts)),
  }
}
