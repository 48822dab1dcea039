// Which teams, permissions and accounts a verdict hangs on: asked only where a file of a change or an agent's work makes them matter.

import { identifier, loginsAtStake, peopleIn } from '../duties/roster.ts'
import { sponsorsOfDeployers, sponsorsToAsk } from '../duties/sponsors.ts'
import {
  type Actor,
  type Change,
  type Directory,
  type Facts,
  known,
  sameLogin,
  valueOr,
} from '../facts/facts.ts'
import type { Client } from '../github/api/ask.ts'
import { readDirectory } from '../github/directory/directory.ts'
import { type InForce, touchesPolicy } from '../policy/in-force.ts'
import { loginsToAsk } from '../policy/lint/unknown-logins.ts'
import { accountNamed, isPinned, type Policy } from '../policy/policy.ts'
import { questionsOf } from '../rules/support/raised-demands.ts'

export interface Clients {
  readonly client: Client
  /** For teams and rule suites, which a workflow's own token may not read; null: there is none. */
  readonly orgClient: Client | null
}

/** Every policy that judges some of these changes, or what ships them. */
export function policiesOf(
  { ofDeployment, ofChange }: InForce,
  changes: readonly Change[],
): readonly Policy[] {
  const ofAll = ofDeployment ? [ofDeployment.now, ofDeployment.atStart] : []
  const all = [...ofAll, ...changes.flatMap(ofChange)]
  return [...new Set(all.flatMap(({ policy }) => policy.policy ?? []))]
}

/** Teams, permissions and accounts, asked only where a file of a change or an agent's work makes them matter. */
export async function collectDirectory(
  policyPath: string,
  { client, orgClient }: Clients,
  beside: {
    told: readonly Change[]
    deployment: Facts['deployment']
    issues: unknown
  },
  judging: InForce,
  breakGlass: Pick<Parameters<typeof readDirectory>[2], 'teams' | 'writers'>,
): Promise<Directory> {
  const { told, deployment } = beside
  const teams = new Set(breakGlass.teams)
  const maintainers = new Map<number, Actor>()
  const accounts = new Set(policiesOf(judging, told).flatMap((one) => joinedToAsk(one, beside)))
  const ask = (sponsors: ReturnType<typeof sponsorsToAsk>): void => {
    for (const team of sponsors.teams) teams.add(team)
    for (const login of sponsors.users) accounts.add(login.toLowerCase())
  }
  if (deployment !== null) {
    for (const one of policiesOf(judging, [])) {
      ask(sponsorsOfDeployers(deployment, identifier(one.people, one.agents)))
      for (const grantor of grantorsIn(one, deployment.environment)) {
        maintainers.set(grantor.id, grantor)
      }
    }
  }
  const all = told.flatMap((whole) => {
    const policies = policiesOf(judging, [whole])
    return withParts(whole).map((change) => ({ change, policies }))
  })
  for (const { change, policies } of all) {
    const { codeowners } = change
    const files = valueOr(change.files, [])
    const asked = policies.map((one) => questionsOf(one, files, policyPath, codeowners))
    for (const one of policies) ask(sponsorsToAsk(change, identifier(one.people, one.agents)))
    for (const team of asked.flatMap((one) => one.teams)) teams.add(team)
    if (!asked.some(({ asksMaintainers }) => asksMaintainers)) continue
    for (const { by, state } of valueOr(change.reviews, [])) {
      if (state === 'APPROVED' && by?.kind === 'User') maintainers.set(by.id, by)
    }
  }
  for (const change of told.filter((one) => touchesPolicy(one, policyPath))) {
    const { policy } = judging.proposedBy(change)
    for (const login of policy === null ? [] : loginsToAsk(policy)) accounts.add(login)
  }
  const pinned = [...accounts].filter(isPinned)
  const directory = await readDirectory(client, orgClient ?? client, {
    teams: [...teams],
    maintainers: [...maintainers.values()],
    writers: breakGlass.writers,
    accounts: [...accounts].filter((name) => !isPinned(name)),
  })
  // Who is pinned is known: nobody needs to be asked.
  return { ...directory, accounts: { ...directory.accounts, ...pinnedAccounts(pinned) } }
}

/** Who trusts a commit as what the environment has must be able to maintain the repository. */
const grantorsIn = ({ baselines }: Policy, environment: string): readonly Actor[] =>
  baselines
    .filter((one) => one.environment.toLowerCase() === environment.toLowerCase())
    .map(({ 'granted-by': name }) => accountNamed(name))
    .flatMap(({ login, id }) => (id === null ? [] : [{ id, login, kind: 'User' }]))

const withParts = (change: Change): readonly Change[] => [
  change,
  ...valueOr(change.parts, []).flatMap((part) => withParts(part.change)),
]

/** `told` is whatever names people: none of them is left out, though not everybody comes to matter. */
function joinedToAsk({ people, agents }: Policy, told: unknown): readonly string[] {
  if (people.length === 0) return []
  const present = peopleIn(told, identifier(people, agents))
  return loginsAtStake(people, present).map((login) => login.toLowerCase())
}

const pinnedAccounts = (names: readonly string[]): Directory['accounts'] =>
  Object.fromEntries(
    names.map((name) => {
      const { login, id } = accountNamed(name)
      const account = id === null ? null : ({ id, login, kind: 'User' } as const)
      return [sameLogin(name), known(account, 'the policy')]
    }),
  )
