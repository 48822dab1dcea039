// The accounts and teams of a policy that GitHub does not know.
import type { Client } from '../github/api/client.ts'
import { idOfAccount, stateOfTeam } from '../github/directory/directory.ts'
import { type NamedParty, partiesNamed } from '../policy/lint/named.ts'
import { accountNamed, nameOf, type Policy, type Problem, quote } from '../policy/policy.ts'
import { locate } from '../policy/reading.ts'

interface Lookup {
  readonly client: Client
  /** For teams, which a workflow's own token may not read; null: there is none. */
  readonly orgClient: Client | null
}

/** Why a name may be wrong: completes "exceptions[0].people[0] names ...". Null: GitHub knows it. */
type Doubt = Pick<Problem, 'severity' | 'message'> | null

/** `pin`: how to name an account that is named by its login alone. */
interface Checked {
  readonly doubt: Doubt
  readonly pin?: string
}

interface NamesChecked {
  readonly problems: readonly Problem[]
  /** "ada#101": what to write in place of logins alone. */
  readonly pins: readonly string[]
}

export async function unknownNames(
  policy: Policy,
  text: string,
  lookup: Lookup,
): Promise<NamesChecked> {
  const byName = Map.groupBy(
    partiesNamed(policy),
    ({ kind, name }) => `${kind} ${name.toLowerCase()}`,
  )
  const checked = [...byName.values()].map(async (alike) => {
    const [first] = alike
    const { doubt = null, pin = null } = first === undefined ? {} : await ask(first, lookup)
    const problems = doubt === null ? [] : alike.map((one) => problemOf(one, doubt, text))
    return { problems, pins: pin === null ? [] : [pin] }
  })
  const all = await Promise.all(checked)
  return { problems: all.flatMap((one) => one.problems), pins: all.flatMap((one) => one.pins) }
}

function problemOf({ path }: NamedParty, { severity, message }: NonNullable<Doubt>, text: string) {
  const position = locate(text, path) ?? { line: 1, column: 1 }
  return { severity, ...position, message: `${nameOf(path)} names ${message}` }
}

const ask = async ({ kind, name, isAgent }: NamedParty, lookup: Lookup): Promise<Checked> =>
  kind === 'team' ? { doubt: await ofTeam(name, lookup) } : ofAccount(name, isAgent, lookup)

async function ofAccount(name: string, isAgent: boolean, { client }: Lookup): Promise<Checked> {
  const { login, id } = accountNamed(name)
  const found = await idOfAccount(client, login)
  if (found === null) {
    const message = `${quote(name)}, a login that GitHub does not know`
    if (!isAgent && id === null) return { doubt: { severity: 'error', message } }
    const why = id === null ? 'some agents it never finds by login' : 'the id still holds'
    return { doubt: { severity: 'warning', message: `${message}; ${why}` } }
  }
  if (id === null) return { doubt: null, pin: `${login}#${found}` }
  if (id === found) return { doubt: null }
  const message = `${quote(name)}, but ${login} is ${login}#${found}: the id decides, so correct one of the two`
  return { doubt: { severity: 'warning', message } }
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
