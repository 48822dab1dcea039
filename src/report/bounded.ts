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

const elsewhere = 'left out here; the record holds everything.'

/**
 * The document within so many bytes. When it is too long a part gets at most half of what is left, so that a flood of
 * people or paths cannot push out the rules. After a heading that finds no room nothing follows: rows under the heading
 * of another change would accuse the wrong people.
 */
export function bounded(title: string, parts: readonly Part[], limit: number): string {
  const whole = [title, ...parts.map(({ head, rows }) => lines(head, rows))].join('')
  if (bytes(whole) <= limit) return whole

  let text = title
  for (const [index, part] of parts.entries()) {
    const ending = `\n${parts.length - index} more parts are ${elsewhere}\n`
    const room = limit - bytes(text) - bytes(ending)
    const shortened = shorten(part, index === parts.length - 1 ? room : Math.floor(room / 2))
    if (shortened === null) return clip(text + ending, limit)
    text += shortened
  }
  return text
}

function shorten({ head, rows, noun }: Part, room: number): string | null {
  if (bytes(lines(head, rows)) <= room) return lines(head, rows)
  const notice = (count: number) => `\n${count} more ${noun} are ${elsewhere}\n`
  let left = room - bytes(lines(head, [])) - bytes(notice(rows.length))
  if (left < 0) return null
  const fitting = rows.findIndex((row) => {
    left -= bytes(lines(row, []))
    return left < 0
  })
  const shown = fitting === -1 ? rows.length : fitting
  return (
    lines(head, rows.slice(0, shown)) + (shown < rows.length ? notice(rows.length - shown) : '')
  )
}

const lines = (head: string, rows: readonly string[]): string =>
  [head, ...rows].map((row) => `${row}\n`).join('')
