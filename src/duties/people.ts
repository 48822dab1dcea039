// The human behind one or more accounts, whom the policy's `people` joins in every duty; and the accounts that are agents.
import { type Actor, sameLogin } from '../facts/fact.ts'
import { isWorkflowsToken } from '../facts/github-accounts.ts'
import { accountNamed, means } from '../policy/accounts.ts'
import type { Named } from './evidence.ts'

export interface Person {
  /** Equal for two accounts if and only if they are one person. */
  readonly key: string
  /** How to speak of them: the login, or the policy's name with the login used here. */
  readonly name: string
  readonly account: Actor
  /** What the account is, where it is no human. */
  readonly agent: Agent | null
}

/** Somebody whom the policy knows by several accounts, as it names them. */
export interface JoinedAccounts {
  readonly name: string
  readonly accounts: readonly string[]
}

export type Identify = (actor: Actor) => Person

/** The policy lets no two entries share an account, so the first that names one is the only one. */
export function identifier(
  joined: readonly JoinedAccounts[],
  agents: readonly AgentEntry[] = [],
): Identify {
  const agentBehind = agentRegistry(agents)
  return (account) => {
    const agent = agentBehind(account)
    const person = joined.find(({ accounts }) => accounts.some((name) => means(name, account)))
    if (person === undefined) {
      return { key: `account:${account.id}`, name: account.login, account, agent }
    }
    const name = `${account.login} (${person.name})`
    // Trust in an agent must not pass to the human whose account it is.
    const untrusted = agent && { ...agent, trusted: [] }
    const [first] = person.accounts.map(sameLogin).sort()
    return { key: `person:${first}`, name, account, agent: untrusted }
  }
}

/** What an agent may do though nobody knows who had it do so: contribute, deploy, merge, dismiss reviews. */
export type Trust = 'work' | 'deploy' | 'merge' | 'dismiss'

/** What a policy says of an agent. */
export interface AgentEntry {
  readonly account: string
  /** True: with its work. */
  readonly trusted: boolean | readonly Trust[]
  readonly sponsors?: Named | undefined
}

export interface Agent {
  /** Completes "given by ...": "an agent (Copilot)", "an agent (an App)". */
  readonly what: string
  /** For what it needs nobody who answers for it. */
  readonly trusted: readonly Trust[]
  /** Who answers for what it does, by the policy. */
  readonly sponsors: Named | null
}

/** Null: a human, as far as anybody can tell. */
export const agentRegistry =
  (entries: readonly AgentEntry[]) =>
  (actor: Actor): Agent | null => {
    const listed = entries.filter((entry) => isOf(entry, actor))
    if (listed.length === 0 && knownAgent(actor) === null && actor.kind === 'User') return null
    return {
      what: whatIs(actor),
      trusted: trustedIn(listed, actor),
      sponsors: isWorkflowsToken(actor) ? null : sponsorsOf(listed),
    }
  }

function trustedIn(listed: readonly AgentEntry[], actor: Actor): readonly Trust[] {
  if (isWorkflowsToken(actor)) return []
  const [first, ...others] = listed.map(({ trusted }) => trustOf(trusted))
  if (first === undefined) return isDependabot(actor) ? ['work'] : []
  // An account may be listed under both its logins: what one entry denies, the other does not give.
  return first.filter((one) => others.every((other) => other.includes(one)))
}

function trustOf(trusted: AgentEntry['trusted']): readonly Trust[] {
  if (typeof trusted !== 'boolean') return trusted
  return trusted ? ['work'] : []
}

/** A trusted bot's name, taken by a User, is worth nothing. */
function isOf({ account }: AgentEntry, actor: Actor): boolean {
  const { login, id } = accountNamed(account)
  if (id !== null) return means(account, actor)
  const isBot = actor.kind === 'Bot'
  if (!isBot && /\[bot\]$/i.test(login)) return false
  if (knownAgent(actor)?.logins.includes(sameLogin(login))) return true
  if (!isBot && isBotsName(login)) return false
  return means(account, actor)
}

function sponsorsOf(listed: readonly AgentEntry[]): Named | null {
  const named = listed.flatMap(({ sponsors }) => sponsors ?? [])
  if (named.length === 0) return null
  return {
    teams: [...new Set(named.flatMap(({ teams }) => teams ?? []))],
    users: [...new Set(named.flatMap(({ users }) => users ?? []))],
  }
}

function whatIs(actor: Actor): string {
  const known = knownAgent(actor)
  if (known !== null) return known.name
  if (actor.kind === 'Bot') return 'an App'
  if (actor.kind === 'User') return 'an agent by the policy'
  return actor.kind === 'Mannequin' ? 'a Mannequin' : `an ${actor.kind}`
}

/** The agents that everybody meets. Who they are is told by id and type: a login or a name in git is anybody's to choose. */
interface KnownAgent {
  readonly id: number
  readonly kind: Actor['kind']
  /** As REST and GraphQL spell them, in lower case and without a bot's suffix. */
  readonly logins: readonly string[]
  /** Completes "an agent (...)". */
  readonly name: string
}

const agent = (kind: Actor['kind'], id: number, name: string, ...logins: string[]): KnownAgent => ({
  ...{ id, kind, logins, name },
})

/** The three accounts of type User are those that commits by these tools lead to; nobody human acts through them. */
const agents: readonly KnownAgent[] = [
  agent('Bot', 198982749, 'Copilot', 'copilot', 'copilot-swe-agent'),
  agent('Bot', 175728472, "Copilot's code review", 'copilot-pull-request-reviewer'),
  agent('Bot', 242468646, 'Claude, run by GitHub', 'claude', 'anthropic-code-agent'),
  agent('Bot', 209825114, "Claude's App", 'claude'),
  // Of noreply@anthropic.com.
  agent('User', 81847, 'Claude', 'claude'),
  agent('Bot', 242516109, 'Codex, run by GitHub', 'codex', 'openai-code-agent'),
  agent('Bot', 199175422, "Codex's App", 'chatgpt-codex-connector'),
  agent('User', 267193182, 'Codex', 'codex'),
  agent('Bot', 206951365, 'Cursor', 'cursor'),
  // Of cursoragent@cursor.com.
  agent('User', 199161495, 'Cursor', 'cursoragent'),
  agent('Bot', 158243242, 'Devin', 'devin-ai-integration'),
  agent('Bot', 176961590, 'Gemini', 'gemini-code-assist'),
  agent('Bot', 161369871, 'Jules', 'google-labs-jules'),
  agent('Bot', 49699333, 'Dependabot', 'dependabot'),
  agent('Bot', 29139614, 'Renovate', 'renovate'),
  agent('Bot', 41898282, "a workflow's token", 'github-actions'),
]

/** Null: not one of these, whatever it is called. */
const knownAgent = ({ id, kind }: Actor): KnownAgent | null =>
  agents.find((one) => one.id === id && one.kind === kind) ?? null

const dependabot = 49699333

const isDependabot = ({ id, kind }: Actor): boolean => id === dependabot && kind === 'Bot'

/** Anybody may register a User under a name that people take for a bot's. */
export const isBotsName = (account: string): boolean =>
  /\[bot\]$/i.test(account) ||
  agents.some(({ kind, logins }) => kind === 'Bot' && logins.includes(sameLogin(account)))
