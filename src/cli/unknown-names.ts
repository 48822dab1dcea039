// Accounts and teams of a policy that GitHub does not know, asked one by one.
import type { Client } from '../github/api/client.ts'
import { hasAccount, stateOfTeam } from '../github/directory/existence.ts'
import { type Named, namedIn } from '../policy/named.ts'
import { nameOf, type Problem, quote } from '../policy/problem.ts'
import { locate } from '../policy/reading.ts'
import type { Policy } from '../policy/schema.ts'

interface Witness {
  readonly org: string
  readonly client: Client
  /** For teams, which a workflow's own token may not read. */
  readonly orgClient: Client
}

type Told = Pick<Problem, 'severity' | 'message'> | null

export async function strangersIn(
  policy: Policy,
  text: string,
  clients: Witness,
): Promise<readonly Problem[]> {
  const byName = Map.groupBy(namedIn(policy), ({ kind, name }) => `${kind} ${name.toLowerCase()}`)
  const told = [...byName.values()].map(async (places) => {
    const [first] = places
    const about = first === undefined ? null : await asked(first, clients)
    return about === null ? [] : places.map((place) => problemOf(place, about, text))
  })
  return (await Promise.all(told)).flat()
}

function problemOf({ path }: Named, { severity, message }: NonNullable<Told>, text: string) {
  const place = locate(text, path) ?? { line: 1, column: 1 }
  return { severity, ...place, message: `${nameOf(path)} names ${message}` }
}

const asked = ({ kind, name, isAgent }: Named, clients: Witness): Promise<Told> =>
  kind === 'team' ? ofTeam(name, clients) : ofAccount(name, isAgent, clients)

async function ofAccount(login: string, isAgent: boolean, { client }: Witness): Promise<Told> {
  if (await hasAccount(client, login)) return null
  if (!isAgent) {
    return { severity: 'error', message: `${quote(login)}, a login that GitHub does not know` }
  }
  const message = `${quote(login)}, a login that GitHub does not know; some agents it never finds by login`
  return { severity: 'warning', message }
}

async function ofTeam(slug: string, { org, orgClient }: Witness): Promise<Told> {
  const state = await stateOfTeam(orgClient, org, slug)
  if (state === 'there') return null
  if (state === 'missing') {
    return { severity: 'error', message: `${quote(slug)}, a team that ${org} does not have` }
  }
  const message = `${quote(slug)}, a team of ${org} that the token may not read; give ORG_TOKEN one with Members: read`
  return { severity: 'warning', message }
}
