// Keeps a record: its bytes, and their digest beside them as `sha256sum --check` reads it.
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Kept {
  readonly path: string
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string
}

export async function keep(record: string, directory: string, name: string): Promise<Kept> {
  await mkdir(directory, { recursive: true })
  const path = join(directory, name)
  const digest = createHash('sha256').update(record).digest('hex')
  await writeFile(path, record)
  await writeFile(`${path}.sha256`, `${digest}  ${name}\n`)
  return { path, digest }
}
