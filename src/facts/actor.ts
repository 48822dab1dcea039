// A GitHub account, known by its numeric id: logins change and differ between REST and GraphQL.

export type ActorKind = 'User' | 'Bot' | 'Mannequin' | 'Organization' | 'EnterpriseUserAccount'

export interface Actor {
  /** GitHub's database id. */
  readonly id: number
  /** As GitHub's GraphQL spells it: a bot without its `[bot]`. */
  readonly login: string
  /** What GitHub says the account is. `User` is no proof of a human. */
  readonly kind: ActorKind
}

/** A login as policies and REST may spell it: case and a bot's suffix say nothing. */
export const sameLogin = (login: string): string => login.toLowerCase().replace(/\[bot\]$/, '')

const webFlow = 19864447
const mergeQueue = 118344674

/** GitHub itself: the web editor's committer and the merge queue. By id, since a login proves nothing. */
export const isGitHubItself = (actor: Actor): boolean =>
  actor.id === webFlow || actor.id === mergeQueue
