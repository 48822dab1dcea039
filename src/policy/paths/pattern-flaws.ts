// What is wrong with path patterns. One that matches nothing protects nothing, and nobody would notice.
import ignore from 'ignore'

/** Forms that cannot be meant, each with the end of the sentence about it. The first that fits is reported. */
const flaws: readonly (readonly [RegExp, string])[] = [
  [/^\s*$/, 'must not be empty; write a pattern such as "src/**"'],
  [/^.{1000}/s, 'must be shorter than 1000 characters'],
  [/[\n\r\0]/, 'must be one line; write each pattern as an entry of its own'],
  [/^#/, 'must not start with "#", which makes it a comment; write "\\#" for that character'],
  [/^[A-Za-z]:[\\/]/, 'must start at the repository, not at a disk; write it like "src/**"'],
  [/^\.\//, 'must not start with "./"; leave these two characters out'],
  [/(?:^|\/)\.\.(?:\/|$)/, 'must not hold ".."; name the path from the root of the repository'],
  [/(?:^|\/)\.(?:\/|$)/, 'must not hold "." as a directory; leave it out'],
  [/^\/$/, 'must name something below "/"; write "**" for every file'],
  [/\/\//, 'must not hold "//"; write one "/"'],
  [/^(?:\\.|[^\\])*\\(?![*?[\]{}!# \\])/s, 'must separate directories with "/", not with "\\"'],
  [/^(?:\\.|[^\\])*?\{[^}]*,/s, 'must not list choices in "{}"; write an entry for each of them'],
]

const classInside = String.raw`\[:[^\]]*:\]`
const member = String.raw`${classInside}|\\.|(?!${classInside})[^\\]`

/** Escapes and closed character classes, the latter as git reads them: `[]a]` holds "]" and "a". */
const closed = new RegExp(
  String.raw`\\.|\[(?:[!^]|(?![!^]))(?:${member})(?:(?!\])(?:${member}))*\]`,
  'g',
)

const unknownClass =
  /\[:(?!(?:alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit):\])[^\]]*:\]/

/** The end of "protected-paths[0].paths[0] ...", or null for a pattern that can match. */
export function patternFlaw(pattern: string): string | null {
  const body = pattern.replace(/^!/, '')
  const flaw = flaws.find(([form]) => form.test(body))
  if (flaw) return flaw[1]
  if (body.replace(closed, '').includes('[')) {
    return 'must close each "[" with "]"; write "\\[" for that character'
  }
  return unknownClass.test(body)
    ? 'must not hold a character class that does not exist; "[:alpha:]" is one that does'
    : null
}

/** An empty list is reported elsewhere. */
export const takesSomethingIn = (patterns: readonly string[]): boolean =>
  patterns.length === 0 || patterns.some((pattern) => !pattern.startsWith('!'))

/** A directory that other patterns take in whole, so that the pattern at this index takes nothing out of it. */
interface Kept {
  readonly pattern: number
  readonly directory: string
}

/** As in .gitignore, "!src/docs/**" has no effect after "src/**". Finds only what is certain. */
export function idleNegations(patterns: readonly string[]): Kept[] {
  const rules = ignore({ allowRelativePaths: true }).add(patterns)
  return patterns.flatMap((negation, pattern) => {
    if (!negation.startsWith('!') || /[[\\]/.test(negation)) return []
    const steps = negation.replace(/^!\/?/, '').replaceAll(/[*?]+/g, 'x').split('/')
    const above = steps.slice(1).map((_, depth) => `${steps.slice(0, depth + 1).join('/')}/`)
    const directory = above.find((one) => rules.ignores(one))
    return directory ? [{ pattern, directory }] : []
  })
}
