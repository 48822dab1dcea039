// What an attacker may put into a name, and what must never come out of a report.
import fc from 'fast-check'

const tokens = [
  '::',
  ':',
  '::error::',
  '##[',
  '##[add-mask]',
  '#',
  '[',
  '\r\n',
  '\n',
  '\t',
  ' ',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\u200b',
  '\u202e',
  '\ufeff',
  '\u{e0001}',
  '\ud800',
  '|',
  '\\|',
  '<script>',
  '<!--',
  '&lt;',
  '`',
  '~~~',
  '![i](https://evil.example)',
  '@admins',
  'www.evil.example',
  '- ',
  '1. ',
  '=',
  '$x$',
  '😀',
]

/** Any text at all, and texts made of what a runner or Markdown reads as structure. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 3 })))
    .map((all) => all.join('')),
)

/** Characters that no eye sees: controls, bidi marks, zero-width, half surrogates. */
export const unseen = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/u

/** Would a runner obey? Blanks are trimmed first, and what no eye sees counts for nothing. */
export function isCommand(output: string): boolean {
  const seen = (line: string) => line.replaceAll(new RegExp(unseen, 'gu'), '')
  return output
    .split(/\r\n|\r|\n/)
    .map(seen)
    .some((line) => line.trimStart().startsWith('::') || line.includes('##['))
}

/** The tags of a summary's own. */
export const ownTags = [
  ...['<br>', '<code>', '</code>'],
  ...['<details>', '<summary>', '</summary>', '</details>'],
]
