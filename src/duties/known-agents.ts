// The agents that everybody meets, as data: who they are is told by id and type, never by a login or a name in git.
import { type Actor, type ActorKind, sameLogin } from '../facts/actor.ts'

interface KnownAgent {
  readonly id: number
  readonly kind: ActorKind
  /** As REST and GraphQL spell them, in lower case and without a bot's suffix. */
  readonly logins: readonly string[]
  /** Completes "an agent (...)". */
  readonly name: string
}

const agent = (kind: ActorKind, id: number, name: string, ...logins: string[]): KnownAgent => ({
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
export const knownAgent = ({ id, kind }: Actor): KnownAgent | null =>
  agents.find((one) => one.id === id && one.kind === kind) ?? null

const dependabot = 49699333

export const isDependabot = ({ id, kind }: Actor): boolean => id === dependabot && kind === 'Bot'

/** Anybody may register a User under a name that people take for a bot's. */
export const isBotsName = (account: string): boolean =>
  /\[bot\]$/i.test(account) ||
  agents.some(({ kind, logins }) => kind === 'Bot' && logins.includes(sameLogin(account)))
