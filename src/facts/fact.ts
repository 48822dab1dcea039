// What GitHub said, with its source, or that it is unknown, with the reason; and the accounts, commits and files it is about.
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
  /** The same as data, where that is known. */
  readonly help?: Help | undefined
}

/** There is no third state, and absence is never an empty list: an empty list is a known fact. */
export type Fact<T> = Known<T> | Unknown

export const known = <T>(value: T, source: string): Known<T> => ({ known: true, value, source })

export const unknown = (reason: string, source: string, remedy?: string, help?: Help): Unknown => {
  const lasts = remedy === undefined ? runAgain : { remedy, ...(help && { help }) }
  return { known: false, reason, source, ...lasts }
}

export const runAgain = { remedy: 'Run the gate again.', help: { act: 'run-again' } } as const

/** The source of what no policy made the gate ask: under another policy it is missing. */
export const notAsked = 'not asked'

/** The value of a fact, or what to go on with while it is unknown; somebody must report that. */
export const valueOr = <T>(fact: Fact<T>, otherwise: T): T => (fact.known ? fact.value : otherwise)

/** The closed form of a fact: what a record holds beside it is no fact. */
export const factOf = <T>(value: z.ZodType<T>): z.ZodType<Fact<T>> =>
  z.discriminatedUnion('known', [
    z.strictObject({ known: z.literal(true), value, source: text }),
    z.strictObject({
      ...{ known: z.literal(false), reason: text, source: text, remedy: text },
      help: help.optional(),
    }),
  ])

/** As GitHub compares two commits. */
export const comparisonStatuses = ['ahead', 'identical', 'behind', 'diverged'] as const

/** What helps against something unknown, as data; no more than the sentence beside it says. */
const help = z.discriminatedUnion('act', [
  /** Nothing that lasts is in the way; or what asks is there no more, but another run of the same would be. */
  z.strictObject({ act: z.enum(['run-again', 'start-again']) }),
  /** Lines of a job's `permissions`, or rights of the App behind another token. */
  z.strictObject({
    ...{ act: z.literal('permit'), input: z.enum(['token', 'org-token']) },
    lines: z.array(z.string()).readonly(),
  }),
  z.strictObject({ act: z.literal('update-branch'), base: z.string(), head: z.string() }),
  /** Of the step that runs the gate. */
  z.strictObject({ act: z.literal('set-input'), name: z.string(), value: z.string() }),
  /** The same commits in a new pull request, from a branch that is pushed under another name. */
  z.strictObject({ act: z.literal('push-again'), pull: z.int() }),
  /** A key of the policy, its parts between points. */
  z.strictObject({ act: z.literal('set-policy'), key: z.string(), value: z.string() }),
])

export type Help = Readonly<z.output<typeof help>>

/** As an error carries it, which knows no facts. */
export const helpOf = (carried: unknown): Help | undefined => help.safeParse(carried).data

export const text = z.string()
export const maybe = text.nullable()

/** Everything here is closed and never changed: what GitHub said does not become something else on the way. */
export const form = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape).readonly()

export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly()

/** A fact each, by what it is about; what is not in it was not asked. */
export const recordOf = <T>(value: z.ZodType<T>) => z.record(text, value).readonly()

/** A GitHub account, known by its numeric id: logins change and differ between REST and GraphQL. */
export const actor = form({
  /** GitHub's database id. */
  id: z.int(),
  /** As GitHub's GraphQL spells it: a bot without its `[bot]`. */
  login: text,
  /** What GitHub says the account is: User, Bot, Mannequin ... A word that is new is carried; `User` is no proof of a human. */
  kind: text,
})

/** Null stands for somebody whom GitHub does not name: the account is deleted, or was never linked. */
export const maybeActor = actor.nullable()

export type Actor = z.output<typeof actor>

/** A login as policies and REST may spell it: case and a bot's suffix say nothing. */
export const sameLogin = (login: string): string => login.toLowerCase().replace(/\[bot\]$/, '')

/** A name in git: free text that anyone can write. `account` is the one that GitHub links to the address. */
const signatory = form({ name: text, email: text, account: maybeActor })

/** The signature as GitHub verified it. */
const signature = form({
  valid: z.boolean(),
  byGitHub: z.boolean(),
  /** Who owns the key: this, and only this, a valid signature proves. */
  signer: actor.nullable(),
})

/** A commit and what git and GitHub say of the people behind it. */
export const commit = form({
  oid: text,
  parents: list(text),
  author: signatory,
  committer: signatory,
  /** From `Co-authored-by` trailers: claims, like every name in git. */
  coAuthors: list(signatory),
  signature: signature.nullable(),
})

/** A branch's tip that a pull request once had, and the commits that it brought and the base has not. */
export const formerHead = form({ oid: text, commits: list(commit) })

/** `mode` as octal digits, `blob` and mode null where the file is gone. */
const sideFile = form({ path: text, blob: maybe, mode: maybe })

/** What a merge by "Update branch" is compared on: paths, every name of a renamed file included. */
export const mergeSides = form({
  /** Changed on the head's side since the two parted. */
  head: list(text),
  /** Changed on the base's side since the two parted; each with its blob, where it has one. */
  base: list(sideFile),
  /** What the merge changed against its first parent. */
  merge: list(sideFile),
})

/** A row of a branch's activity: the one thing about a commit's origin that GitHub itself authenticated. */
export const push = form({
  /** Null: GitHub does not say who. */
  by: maybeActor,
  /** RFC 3339 in UTC, GitHub's clock. */
  at: text,
  before: maybe,
  after: maybe,
  /** push, force_push, branch_creation, branch_deletion, pr_merge, merge_queue_merge; what is new counts as a push. */
  kind: text,
})

/** A file of a change, under both its names. */
export const changedFile = form({
  path: text,
  /** Its name before, where it was renamed or copied. */
  previous: maybe,
  /** added, removed, modified, renamed, copied, changed. */
  status: text,
  /** From the trees' modes, before and after; null where there is none, or where GitHub does not say. */
  kind: z.enum(['file', 'symlink', 'submodule']).nullable(),
  /** Added and deleted; null where GitHub counts none, as of a binary file, or does not say. */
  lines: z.int().nullable(),
})

/** A file at a commit, as text. */
export const textFile = form({
  path: text,
  /** The commit at which it was read. */
  commit: text,
  blob: text,
  text,
  byteSize: z.number(),
  /** Why its text must not be used: what it is instead of a plain, whole text. */
  flaw: z.enum(['symlink', 'binary', 'truncated', 'directory']).nullable(),
})

export type Signatory = z.output<typeof signatory>
export type Signature = z.output<typeof signature>
export type Commit = z.output<typeof commit>
export type FormerHead = z.output<typeof formerHead>
export type SideFile = z.output<typeof sideFile>
export type MergeSides = z.output<typeof mergeSides>
export type Push = z.output<typeof push>

/** GitHub made what the row brought, of a pull request. */
export const isMerge = ({ kind }: Push): boolean =>
  kind === 'pr_merge' || kind === 'merge_queue_merge'
export type ChangedFile = z.output<typeof changedFile>
export type FileKind = NonNullable<ChangedFile['kind']>
export type TextFile = z.output<typeof textFile>
