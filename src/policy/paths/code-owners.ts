// Whom CODEOWNERS asks for a file: the last line that takes it in, read as GitHub reads it, and wider where in doubt.
import type { ChangedFile, Codeowners } from '../../facts/facts.ts'
import { beginsLike, folded, longestPath, rulesOf } from './patterns.ts'

/** A line that asks for an approval of one of its owners. */
export interface OwnersLine {
  readonly number: number
  /** Logins, and slugs of teams. */
  readonly users: readonly string[]
  readonly teams: readonly string[]
  /** Why GitHub may ask others than these, a clause; null: it asks one of them. */
  readonly doubt: string | null
}

/**
 * The lines that ask for one name of a file, each for itself: they are one, unless case or doubt leaves open which. Null: the
 * path is too long to be compared.
 */
export type Asked = readonly OwnersLine[] | null

interface Taking {
  readonly takesIn: (spelled: string) => boolean
  readonly takesInWithoutCase: (spelled: string) => boolean
}

interface Line extends OwnersLine, Taking {
  readonly pattern: string
}

/** Lines that follow one another, asked as one before each of them is. */
interface Block extends Taking {
  readonly lines: readonly Line[]
}

const linesInBlock = 50

type Named = Pick<ChangedFile, 'path' | 'kind'>

const known = new WeakMap<Codeowners, (file: Named) => Asked>()

/** A CODEOWNERS is read once: every entry of a policy asks it about the same files. */
export function askedFor(codeowners: Codeowners, file: Named): Asked {
  const read = known.get(codeowners) ?? reading(codeowners)
  known.set(codeowners, read)
  return read(file)
}

function reading({ file, errors }: Codeowners): (file: Named) => Asked {
  const faults = new Map(errors.map(({ line, message }) => [line, message]))
  const lines = file.text
    .split('\n')
    .flatMap((text, index) => lineOf(text, index + 1, faults.get(index + 1)))
    .reverse()
  const blocks = Array.from({ length: Math.ceil(lines.length / linesInBlock) }, (_, index) =>
    blockOf(lines.slice(index * linesInBlock, (index + 1) * linesInBlock)),
  )
  const answers = new Map<string, Asked>()
  return ({ path, kind }) => {
    const key = `${kind} ${path}`
    const answer = answers.get(key) ?? ownersIn(blocks, path, kind)
    answers.set(key, answer)
    return answer
  }
}

/** GitHub minds case, and a file system may not: an owner found either way is asked. */
function ownersIn(blocks: readonly Block[], path: string, kind: Named['kind']): Asked {
  if (path.length > longestPath) return null
  // A symlink or submodule replaces a directory of that name with all that is in it.
  const spelled = (name: string): readonly string[] =>
    kind === 'file' ? [name] : [name, `${name}/`]
  const exact = spelled(path)
  const loose = [...new Set([path.normalize('NFC'), folded(path)])].flatMap(spelled)
  const found = [
    ...downToTheFirst(blocks, (one) => exact.some(one.takesIn)),
    ...downToTheFirst(blocks, (one) => loose.some(one.takesInWithoutCase)),
  ]
  const asking = found.filter(
    ({ users, teams, doubt }) => doubt !== null || users.length + teams.length > 0,
  )
  return [...new Set(asking)]
}

/** The last line counts, and what stands before it too where GitHub may skip that one. */
function downToTheFirst(blocks: readonly Block[], isIn: (one: Taking) => boolean): readonly Line[] {
  const found: Line[] = []
  for (const block of blocks) {
    if (!isIn(block)) continue
    for (const line of block.lines) {
      if (!isIn(line)) continue
      found.push(line)
      if (line.doubt === null) return found
    }
  }
  return found
}

/** A word holds no blank but behind a backslash. */
const word = /(?:\\.|[^\s\\])+/g
const user = /^@([A-Za-z0-9][\w-]*)$/
const team = /^@[^/@\s]+\/([^/@\s]+)$/

/** GitHub reads no ranges, and skips a line with bare brackets: whatever may be meant by them is in doubt. */
const bracketed = /\\.|\[(?:\\.|[^\]/\\])*\]|[[\]]/g
const isEscape = (one: string): boolean => one.startsWith('\\')

/** None for what is blank or a comment. */
function lineOf(text: string, number: number, fault: string | undefined): readonly Line[] {
  const words = text.match(word) ?? []
  const comment = words.findIndex((one) => one.startsWith('#'))
  const [pattern, ...owners] = comment === -1 ? words : words.slice(0, comment)
  if (pattern === undefined) return []
  const users = owners.flatMap((owner) => user.exec(owner)?.[1] ?? [])
  const teams = owners.flatMap((owner) => team.exec(owner)?.[1]?.toLowerCase() ?? [])
  const others = owners.filter((owner) => !user.test(owner) && !team.test(owner))
  const doubt = doubtIn(pattern, others, fault)
  const read = pattern.replace(/^!+/, '').replace(bracketed, (one) => (isEscape(one) ? one : '*'))
  // As in .gitignore, but for a star at the end: it takes in files, and no directory with all that is in it.
  const patterns = pattern.endsWith('/*') ? [read, `!${read}/`] : [read]
  return [{ number, users, teams, doubt, pattern: read, ...takingIn(patterns) }]
}

/** "Unknown owner (@acme/payments)": GitHub's kind of error, and whom it names. */
function faultIn(message: string): string {
  const [kind = '', rest = ''] = (message.split('\n')[0] ?? '').split(/ on line \d+: |: /)
  const [named] = /\S*@\S+/.exec(rest) ?? []
  return named === undefined ? kind.replace(/\.$/, '') : `${kind} (${named})`
}

/** GitHub skips a line that it cannot read, and an owner who may not push: then others may be asked, or nobody. */
function doubtIn(
  pattern: string,
  others: readonly string[],
  fault: string | undefined,
): string | null {
  if (fault !== undefined) return `is faulty: ${faultIn(fault)}`
  if (others.some((owner) => /[^@]@/.test(owner))) return 'names an owner by an e-mail address'
  if (others.length > 0) return 'names an owner who is neither @user nor @organization/team'
  const isUnread =
    /^(?:!|\\#)/.test(pattern) || pattern.match(bracketed)?.some((one) => !isEscape(one))
  return isUnread ? 'has a pattern that GitHub does not read' : null
}

/** Takes in what any of its lines takes in, and perhaps more. */
const blockOf = (lines: readonly Line[]): Block => ({
  ...{ lines, ...takingIn(lines.map(({ pattern }) => pattern)) },
})

function takingIn(patterns: readonly string[]): Taking {
  const composed = patterns.map((one) => one.normalize('NFC'))
  const mayTakeIn = beginsLike(composed)
  const [exact, loose] = [rulesOf(patterns, false), rulesOf(composed)]
  return {
    takesIn: (path) => mayTakeIn(path.normalize('NFC')) && exact().ignores(path),
    takesInWithoutCase: (path) => mayTakeIn(path) && loose().ignores(path),
  }
}
