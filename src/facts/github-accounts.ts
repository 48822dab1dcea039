// The accounts behind which GitHub itself acts, its agents and every workflow: by id, since a login proves nothing.
import type { Actor } from './fact.ts'

const webFlow = 19864447
const mergeQueue = 118344674

/** GitHub itself: the web editor's committer and the merge queue. By id, since a login proves nothing. */
export const isGitHubItself = ({ id }: Actor): boolean => id === webFlow || id === mergeQueue

/** The coding agents that GitHub runs itself, by id: Copilot, and the cloud agents behind Claude and Codex. */
const gitHubsAgents = new Set([198982749, 242468646, 242516109])

/** Only of the work of GitHub's own agents does a timeline tell who started it. */
export const isGitHubsAgent = (one: Actor | null): boolean =>
  one?.kind === 'Bot' && gitHubsAgents.has(one.id)

const workflowsToken = 41898282

/** Every workflow of every branch acts as this one account, so nobody can answer for it and nothing can trust it. */
export const isWorkflowsToken = ({ id }: Actor): boolean => id === workflowsToken
