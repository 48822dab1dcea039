// Keeps a record: its bytes, and their digest in a file of its own as `sha256sum --check` reads it.
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface RecordFile {
  readonly path: string
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string
}

interface Judged {
  readonly kind: string
  /** Of a pull request. */
  readonly number?: number
}

/** `head` is the commit that the verdict is about; null: it could not be read. */
export async function keepRecord(
  record: string,
  directory: string,
  subject: Judged,
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

/** pull-7-1a2b3c4.json: one a change and head, so that several gates of a job keep their records apart. */
function nameFor({ kind, number }: Judged, head: string | null): string {
  const what = number === undefined ? kind : `pull-${number}`
  return `${what}-${head?.slice(0, 7) ?? 'unread'}.json`
}
