// Where a record lies, and its digest in a second file that `sha256sum --check` can read.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sha256 } from '../sha256.ts'

export interface RecordFile {
  readonly path: string
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string
  /** Null: it is written. Else why it cannot be. */
  readonly write: () => Promise<string | null>
}

interface RecordedSubject {
  readonly kind: string
  /** Of a pull request. */
  readonly number?: number
}

/** `head` is the commit that the verdict is about; null: it could not be read. */
export function recordFile(
  record: string,
  directory: string,
  subject: RecordedSubject,
  head: string | null,
): RecordFile {
  const name = nameFor(subject, head)
  const path = join(directory, name)
  const digest = sha256(record)
  const write = async (): Promise<void> => {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, record)
    await writeFile(`${path}.sha256`, `${digest}  ${name}\n`)
  }
  return { path, digest, write: () => whyNot(write) }
}

/** What a disk refuses is no fault of the verdict. Null: it was done. */
export const whyNot = (write: () => Promise<unknown>): Promise<string | null> =>
  write().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )

/** pull-7-1a2b3c4.json: several gates of one job write different files. */
function nameFor({ kind, number }: RecordedSubject, head: string | null): string {
  const what = number === undefined ? kind : `pull-${number}`
  return `${what}-${head?.slice(0, 7) ?? 'unread'}.json`
}
