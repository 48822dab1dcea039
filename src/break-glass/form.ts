// The form behind a request for a break-glass, as GitHub renders it into an issue: headings, and text under each.
import { span } from '../duties/instant.ts'
import { deviationIn, linesOf } from './rendering.ts'

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
  const sections = sectionsOf(body)
  const fields = new Map(sections.map(({ heading, text }) => [heading, text]))
  const flaws: string[] = []
  const read = <T>(heading: Heading, demand: string, parse: (text: string) => T | null) => {
    const text = fields.get(heading) ?? (optional.has(heading) ? '' : undefined)
    const value = text === undefined ? null : parse(text)
    if (value !== null) return value
    const told = text === '' ? 'is empty' : `says ${quoted(text ?? '')}`
    const what = text === undefined ? 'is missing.' : `${told}; write ${demand}.`
    flaws.push(`The field "${heading}" ${what}`)
    return null
  }
  const about = 'the number of a pull request, such as "#7", its address, or a full commit id'
  const target = read('Pull request or commit', about, (text) => targetIn(text, home))
  const environment = read('Environment', 'the name of one, or "none"', environmentIn)
  const naming = 'at least one rule, such as "independent-approval"'
  const rules = read('Rules to waive', naming, rulesIn)
  const lasting = 'a number of minutes, hours or days, such as "2h"'
  const duration = read('Duration', lasting, durationIn)
  const reason = read('Reason', 'why it cannot wait', (text) => text || null)
  const ticket = read('Ticket', 'a ticket or nothing', (text) => text)
  // What is not as the form renders it may read otherwise than GitHub shows it: one sentence, whatever the fields say.
  const misshapen = deviationIn(body, headings)
  return {
    ...(target ?? { pull: null, oid: null }),
    environment: environment || null,
    rules: rules ?? [],
    ...{ duration, reason, ticket: ticket || null, flaws: misshapen ? [misshapen] : flaws },
  }
}

/** The body with another word for the reason and the ticket; null: the request counts for nothing, whatever it says. */
export function bareForm(body: string, home: string, instead: string): string | null {
  if (readForm(body, home).flaws.length > 0) return null
  const bare = sectionsOf(body).map(({ heading, text }) => {
    const isFree = heading === 'Reason' || heading === 'Ticket'
    return `### ${heading}\n\n${text === '' ? '_No response_' : isFree ? instead : text}\n`
  })
  return bare.join('\n')
}

interface Section {
  readonly heading: Heading
  readonly text: string
}

function sectionsOf(body: string): readonly Section[] {
  const sections: { heading: Heading; lines: string[] }[] = []
  for (const line of linesOf(body)) {
    const heading = headings.find((one) => line === `### ${one}`)
    if (heading === undefined) sections.at(-1)?.lines.push(line)
    else sections.push({ heading, lines: [] })
  }
  return sections.map(({ heading, lines }) => {
    const told = lines.join('\n').trim()
    return { heading, text: told === '_No response_' ? '' : told }
  })
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
