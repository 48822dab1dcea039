// The policy as GitHub holds it: the file's own, the defaults where there is none, and else no policy.
import type { Fact } from '../facts/fact.ts'
import type { TextFile } from '../facts/git.ts'
import { type ParsedPolicy, parsePolicy } from './parse.ts'
import { defaultPolicy } from './schema.ts'

export interface PolicyReading extends ParsedPolicy {
  readonly path: string
  /** At which the file was read, and the blob that it was; null: there is no file. */
  readonly commit: string | null
  readonly blob: string | null
}

const flaws: Readonly<Record<NonNullable<TextFile['flaw']>, string>> = {
  // It could lead to a file that no owner of the policy watches.
  symlink: 'the policy must be a file of its own, not a symlink',
  directory: 'the policy must be a file, not a directory',
  binary: 'the policy must be a text, not a binary file',
  // What is cut off could be what forbids the change.
  truncated: 'the policy must be shorter than 512 KiB; GitHub cuts this one off',
}

/**
 * Never the defaults for a file that is there: they could be weaker than what it demands. `now` is the clock by which its
 * exceptions end; null: nobody asks.
 */
export function readPolicy(
  file: Fact<TextFile | null>,
  path: string,
  now: string | null = null,
): PolicyReading {
  const nowhere = { path, commit: null, blob: null }
  if (!file.known) return { ...nowhere, ...unusable(`the policy cannot be read: ${file.reason}`) }
  if (file.value === null) return { ...nowhere, policy: defaultPolicy, problems: [] }
  const { text, flaw, commit, blob } = file.value
  const parsed = flaw ? unusable(flaws[flaw]) : parsePolicy(text, now)
  return { path: file.value.path, commit, blob, ...parsed }
}

const unusable = (message: string): ParsedPolicy => ({
  policy: null,
  problems: [{ severity: 'error', line: 1, column: 1, message }],
})
