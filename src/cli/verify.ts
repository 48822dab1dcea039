// verify: says whether a record is what a gate wrote, and names the entry that was changed, offline.
import { InputError } from '../errors.ts'
import { verify } from '../record/verify.ts'
import { printed } from '../report/formats/layout.ts'
import { sha256 } from '../sha256.ts'
import { optionsOf } from './command-line.ts'
import { type NamedText, recordsIn } from './records.ts'

/** Ends with 0 where every record is consistent, and the one that was expected, else with 2. */
export function verifyCommand(args: readonly string[]): number {
  const { values, operands } = optionsOf(args, ['expect'], 'some')
  const expected = values.expect === undefined ? null : digestFrom(values.expect)
  const records = recordsIn(operands)
  if (expected !== null && records.length !== 1) {
    throw new InputError(`--expect goes with 1 record, not ${records.length}.`, {
      remedy: 'Verify them one by one.',
    })
  }
  const results = records.map((record) => verifiedRecord(record, expected))
  process.stdout.write(printed(results.flatMap(({ lines }) => lines)))
  return results.every(({ holds }) => holds) ? 0 : 2
}

function verifiedRecord({ path, text }: NamedText, expected: string | null) {
  const { flaws, hasDigests } = verify(text, sha256)
  const digest = sha256(text)
  const wrong =
    expected === null || expected === digest
      ? []
      : [`The file has the SHA-256 ${digest}, and ${expected} was expected.`]
  const problems = [...wrong, ...flaws.map((one) => one.text)]
  if (problems.length > 0) {
    return { holds: false, lines: [`${path}: not verified.`, ...problems.map((one) => `  ${one}`)] }
  }
  if (expected !== null) {
    return { holds: true, lines: [`${path}: consistent, and the file that was expected.`] }
  }
  if (!hasDigests) {
    const why =
      'a record of the first version carries no digests: give that of its file in --expect'
    return { holds: false, lines: [`${path}: not verified, since ${why}.`] }
  }
  return { holds: true, lines: [`${path}: consistent, origin not proven (SHA-256 ${digest}).`] }
}

function digestFrom(text: string): string {
  const digest = text.toLowerCase().replace(/^sha256:/, '')
  if (/^[0-9a-f]{64}$/.test(digest)) return digest
  throw new InputError(`--expect is "${text}", which is no SHA-256.`, {
    remedy: 'Give the output `evidence-digest`, 64 hexadecimal digits.',
  })
}
