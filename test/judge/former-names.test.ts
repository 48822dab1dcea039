// A renamed file without its former name hides what was moved away: its change's files are unknown, never fewer.
import { expect, test } from 'vitest'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { withFormerNames } from '../../src/judge/former-names.ts'
import { change, file } from '../fixtures.ts'

const having = (...files: readonly ReturnType<typeof file>[]): Change =>
  change({ files: known(files, 'test') })

const judged = (one: Change): Change | undefined => {
  const all = withFormerNames(known([one], 'test'))
  return all.known ? all.value[0] : undefined
}

const moved = (previous: string | null) => file('src/new.ts', { status: 'renamed', previous })

test('with both names it stays what it is', () => {
  const one = having(file('src/a.ts'), moved('payments/old.ts'))
  expect(judged(one)).toBe(one)
  const copied = having(file('src/b.ts', { status: 'copied', previous: null }))
  expect(judged(copied)).toBe(copied)
})

test('without the former one the files are unknown', () => {
  expect(judged(having(file('src/a.ts'), moved(null)))?.files).toMatchObject({
    known: false,
    reason: 'GitHub does not say what src/new.ts was called before',
  })
})

test('so are those of a part, and nothing beside them', () => {
  const part = { before: null, after: null, change: having(moved(null)) }
  const one = change({ parts: known([part], 'test') })
  const told = judged(one)
  expect(told?.files).toBe(one.files)
  expect(told?.parts.known && told.parts.value[0]?.change.files.known).toBe(false)
  const whole = change({ parts: known([{ ...part, change: having(moved('old.ts')) }], 'test') })
  expect(judged(whole)?.parts).toEqual(whole.parts)
})

test('what is unknown already stays so', () => {
  const gap = unknown('GitHub was down', 'test')
  expect(withFormerNames(gap)).toBe(gap)
  const one = change({ files: gap, parts: gap })
  expect(judged(one)).toBe(one)
})
