// What git holds and how it came there: commits with the people behind them, pushes, files.
import * as z from 'zod'
import { actor, form, list, maybe, maybeActor, text } from './fact.ts'

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

const sideFile = form({ path: text, blob: maybe })

/** What a merge by "Update branch" is compared on: paths, every name of a renamed file included. */
export const mergeSides = form({
  /** Changed on the head's side since the two parted. */
  head: list(text),
  /** Changed on the base's side since the two parted; each with its blob, where it has one. */
  base: list(sideFile),
  /** What the merge changed against its first parent. */
  merge: list(sideFile),
})

/** As a row of a branch's activity names what happened. */
export const pushKinds = [
  'push',
  'force_push',
  'branch_creation',
  'branch_deletion',
  'pr_merge',
  'merge_queue_merge',
] as const

/** A row of a branch's activity: the one thing about a commit's origin that GitHub itself authenticated. */
export const push = form({
  /** Null: GitHub does not say who. */
  by: maybeActor,
  /** RFC 3339 in UTC, GitHub's clock. */
  at: text,
  before: maybe,
  after: maybe,
  kind: z.enum(pushKinds),
})

export const fileStatuses = [
  'added',
  'removed',
  'modified',
  'renamed',
  'copied',
  'changed',
  'unchanged',
] as const

/** A file of a change, under both its names. */
export const changedFile = form({
  path: text,
  /** Its name before, where it was renamed or copied. */
  previous: maybe,
  status: z.enum(fileStatuses),
  /** From the trees' modes, before and after; null where there is none, or where GitHub does not say. */
  kind: z.enum(['file', 'symlink', 'submodule']).nullable(),
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
export type ChangedFile = z.output<typeof changedFile>
export type FileKind = NonNullable<ChangedFile['kind']>
export type TextFile = z.output<typeof textFile>
