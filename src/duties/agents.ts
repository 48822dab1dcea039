// Which accounts are no humans: by what GitHub says they are, by their ids, and by what the policy says of them.
import { type Actor, sameLogin } from '../facts/actor.ts'
import { isBotsName, isDependabot, knownAgent } from './known-agents.ts'

/** People or teams, as a policy names them. */
export interface Named {
  readonly teams?: readonly string[] | undefined
  readonly users?: readonly string[] | undefined
}

/** What a policy says of an agent. */
export interface AgentEntry {
  readonly account: string
  readonly trusted: boolean
  readonly sponsors?: Named | undefined
}

export interface Agent {
  /** Completes "given by ...": "an agent (Copilot)", "an agent (an App)". */
  readonly what: string
  /** Needs nobody who answers for its work. */
  readonly isTrusted: boolean
  /** Who answers for its work, by the policy. */
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
      // An account may be listed under both its logins: what one entry denies, the other does not give.
      isTrusted: listed.length === 0 ? isDependabot(actor) : listed.every(({ trusted }) => trusted),
      sponsors: sponsorsOf(listed),
    }
  }

/** A trusted bot's name, taken by a User, is worth nothing. */
function isOf({ account }: AgentEntry, actor: Actor): boolean {
  const isBot = actor.kind === 'Bot'
  if (!isBot && /\[bot\]$/i.test(account)) return false
  if (knownAgent(actor)?.logins.includes(sameLogin(account))) return true
  if (!isBot && isBotsName(account)) return false
  return sameLogin(account) === sameLogin(actor.login)
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
  if (known !== null) return `an agent (${known.name})`
  if (actor.kind === 'Bot') return 'an agent (an App)'
  if (actor.kind === 'User') return 'an agent (so the policy says)'
  return actor.kind === 'Mannequin' ? 'a Mannequin' : `an ${actor.kind}`
}
