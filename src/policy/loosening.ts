// Whether what a policy loosens, or asks for more, could hang on what the files of a change are.

import { approvalEntries } from './approval-entries.ts'
import { type Named, perhapsWithin } from './paths/patterns.ts'
import type { Policy } from './schema.ts'

interface File extends Named {
  /** Null: nobody counts them. */
  readonly lines: number | null
}

/** It loosens for paths that may take in every file, or counts lines that may be those of a binary file. */
export function hangsOnKinds(policy: Policy, files: readonly File[]): boolean {
  const unsorted = files.filter(({ kind }) => kind === null)
  if (unsorted.length === 0) return false
  const approvals = approvalEntries(policy)
  const countsLines = approvals.some((entry) => entry['lines-over'] !== undefined)
  if (countsLines && unsorted.some(({ lines }) => lines === null)) return true
  return [...approvals, ...policy.exceptions, ...Object.values(policy.conflicts)].some(
    ({ paths }) => paths !== undefined && files.every(perhapsWithin(paths)),
  )
}
