// The one digest of this gate. The record is pure, so it takes the function as an argument.
import { createHash } from 'node:crypto'

/** Of the UTF-8 bytes, hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
