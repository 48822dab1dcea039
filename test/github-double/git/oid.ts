// Names of git objects: a label in a world stands for the SHA-1 of its text.
import { createHash } from 'node:crypto'

export type Oid = string

export const NO_COMMIT: Oid = '0'.repeat(40)

export const sha1 = (content: string | Buffer): Oid =>
  createHash('sha1').update(content).digest('hex')

const isOid = (name: string): boolean => /^[0-9a-f]{40}$/.test(name)

export const toOid = (label: string): Oid => (isOid(label) ? label : sha1(label))

export function gitObject(kind: 'blob' | 'tree', content: Buffer): Oid {
  return sha1(Buffer.concat([Buffer.from(`${kind} ${content.length}\0`), content]))
}

/** A number that always comes out the same for a name, where a world gives no id. */
export const stableId = (name: string): number => Number.parseInt(sha1(name).slice(0, 7), 16)
