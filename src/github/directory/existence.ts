// Whether accounts and teams exist, for whoever writes their names into a policy.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { Client } from '../api/client.ts'

/** GET /users/{username}. A 404 is an answer: anybody may see accounts. */
export async function hasAccount(client: Client, login: string): Promise<boolean> {
  const asked = client.get({
    path: '/users/{username}',
    parameters: { username: login },
    shape: z.object({ login: z.string() }),
    needs: 'metadata: read',
  })
  return asked.then(() => true).catch(noAnswer(false, 404))
}

/** `unreadable`: whether it exists this token may not know. */
export type TeamState = 'there' | 'missing' | 'unreadable'

/** GET /orgs/{org}/teams/{team_slug}: GitHub hides what a token may not read, so a 404 may mean either. */
export async function stateOfTeam(client: Client, org: string, slug: string): Promise<TeamState> {
  const asked = client.get({
    path: '/orgs/{org}/teams/{team_slug}',
    parameters: { org, team_slug: slug },
    shape: z.object({ slug: z.string() }),
    needs: 'members: read',
  })
  const isThere = await asked.then(() => true).catch(noAnswer(false, 403, 404))
  if (isThere) return 'there'
  return (await mayReadTeams(client, org)) ? 'missing' : 'unreadable'
}

/** GET /orgs/{org}/teams answers those alone who may read them. */
async function mayReadTeams(client: Client, org: string): Promise<boolean> {
  const asked = client.get({
    path: '/orgs/{org}/teams',
    parameters: { org, per_page: 1 },
    shape: z.array(z.object({ slug: z.string() })),
    needs: 'members: read',
  })
  return asked.then(() => true).catch(noAnswer(false, 403, 404))
}

/** What GitHub answers with one of these is no failure. */
const noAnswer =
  <T>(otherwise: T, ...statuses: readonly number[]) =>
  (error: unknown): T => {
    if (error instanceof CollectError && statuses.includes(error.status ?? 0)) return otherwise
    throw error
  }
