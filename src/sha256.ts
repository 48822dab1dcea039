// The one digest of this gate. The record is pure, so it takes the function as an argument.
import { createHash } from 'node:crypto'

/** Of the UTF-8 bytes, hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Of addresses, as RFC 9562 has it. */
const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')

/** The UUID (version 5) of an address: its SHA-1 names it, and proves nothing. */
export function uuidOf(address: string): string {
  const hash = createHash('sha1').update(namespace).update(address).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}
