// A commit and what git and GitHub say of the people behind it.
import type { Actor } from './actor.ts'

/** A name in git: free text that anyone can write. `account` is the one that GitHub links to the address. */
export interface Signatory {
  readonly name: string
  readonly email: string
  readonly account: Actor | null
}

/** The signature as GitHub verified it. */
export interface Signature {
  readonly valid: boolean
  readonly byGitHub: boolean
  /** Who owns the key: this, and only this, a valid signature proves. */
  readonly signer: Actor | null
}

export interface Commit {
  readonly oid: string
  readonly parents: readonly string[]
  readonly author: Signatory
  readonly committer: Signatory
  /** From `Co-authored-by` trailers: claims, like every name in git. */
  readonly coAuthors: readonly Signatory[]
  readonly signature: Signature | null
}

/** A branch's tip that a pull request once had, and the commits that it brought and the base has not. */
export interface FormerHead {
  readonly oid: string
  readonly commits: readonly Commit[]
}

/** What a merge by "Update branch" is compared on: paths, every name of a renamed file included. */
export interface MergeSides {
  /** Changed on the head's side since the two parted. */
  readonly head: readonly string[]
  /** Changed on the base's side since the two parted; each with its blob, where it has one. */
  readonly base: readonly SideFile[]
  /** What the merge changed against its first parent. */
  readonly merge: readonly SideFile[]
}

export interface SideFile {
  readonly path: string
  readonly blob: string | null
}
