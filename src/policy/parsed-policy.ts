// What came of reading a policy: the policy or none, all its problems, and the file that it was.
import type { Fact } from '../facts/fact.ts'
import type { TextFile } from '../facts/git.ts'
import type { Problem } from './problem.ts'
import type { Policy } from './schema.ts'

export interface ParsedPolicy {
  /** Null: there are errors. A policy is used whole or not at all. */
  readonly policy: Policy | null
  /** All of them, in the order of the file. */
  readonly problems: readonly Problem[]
}

export interface PolicyReading extends ParsedPolicy {
  readonly path: string
  /** The commit at which the file was read, and its blob; null: there is no file. */
  readonly commit: string | null
  readonly blob: string | null
}

export type Read = (file: Fact<TextFile | null>) => PolicyReading
