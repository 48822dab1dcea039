// The form behind a request for a break-glass, as GitHub renders it into an issue: headings, and text under each.
import { span } from '../duties/instant.ts'

const headings = [
  'Pull request or commit',
  'Environment',
  'Rules to waive',
  'Duration',
  'Reason',
  'Ticket',
] as const

type Heading = (typeof headings)[number]

/** A form of the organization's own may leave these out. */
const optional: ReadonlySet<Heading> = new Set(['Environment', 'Ticket'])

/** What the request is for: a pull request or a commit, and where it would be deployed. */
interface RequestTarget {
  readonly pull: number | null
  /** Full oid. */
  readonly oid: string | null
  /** Null: it is about a merge. */
  readonly environment: string | null
}

/** Each field null or empty where it is not filled in, or not as it must be. */
export interface Form extends RequestTarget {
  readonly rules: readonly string[]
  /** Seconds. */
  readonly duration: number | null
  readonly reason: string | null
  readonly ticket: string | null
  /** Whole sentences: with a single one the request counts for nothing. */
  readonly flaws: readonly string[]
}

/** `home` is the repository's address; of another one's pull request no number is taken. Null: whichever. */
export function readForm(body: string, home: string | null): Form {
  const fields = fieldsOf(body)
  const flaws: string[] = []
  const read = <T>(heading: Heading, demand: string, parse: (text: string) => T | null) => {
    const [text = optional.has(heading) ? '' : undefined, ...others] = fields.get(heading) ?? []
    const fault = (what: string): null => {
      flaws.push(`The field "${heading}" ${what}`)
      return null
    }
    if (text === undefined) return fault('is missing.')
    if (others.length > 0) return fault('stands twice, and nobody can tell which one was meant.')
    const value = parse(text)
    if (value !== null) return value
    return fault(`${text === '' ? 'is empty' : `says ${quoted(text)}`}; write ${demand}.`)
  }
  // Who approves reads what GitHub shows: nothing may be told to the gate alone.
  if (body.includes('<!--'))
    flaws.push('It holds an HTML comment, which GitHub hides from readers.')

  const about = 'the number of a pull request, such as "#7", its address, or a full commit id'
  const target = read('Pull request or commit', about, (text) => targetIn(text, home))
  const environment = read('Environment', 'the name of one, or "none"', environmentIn)
  const naming = 'at least one rule, such as "independent-approval"'
  const rules = read('Rules to waive', naming, rulesIn)
  const lasting = 'a number of minutes, hours or days, such as "2h"'
  const duration = read('Duration', lasting, durationIn)
  const reason = read('Reason', 'why it cannot wait', (text) => text || null)
  const ticket = read('Ticket', 'a ticket or nothing', (text) => text)
  return {
    ...(target ?? { pull: null, oid: null }),
    environment: environment || null,
    rules: rules ?? [],
    ...{ duration, reason, ticket: ticket || null, flaws },
  }
}

function fieldsOf(body: string): ReadonlyMap<Heading, readonly string[]> {
  const fields = new Map<Heading, string[]>()
  let lines: string[] = []
  const close = (heading: Heading | null, text: readonly string[]): void => {
    if (heading === null) return
    const told = text.join('\n').trim()
    fields.set(heading, [...(fields.get(heading) ?? []), told === '_No response_' ? '' : told])
  }
  let open: Heading | null = null
  for (const line of body.split(/\r\n|\r|\n/)) {
    const heading = headingIn(line)
    if (heading === undefined) lines.push(line)
    else {
      close(open, lines)
      open = heading
      lines = []
    }
  }
  close(open, lines)
  return fields
}

/** Anybody may write a line of any length, and no heading is long. */
function headingIn(line: string): Heading | undefined {
  if (line.length > 100) return undefined
  const name = /^\s*###\s+(.*?)[\s#]*$/.exec(line)?.[1]?.toLowerCase()
  return headings.find((heading) => heading.toLowerCase() === name)
}

function targetIn(text: string, home: string | null): Omit<RequestTarget, 'environment'> | null {
  if (/^[0-9a-f]{40}$/.test(text)) return { pull: null, oid: text }
  const [, address, number] =
    /^(?:#|(https:\/\/[^/\s]+\/[^/\s]+\/[^/\s]+)\/pull\/)?([1-9]\d{0,9})\/?$/.exec(text) ?? []
  if (number === undefined) return null
  // A pull request of another repository has a number that some other one has here.
  const isHere = home === null || address === undefined || isSameText(address, home)
  if (!isHere) return null
  return { pull: Number(number), oid: null }
}

const isSameText = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase()

/** Empty: none. */
function environmentIn(text: string): string | null {
  if (/^(?:none|n\/a)$/i.test(text)) return ''
  return /\n/.test(text) ? null : text
}

/** Ids between commas or blanks, on lines of their own, or as ticked boxes. */
function rulesIn(text: string): readonly string[] | null {
  const ids = text.split('\n').flatMap((line) => {
    const [, box, told = ''] = /^\s*(?:[-*]\s+)?(?:\[([ xX])\]\s+)?(.*)$/s.exec(line) ?? []
    return box === ' ' ? [] : told.split(/[\s,`]+/)
  })
  const chosen = [...new Set(ids.filter((id) => id !== ''))]
  return chosen.length === 0 ? null : chosen
}

const durationIn = (text: string): number | null => span(text.replace(/\s+/g, ' '))

/** One line of bounded length: the text is for anybody to write. */
const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  return `"${line.length > 80 ? `${line.slice(0, 79)}…` : line}"`
}
