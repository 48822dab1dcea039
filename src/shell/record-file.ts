// Where a record lies, and its digest in a second file that `sha256sum --check` can read.
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { sha256 } from '../sha256.ts'

export interface RecordFile {
  readonly path: string
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string
  /** Null: it is written. Else why it cannot be. */
  readonly write: () => Promise<string | null>
}

interface Recorded {
  readonly directory: string
  readonly subject: {
    readonly kind: string
    /** Of a pull request. */
    readonly number?: number
    /** Of a deployment. */
    readonly environment?: string
  }
  /** The commit that the verdict is about; null: it could not be read. */
  readonly head: string | null
  /** Null: it was asked for from a terminal. */
  readonly run: { readonly id: string | null; readonly attempt: string | null }
}

export function recordFile(record: string, recorded: Recorded): RecordFile {
  const path = freePath(recorded.directory, stemFor(recorded))
  const digest = sha256(record)
  const write = async (): Promise<void> => {
    await mkdir(dirname(path), { recursive: true })
    // What an auditor waits for is never replaced, even by a run that looked for a free name at the same time.
    await writeFile(path, record, { flag: 'wx' })
    await writeFile(`${path}.sha256`, `${digest}  ${basename(path)}\n`)
  }
  return { path, digest, write: () => whyNot(write) }
}

/** What a disk refuses is no fault of the verdict. Null: it was done. */
export const whyNot = (write: () => Promise<unknown>): Promise<string | null> =>
  write().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )

function freePath(directory: string, stem: string): string {
  let path = join(directory, `${stem}.json`)
  for (let number = 2; existsSync(path); number += 1)
    path = join(directory, `${stem}-${number}.json`)
  return path
}

/** deployment-production-1a2b3c4-9999-1: two environments, and two runs, of one commit write different files. */
function stemFor({ subject: { kind, number, environment }, head, run }: Recorded): string {
  const what = number === undefined ? [kind, environment?.slice(0, 100)] : ['pull', number]
  const parts = [...what, head?.slice(0, 7) ?? 'unread', run.id, run.attempt]
  return parts
    .filter((part) => part !== undefined && part !== null)
    .join('-')
    .replaceAll(/[^\w.-]+/g, '-')
}
