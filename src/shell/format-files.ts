// The files that the input `formats` asks for, beside the record and under its name.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InputError } from '../errors.ts'
import { type FormatName, formats } from '../report/formats/files.ts'
import type { Occasion } from '../report/formats/occasion.ts'
import { uuidOf } from '../sha256.ts'
import { whyNot } from './record-file.ts'

const isFormat = (name: string): name is FormatName => Object.hasOwn(formats, name)

/** From words between commas or line ends. @throws InputError for a word that is no format. */
export function formatsFrom(text: string): readonly FormatName[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '')
  const wrong = names.find((name) => !isFormat(name))
  if (wrong === undefined) return [...new Set(names.filter(isFormat))]
  throw new InputError(`The input \`formats\` names "${wrong}".`, {
    remedy: `It may name ${Object.keys(formats).join(', ')}, between commas or line ends.`,
  })
}

/** Why one or the other could not be written, a sentence each: the verdict stands without them. */
export async function writeFormats(
  names: readonly FormatName[],
  recordPath: string,
  occasion: Occasion,
): Promise<readonly string[]> {
  const flaws: string[] = []
  for (const name of names) {
    const { extension, write } = formats[name]
    const path = recordPath.replace(/\.json$/, extension)
    const reason = await whyNot(async () => {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, write(occasion, uuidOf))
    })
    if (reason !== null) flaws.push(`The ${name} file could not be written: ${reason}.`)
  }
  return flaws
}
