// A file at a commit as GraphQL gives it, and why its text must not be used: GraphQL shows a symlink as a text too.
import * as z from 'zod'
import type { FileKind, TextFile } from '../../facts/facts.ts'

export const blobFragment = 'fragment F on Blob{oid text isTruncated isBinary byteSize}'

/** Null where there is nothing at the path; without an oid where it is a directory. */
export const blobShape = z
  .object({
    oid: z.string().optional(),
    text: z.string().nullish(),
    byteSize: z.number().optional(),
    isBinary: z.boolean().nullish(),
    isTruncated: z.boolean().optional(),
  })
  .nullable()

/** Git's mode as octal digits. GraphQL writes it as a number: 40960 is 120000, a symlink. */
export const modeShape = z
  .object({ mode: z.number() })
  .nullish()
  .transform((entry) => {
    if (!entry) return undefined
    return entry.mode < 100_000 ? entry.mode.toString(8) : String(entry.mode)
  })

/** A path at a commit: what stands there, and in which mode. */
export const entryShape = z.object({ mode: z.number(), object: blobShape.nullish() })

export const textFileOf = (
  entry: z.output<typeof entryShape> | null,
  path: string,
  commit: string,
): TextFile | null => entry && textFile(entry.object ?? {}, path, commit, modeShape.parse(entry))

export function textFile(
  blob: z.output<typeof blobShape>,
  path: string,
  commit: string,
  mode: string | undefined,
): TextFile | null {
  if (blob === null) return null
  const file = { path, commit, blob: blob.oid ?? '', byteSize: blob.byteSize ?? 0 }
  const flaw = flawOf(blob, mode)
  return { ...file, text: flaw === null ? (blob.text ?? '') : '', flaw }
}

function flawOf(
  { oid, text, isBinary, isTruncated }: NonNullable<z.output<typeof blobShape>>,
  mode: string | undefined,
): TextFile['flaw'] {
  if (oid === undefined) return 'directory'
  if (mode === '120000') return 'symlink'
  if (isTruncated) return 'truncated'
  return isBinary || typeof text !== 'string' ? 'binary' : null
}

const links: Readonly<Record<string, FileKind>> = { '120000': 'symlink', '160000': 'submodule' }

/** From git's modes, as octal digits: whatever is a link before or after is told as one. */
export const kindOf = (modes: readonly (string | undefined)[]): FileKind =>
  modes.map((mode) => links[mode ?? '']).find((kind) => kind !== undefined) ?? 'file'
