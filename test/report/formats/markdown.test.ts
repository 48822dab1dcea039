import { describe, expect, test } from 'vitest'
import { bytes } from '../../../src/report/formats/escape.ts'
import { bounded } from '../../../src/report/formats/markdown.ts'

const rows = (count: number) => Array.from({ length: count }, (_, index) => `row ${index} é`)
const parts = [
  { head: '\nFirst', rows: rows(40), noun: 'people' },
  { head: '\nSecond', rows: rows(40), noun: 'rules' },
  { head: '\nThird', rows: [], noun: 'facts' },
]
const whole = `Title\n\nFirst\n${rows(40).join('\n')}\n\nSecond\n${rows(40).join('\n')}\n\nThird\n`

describe('a document that is too long', () => {
  const leftOut = /(\d+) more (people|rules|parts): left out here, the record holds everything\.\n/g

  test('at every bound stays within it, in whole lines, and counts what is left out', () => {
    const shortest = bytes('Title\n\n3 more parts: left out here, the record holds everything.\n')
    for (let limit = shortest; limit < bytes(whole); limit++) {
      const printed = bounded('Title\n', parts, limit)
      expect(bytes(printed)).toBeLessThanOrEqual(limit)
      const count = Object.fromEntries(
        [...printed.matchAll(leftOut)].map(([, number, noun]) => [noun, Number(number)]),
      )
      const shown = parts.filter(({ head }) => printed.includes(head))
      expect(shown.length + (count.parts ?? 0)).toBe(parts.length)
      const shownRows = printed.match(/^row \d+ é$/gm)?.length ?? 0
      expect(shownRows + (count.people ?? 0) + (count.rules ?? 0)).toBe(
        shown.flatMap((part) => part.rows).length,
      )
      expect(printed.endsWith('\n')).toBe(true)
      expect(count).not.toEqual({})
    }
  })

  test('gives a part half of what is left, so that the next one is seen as well', () => {
    const printed = bounded('Title\n', parts, 600)
    const [first, second] = printed.split('\nSecond\n')
    expect(bytes(first ?? '')).toBeGreaterThan(255)
    expect(bytes(first ?? '')).toBeLessThan(275)
    expect(second).toMatch(/^row 0 é\n/)
    expect(printed).toMatch(/\n\nThird\n$/)
  })

  test('puts no part under the heading of one before it', () => {
    expect(bounded('Title\n', parts, 120)).toBe(
      'Title\n\n3 more parts: left out here, the record holds everything.\n',
    )
  })

  test('is cut where not even its title finds room', () => {
    expect(bounded('Title\n', parts, 5)).toBe('Ti…')
    expect(bounded('Title\n', parts, 3)).toBe('…')
    expect(bounded('Title\n', parts, 2)).toBe('')
  })
})

test('one that fits is left as it is', () => {
  expect(bounded('Title\n', parts, bytes(whole))).toBe(whole)
})
