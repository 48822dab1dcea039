// Whether a text is what GitHub renders from a form: the person who approves must read what the gate reads, and nothing else.

const splitAt = /\r\n|\r|\n/

/** Without the blanks at the end of a line. */
export const linesOf = (body: string): readonly string[] =>
  body.split(splitAt).map((line) => line.trimEnd())

/** One sentence on the first thing that no form renders; null: nothing. `headings` in the order of the form. */
export function deviationIn(body: string, headings: readonly string[]): string | null {
  const hiding = body
    .split(splitAt)
    .map(hidingIn)
    .find((one) => one !== null)
  if (hiding !== undefined) return `It holds ${hiding}, which can hide text from an approver.`
  return deviatingHeading(linesOf(body), headings)
}

/** Zero width, bidirectional, control characters; what only makes an emoji of the character before it shows itself. */
const invisible = /(?!\uFE0F)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Completes "It holds ..."; null: whatever stands on this line, GitHub shows. */
function hidingIn(line: string): string | null {
  const [unseen] = invisible.exec(line.replaceAll('\t', ' ')) ?? []
  if (unseen !== undefined) {
    const code = unseen.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
    return `the invisible character U+${code}`
  }
  if (line.includes('<!--')) return 'an HTML comment'
  // A tag or a fence swallows headings that stand below it, and shows nothing of what stands within it.
  if (/^\s*<|<[a-z/!?]/i.test(line)) return `HTML (${cut(line)})`
  if (/```|~~~/.test(line)) return 'a fence of a code block'
  if (/^[\s>*+-]*\[[^\]]*\]:/.test(line))
    return `the definition of a link or footnote (${cut(line)})`
  return null
}

/** As Markdown takes it for a heading, in a quotation or a list as well. */
const headingForm = /^(?:\s|>|[-*+]\s|\d+[.)]\s)*#{1,6}(?:\s|$)/

const underline = /^\s*(?:=+|-+)$/

/** Known headings, each once, in the form's order, and nothing before the first. */
function deviatingHeading(lines: readonly string[], headings: readonly string[]): string | null {
  const seen: string[] = []
  for (const [index, line] of lines.entries()) {
    const isUnderlined = underline.test(line) && (lines[index - 1] ?? '') !== ''
    if (!headingForm.test(line) && !isUnderlined) {
      if (seen.length > 0 || line === '') continue
      return `It does not begin with the field "${headings[0]}" of the form.`
    }
    const heading = headings.find((one) => line === `### ${one}`)
    if (heading === undefined) return `It has a heading that the form does not have (${cut(line)}).`
    if (seen.includes(heading)) {
      return `The field "${heading}" stands twice, and nobody can tell which one was meant.`
    }
    const isLate = seen.some((one) => headings.indexOf(one) > headings.indexOf(heading))
    if (isLate) return `The field "${heading}" does not stand where the form has it.`
    seen.push(heading)
  }
  return null
}

/** A few characters in one line: the text is for anybody to write. */
const cut = (line: string): string => `"${line.length > 40 ? `${line.slice(0, 39)}…` : line}"`
