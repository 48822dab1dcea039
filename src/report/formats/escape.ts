// Makes foreign text inert: an attacker can choose names, titles, branches and paths.

const encoder = new TextEncoder()

/** The size in UTF-8. */
export const bytes = (text: string): number => encoder.encode(text).length

/** Within so many bytes of UTF-8, no character cut in two; what is missing shows as "…". */
export function clip(text: string, most: number): string {
  if (bytes(text) <= most) return text
  if (most < bytes('…')) return ''
  const { read } = encoder.encodeInto(text, new Uint8Array(most - bytes('…')))
  return `${text.slice(0, read)}…`
}

// Controls, line ends, bidi marks, zero-width characters, half surrogates: one of them can break a
// line, reverse what a reviewer reads ("\u202e"), make two names look alike, or hide a command:
// runners compare text by culture, where a zero-width character equals nothing.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

const familiar: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** One line, with invisible characters shown as `\u202e`. */
export const visible = (text: string): string =>
  text.replace(unseen, (character) => familiar[character] ?? codePoint(character))

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16)
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
}

// What Markdown or HTML reads as structure: anywhere, at the start of a line, and in addresses
// that GitHub turns into links.
const structure = /[&<>"|`*_~[\]!$\\^@]|(?<=^\s*)[-+=#:]|(?<=^\s*\d+)[.)]|:(?=\/\/)|(?<=www)\./gi

const entities = (text: string): string =>
  text.replace(structure, (character) => `&#${character.charCodeAt(0)};`)

/** The bytes that one foreign text may take: git does not limit a name or a path. */
const most = 4_000

/** For running text in Markdown: no markup, link or image in it works, no @name is a mention, no x/y#1 or GH-1 a reference. */
export const markdown = (text: string): string =>
  entities(clip(visible(text), most))
    .replaceAll('&#64;', '&#64;&#8203;')
    .replaceAll(/(?<=[\w./;-])#(?=\d)|(?<=\bgh)-(?=\d)/gi, '$&&#8203;')

/**
 * For Markdown in a comment, where the number of an issue alone refers to it and tells those who follow it: who chooses a
 * name could have the gate ring anywhere. The numbers that the gate speaks of stay references.
 */
export const withoutReferences = (text: string, own: readonly number[]): string =>
  text.replaceAll(/(?:(?<!&)#|&#35;)(?=(\d+))/g, (sign, number: string) =>
    own.includes(Number(number)) ? sign : `${sign}&#8203;`,
  )

/** For what people copy from Markdown: oids, paths, branches. GitHub finds no mention in code. */
export const code = (text: string): string => `<code>${entities(clip(visible(text), most))}</code>`

/** For a label in a Mermaid diagram: whatever is no letter, digit or plain mark is Mermaid's code for it. */
export const mermaid = (text: string): string =>
  clip(visible(text), 200).replace(/[^\p{L}\p{N} ,.()…-]/gu, (one) => `#${one.codePointAt(0)};`)

/**
 * A whole line for a runner's log or a terminal. A runner obeys a line that starts with `::` after
 * any blanks, and the older `##[` anywhere: a title with either could forge an annotation, or stop
 * the runner from reading the commands that follow.
 */
export const line = (text: string): string =>
  clip(visible(text), most)
    .replace(/^(\s*):(?=:)/, '$1\\u003a')
    .replaceAll('##[', '#\\u0023[')

/** The same JSON value, in characters that are safe to print. */
export const json = (value: unknown): string =>
  JSON.stringify(value)
    .replace(unseen, (character) => character.replace(/[\s\S]/g, codeUnit))
    .replaceAll('##[', '#\\u0023[')

const codeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * A cell of a table of comma-separated values. A spreadsheet runs as a formula what begins with one of `=+-@`, also behind
 * blanks, a tab or a line end, and in a full-width form: the apostrophe makes it a text. One that splits at `;` or `|` sees
 * cells inside of this one.
 */
export function csvCell(text: string): string {
  const shown = clip(visible(text), most)
  const inert = shown.replaceAll(/(?<=^|[,;|])(?=[\s'"]*[=+\-@\uff1d\uff0b\uff0d\uff20|%])/g, "'")
  return /[",;\s']/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** For a text or an attribute of XML, which has no way to write most controls at all. */
export const xml = (text: string): string =>
  clip(visible(text), most).replace(/[&<>"'\ufffe\uffff]/g, (character) =>
    /[\ufffe\uffff]/.test(character) ? codePoint(character) : `&#${character.charCodeAt(0)};`,
  )

const markup = Symbol('markup')

/** A piece of a page. Nothing but `html` makes one, so that no other text comes into a page. */
export interface Html {
  readonly [markup]: string
}

/** The tag of a template for HTML: what stands in it is markup, and every text that is filled in is none. */
export const html = (
  own: TemplateStringsArray,
  ...filled: readonly (string | number | Html | readonly Html[])[]
): Html => ({
  [markup]: own
    .map((text, at) => (at === 0 ? text : `${markupOf(filled[at - 1])}${text}`))
    .join(''),
})

function markupOf(part: string | number | Html | readonly Html[] = ''): string {
  if (typeof part !== 'object') return xml(String(part))
  return 'map' in part ? part.map((one) => one[markup]).join('\n') : part[markup]
}

/** A whole page as text. */
export const pageText = (page: Html): string => `<!doctype html>\n${page[markup]}\n`
