// Writes a record, and its digest into a second file that `sha256sum --check` can read.
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface RecordFile {
  readonly path: string
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string
}

interface RecordedSubject {
  readonly kind: string
  /** Of a pull request. */
  readonly number?: number
}

/** `head` is the commit that the verdict is about; null: it could not be read. */
export async function keepRecord(
  record: string,
  directory: string,
  subject: RecordedSubject,
  head: string | null,
): Promise<RecordFile> {
  await mkdir(directory, { recursive: true })
  const name = nameFor(subject, head)
  const path = join(directory, name)
  const digest = createHash('sha256').update(record).digest('hex')
  await writeFile(path, record)
  await writeFile(`${path}.sha256`, `${digest}  ${name}\n`)
  return { path, digest }
}

/** pull-7-1a2b3c4.json: several gates of one job write different files. */
function nameFor({ kind, number }: RecordedSubject, head: string | null): string {
  const what = number === undefined ? kind : `pull-${number}`
  return `${what}-${head?.slice(0, 7) ?? 'unread'}.json`
}
