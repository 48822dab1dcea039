// Joined accounts whose logins GitHub no longer knows: who could be behind them, and when that matters.
import { expect, test } from 'vitest'
import { loginsAtStake, lostLogins, peopleIn } from '../../src/duties/lost-logins.ts'
import { identifier } from '../../src/duties/people.ts'
import { type Actor, type Fact, known, unknown } from '../../src/facts/fact.ts'
import { actor, change } from '../fixtures.ts'

const down = unknown('GitHub is down', 'GET it', 'Wait.')
const pinned = `ada-admin#${actor('eve').id}`

function asked(
  accounts: readonly string[],
  present: readonly string[],
  answer: Fact<Actor | null> = known(null, 'q'),
) {
  const people = [
    { name: 'Ada', accounts },
    { name: 'Dana', accounts: ['dana', 'dana-ops#9999'] },
  ]
  const there = present.map((login) => identifier(people)(actor(login)))
  const directory = { accounts: { 'ada-admin': answer, ada: known(actor('ada'), 'q') } }
  const reasons = lostLogins(people, there, directory).map(({ reason }) => reason)
  return { reasons, logins: loginsAtStake(people, there) }
}

const lost = (who: string) =>
  `GitHub knows no ada-admin, whom the policy names, so ${who} could be Ada`

test.for([
  { present: ['ada', 'bob'], reasons: [lost('bob')] },
  { present: ['ada', 'bob', 'cleo', 'dana'], reasons: [lost('bob and cleo')] },
  // Nobody is left who could be Ada.
  { present: ['ada'], reasons: [] },
  { present: ['ada', 'dana'], reasons: [] },
  { present: ['bob'], reasons: [] },
  // One of these could be Ada's lost account, but not both.
  { present: ['bob', 'cleo'], reasons: [] },
  { present: ['bob', 'bob'], reasons: [] },
])('Ada and her lost account, where $present take part', ({ present, reasons }) => {
  expect(asked(['ada', 'ada-admin'], present).reasons).toEqual(reasons)
})

test('two lost accounts of one person could both take part', () => {
  expect(asked(['ada-admin', 'ada-old'], ['bob', 'cleo']).reasons).toEqual([
    lost('bob and cleo'),
    'nobody asked who ada-old is',
  ])
  expect(asked(['ada-admin', 'ada-old'], ['bob', 'bob']).reasons).toEqual([])
})

test('what GitHub does not answer is as unknown, and a login that is there or pinned is none', () => {
  expect(asked(['ada', 'ada-admin'], ['ada', 'bob'], down).reasons).toEqual([down.reason])
  const there = known(actor('eve'), 'q')
  expect(asked(['ada', 'ada-admin'], ['ada', 'bob'], there).reasons).toEqual([])
  expect(asked(['ada', pinned], ['ada', 'bob']).reasons).toEqual([])
})

test('asked are the logins without an id, where somebody could be behind them', () => {
  expect(asked(['ada', 'ada-admin'], ['ada', 'bob']).logins).toEqual(['ada', 'ada-admin'])
  expect(asked(['ada', pinned], ['ada', 'bob']).logins).toEqual(['ada'])
  expect(asked(['ada', 'ada-admin'], ['ada', 'dana']).logins).toEqual([])
  expect(asked(['ada', 'ada-admin'], ['bob']).logins).toEqual([])
  expect(asked(['ada', 'ada-admin'], ['bob', 'cleo']).logins).toContain('ada-admin')
})

test('agents are nobody, and everybody is found wherever facts name them', () => {
  const people = [{ name: 'Ada', accounts: ['ada', 'ada-admin'] }]
  const identify = identifier(people, [{ account: 'bob', trusted: false }])
  const present = ['ada', 'bob'].map((login) => identify(actor(login)))
  expect(loginsAtStake(people, present)).toEqual([])
  expect(peopleIn([null, change()], identify).map(({ name }) => name)).toEqual(['ada (Ada)', 'bob'])
})
