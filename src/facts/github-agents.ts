// The coding agents that GitHub runs itself: only of their work does a timeline tell who started it.
import type { Actor } from './actor.ts'

/** By id: Copilot, and the cloud agents behind Claude and Codex. */
const gitHubsAgents = new Set([198982749, 242468646, 242516109])

export const isGitHubsAgent = (actor: Actor | null): boolean =>
  actor?.kind === 'Bot' && gitHubsAgents.has(actor.id)
