// Which accounts are no humans: by what GitHub says they are, by their ids, and by what the policy says of them.
import { type Actor, sameLogin } from '../change/actor.ts'

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
  /** Needs nobody who answers for its work. */
  readonly isTrusted: boolean
  /** Who answers for its work, by the policy. */
  readonly sponsors: Named | null
}

const dependabot = 49699333

/** Null: a human, as far as anybody can tell. */
export const agentRegistry = (entries: readonly AgentEntry[]) => {
  const byLogin = new Map(entries.map((entry) => [sameLogin(entry.account), entry]))
  return (actor: Actor): Agent | null => {
    const entry = byLogin.get(sameLogin(actor.login))
    if (entry === undefined && actor.kind === 'User') return null
    return {
      isTrusted: entry?.trusted ?? actor.id === dependabot,
      sponsors: entry?.sponsors ?? null,
    }
  }
}
