// A file of a change, under both its names.

export type FileKind = 'file' | 'symlink' | 'submodule'

export interface ChangedFile {
  readonly path: string
  /** Its name before, where it was renamed or copied. */
  readonly previous: string | null
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed' | 'unchanged'
  /** From the trees' modes, before and after; null where there is none, or where GitHub does not say. */
  readonly kind: FileKind | null
}

/** A file at a commit, as text. */
export interface TextFile {
  readonly path: string
  /** The commit at which it was read. */
  readonly commit: string
  readonly blob: string
  readonly text: string
  readonly byteSize: number
  /** Why its text must not be used: what it is instead of a plain, whole text. */
  readonly flaw: 'symlink' | 'binary' | 'truncated' | 'directory' | null
}
