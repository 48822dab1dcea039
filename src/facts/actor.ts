// A GitHub account, known by its numeric id: logins change and differ between REST and GraphQL.
import * as z from 'zod'
import { form, text } from './fact.ts'

export const actorKinds = [
  'User',
  'Bot',
  'Mannequin',
  'Organization',
  'EnterpriseUserAccount',
] as const

export const actor = form({
  /** GitHub's database id. */
  id: z.int(),
  /** As GitHub's GraphQL spells it: a bot without its `[bot]`. */
  login: text,
  /** What GitHub says the account is. `User` is no proof of a human. */
  kind: z.enum(actorKinds),
})

/** Null stands for somebody whom GitHub does not name: the account is deleted, or was never linked. */
export const maybeActor = actor.nullable()

export type Actor = z.output<typeof actor>
export type ActorKind = Actor['kind']

/** A login as policies and REST may spell it: case and a bot's suffix say nothing. */
export const sameLogin = (login: string): string => login.toLowerCase().replace(/\[bot\]$/, '')

const webFlow = 19864447
const mergeQueue = 118344674

/** GitHub itself: the web editor's committer and the merge queue. By id, since a login proves nothing. */
export const isGitHubItself = ({ id }: Actor): boolean => id === webFlow || id === mergeQueue

/** The coding agents that GitHub runs itself, by id: Copilot, and the cloud agents behind Claude and Codex. */
const gitHubsAgents = new Set([198982749, 242468646, 242516109])

/** Only of the work of GitHub's own agents does a timeline tell who started it. */
export const isGitHubsAgent = (one: Actor | null): boolean =>
  one?.kind === 'Bot' && gitHubsAgents.has(one.id)
