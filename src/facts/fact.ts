// What GitHub said, with its source, or that it is unknown, with the reason; and the accounts that it says it of.
import * as z from 'zod'

/** Something GitHub answered. `source` names the endpoint or the GraphQL field. */
export interface Known<T> {
  readonly known: true
  readonly value: T
  readonly source: string
}

/** Something that could not be had, or not whole. */
export interface Unknown {
  readonly known: false
  /** A clause for a person, without a full stop. */
  readonly reason: string
  readonly source: string
  /** What to do, one sentence. */
  readonly remedy: string
}

/** There is no third state, and absence is never an empty list: an empty list is a known fact. */
export type Fact<T> = Known<T> | Unknown

export const known = <T>(value: T, source: string): Known<T> => ({ known: true, value, source })

export const unknown = (
  reason: string,
  source: string,
  remedy = 'Run the gate again.',
): Unknown => ({ known: false, reason, source, remedy })

/** The value of a fact, or what to go on with while it is unknown; somebody must report that. */
export const valueOr = <T>(fact: Fact<T>, otherwise: T): T => (fact.known ? fact.value : otherwise)

/** The closed form of a fact: what a record holds beside it is no fact. */
export const factOf = <T>(value: z.ZodType<T>): z.ZodType<Fact<T>> =>
  z.discriminatedUnion('known', [
    z.strictObject({ known: z.literal(true), value, source: text }),
    z.strictObject({ known: z.literal(false), reason: text, source: text, remedy: text }),
  ])

export const text = z.string()
export const maybe = text.nullable()

/** Everything here is closed and never changed: what GitHub said does not become something else on the way. */
export const form = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape).readonly()

export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly()

export const actorKinds = [
  'User',
  'Bot',
  'Mannequin',
  'Organization',
  'EnterpriseUserAccount',
] as const

/** A GitHub account, known by its numeric id: logins change and differ between REST and GraphQL. */
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
