// Fits a document into a bound: shortened at whole rows and parts, never silently.
import { bytes, clip } from './escape.ts'

/** A heading and what stands under it. */
export interface Part {
  /** Printed whole, or not at all. */
  readonly head: string
  readonly rows: readonly string[]
  /** What the rows are: "people". */
  readonly noun: string
}

const elsewhere = 'left out here, the record holds everything.'

/**
 * The document within so many bytes. When it is too long a part gets at most half of what is left,
 * so that a flood of people or paths cannot push out the rules. After a heading that finds no room
 * nothing follows: rows under the heading of another change would accuse the wrong people.
 */
export function bounded(title: string, parts: readonly Part[], limit: number): string {
  const whole = [title, ...parts.map(({ head, rows }) => lines(head, rows))].join('')
  if (bytes(whole) <= limit) return whole

  let text = title
  for (const [index, part] of parts.entries()) {
    const ending = `\n${parts.length - index} more parts: ${elsewhere}\n`
    const room = limit - bytes(text) - bytes(ending)
    const shortened = shorten(part, Math.floor(room / 2))
    if (shortened === null) return clip(text + ending, limit)
    text += shortened
  }
  return text
}

/** With as many whole rows as find room; null where not even the heading does. */
function shorten({ head, rows, noun }: Part, room: number): string | null {
  const whole = lines(head, rows)
  if (bytes(whole) <= room) return whole
  const notice = (count: number) => `\n${count} more ${noun}: ${elsewhere}\n`
  let left = room - bytes(lines(head)) - bytes(notice(rows.length))
  if (left < 0) return null
  const fitting = rows.filter((row) => {
    left -= bytes(lines(row))
    return left >= 0
  })
  return lines(head, fitting) + notice(rows.length - fitting.length)
}

const lines = (head: string, rows: readonly string[] = []): string =>
  [head, ...rows].map((row) => `${row}\n`).join('')
