// Instants and spans, held against the calendar of the language, which the core must not ask.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { earlier, epoch, instant, later, span } from '../../src/duties/instant.ts'

const spelled = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')

const seconds = fc.integer({ min: -60_000_000_000, max: 200_000_000_000 })

test('seconds and instants are those of the calendar, and back', () => {
  fc.assert(
    fc.property(seconds, (one) => {
      expect(instant(one)).toBe(spelled(one))
      expect(epoch(spelled(one))).toBe(one)
    }),
    { numRuns: 2000 },
  )
})

test.for([
  { at: '2024-02-28T23:30:00Z', more: 3600, is: '2024-02-29T00:30:00Z' },
  { at: '2026-02-28T23:30:00Z', more: 3600, is: '2026-03-01T00:30:00Z' },
  { at: '2000-02-29T00:00:00Z', more: 86_400, is: '2000-03-01T00:00:00Z' },
  { at: '2026-12-31T23:59:59Z', more: 1, is: '2027-01-01T00:00:00Z' },
  { at: '2026-03-01T12:00:00.250Z', more: 60, is: '2026-03-01T12:01:00Z' },
])('$more seconds after $at', ({ at, more, is }) => {
  expect(later(at, more)).toBe(is)
})

test.for(['', 'soon', '2026-03-01', '2026-03-01T12:00:00+02:00', '2026-03-01T12:00:00'])(
  'what is no instant in UTC ends at once: "%s"',
  (at) => {
    expect(epoch(at)).toBeNull()
    expect(later(at, 3600)).toBe('')
  },
)

test('the earlier of two', () => {
  const [one, other] = ['2026-03-01T12:00:00Z', '2026-03-01T12:00:01Z']
  expect([earlier(one, other), earlier(other, one), earlier(one, one)]).toEqual([one, one, one])
})

test.for([
  ['90m', 5400],
  ['4h', 14_400],
  ['3d', 259_200],
  ['1 minute', 60],
  ['5 mins', 300],
  ['4 hours', 14_400],
  ['1 Day', 86_400],
  ['2D', 172_800],
] as const)('%s', ([text, is]) => {
  expect(span(text)).toBe(is)
})

test.for(['', '0h', '-1h', '1.5h', '2', 'h', '2w', 'two hours', '99999h', '2h 30m', '2  h'])(
  'no span: "%s"',
  (text) => {
    expect(span(text)).toBeNull()
  },
)
