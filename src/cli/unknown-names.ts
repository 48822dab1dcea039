// The accounts and teams of a policy that GitHub does not know.
import type { Client } from '../github/api/client.ts'
import { hasAccount, stateOfTeam } from '../github/directory/directory.ts'
import { type NamedParty, partiesNamed } from '../policy/named.ts'
import { nameOf, type Problem, quote } from '../policy/problem.ts'
import { locate } from '../policy/reading.ts'
import type { Policy } from '../policy/schema.ts'

interface Lookup {
  readonly client: Client
  /** For teams, which a workflow's own token may not read; null: there is none. */
  readonly orgClient: Client | null
}

/** Why a name may be wrong: completes "exceptions[0].people[0] names ...". Null: GitHub knows it. */
type Doubt = Pick<Problem, 'severity' | 'message'> | null

export async function unknownNames(
  policy: Policy,
  text: string,
  lookup: Lookup,
): Promise<readonly Problem[]> {
  const byName = Map.groupBy(
    partiesNamed(policy),
    ({ kind, name }) => `${kind} ${name.toLowerCase()}`,
  )
  const problems = [...byName.values()].map(async (alike) => {
    const [first] = alike
    const doubt = first === undefined ? null : await ask(first, lookup)
    return doubt === null ? [] : alike.map((one) => problemOf(one, doubt, text))
  })
  return (await Promise.all(problems)).flat()
}

function problemOf({ path }: NamedParty, { severity, message }: NonNullable<Doubt>, text: string) {
  const position = locate(text, path) ?? { line: 1, column: 1 }
  return { severity, ...position, message: `${nameOf(path)} names ${message}` }
}

const ask = ({ kind, name, isAgent }: NamedParty, lookup: Lookup): Promise<Doubt> =>
  kind === 'team' ? ofTeam(name, lookup) : ofAccount(name, isAgent, lookup)

async function ofAccount(login: string, isAgent: boolean, { client }: Lookup): Promise<Doubt> {
  if (await hasAccount(client, login)) return null
  if (!isAgent) {
    return { severity: 'error', message: `${quote(login)}, a login that GitHub does not know` }
  }
  const message = `${quote(login)}, a login that GitHub does not know; some agents it never finds by login`
  return { severity: 'warning', message }
}

async function ofTeam(slug: string, { client, orgClient }: Lookup): Promise<Doubt> {
  const org = client.repo.owner
  const state = await stateOfTeam(orgClient ?? client, org, slug)
  if (state === 'there') return null
  if (state === 'missing') {
    return { severity: 'error', message: `${quote(slug)}, a team that ${org} does not have` }
  }
  const message = `${quote(slug)}, a team of ${org} that the token may not read; give ORG_TOKEN one with Members: read`
  return { severity: 'warning', message }
}
