// One human may have several accounts, and a login may be spelled in several ways.
import { expect, test } from 'vitest'
import { type Identify, identifier } from '../../src/duties/people.ts'
import { sameLogin } from '../../src/facts/fact.ts'
import { actor } from '../fixtures.ts'

test.for([
  { given: 'Bob', is: 'bob' },
  { given: 'dependabot[bot]', is: 'dependabot' },
  { given: 'Renovate[BOT]', is: 'renovate' },
  { given: '[bot]-lover', is: '[bot]-lover' },
  { given: 'robot', is: 'robot' },
])('$given is the same login as $is', ({ given, is }) => {
  expect(sameLogin(given)).toBe(is)
})

const areOne = (identify: Identify, a: string, b: string): boolean =>
  identify(actor(a)).key === identify(actor(b)).key

test('without a policy each account is a person of its own', () => {
  const identify = identifier([])
  expect(identify(actor('ada'))).toEqual({
    key: 'account:1',
    name: 'ada',
    account: actor('ada'),
    agent: null,
  })
  expect(areOne(identify, 'ada', 'bob')).toBe(false)
})

test('an account is known by its id, whatever its login became', () => {
  const identify = identifier([])
  expect(identify({ ...actor('ada'), login: 'ada-lovelace' }).key).toBe(identify(actor('ada')).key)
})

test('joined accounts are one person, whom the name tells by the account used', () => {
  const identify = identifier([{ name: 'Ada Lovelace', accounts: ['ada', 'ada-admin'] }])
  expect(identify(actor('ada'))).toEqual({
    key: 'person:ada',
    name: 'ada (Ada Lovelace)',
    account: actor('ada'),
    agent: null,
  })
  expect(identify(actor('ada-admin'))).toEqual({
    key: 'person:ada',
    name: 'ada-admin (Ada Lovelace)',
    account: actor('ada-admin'),
    agent: null,
  })
})

test('the key does not depend on the order in which accounts are listed', () => {
  const [one, other] = [
    ['ada', 'zed'],
    ['zed', 'ada'],
  ].map((accounts) => identifier([{ name: 'Ada', accounts }])(actor('zed')))
  expect(one?.key).toBe('person:ada')
  expect(other?.key).toBe('person:ada')
})

const joined = (...entries: readonly (readonly string[])[]): Identify =>
  identifier(entries.map((accounts, index) => ({ name: `Person ${index}`, accounts })))

test.for([
  { given: 'another case', identify: joined(['Ada', 'ADA-admin']), a: 'ada', b: 'ada-Admin' },
])('$given: $a and $b are one', ({ identify, a, b }) => {
  expect(areOne(identify, a, b)).toBe(true)
})

test('a bot joined by its own name is joined, and no person who took that name', () => {
  const identify = joined(['ada', 'helper[bot]'])
  expect(identify(actor('helper', 'Bot')).key).toBe(identify(actor('ada')).key)
  expect(areOne(identify, 'ada', 'helper')).toBe(false)
})

test('a pinned name means its account, whatever that is called, and nobody who took the login', () => {
  const identify = joined([`ada#${actor('ada').id}`, `old#${actor('bob').id}`])
  expect(areOne(identify, 'ada', 'bob')).toBe(true)
  expect(identify({ ...actor('cleo'), login: 'old' }).key).toBe(`account:${actor('cleo').id}`)
})

test('each entry is a person of its own', () => {
  const identify = joined(['ada', 'bob'], ['cleo', 'dana'])
  expect(areOne(identify, 'ada', 'cleo')).toBe(false)
  expect(areOne(identify, 'ada', 'bob')).toBe(true)
  expect(areOne(identify, 'cleo', 'dana')).toBe(true)
})

test('somebody joined by no entry stays alone', () => {
  expect(joined(['ada', 'bob'])(actor('cleo')).key).toBe('account:3')
})

test('trust in an agent does not pass to the human to whom its account is joined', () => {
  const entries = [{ account: 'ada-bot', trusted: true }]
  const joined = [{ name: 'Ada', accounts: ['ada', 'ada-bot'] }]
  expect(identifier([], entries)(actor('ada-bot')).agent?.trusted).toEqual(['work'])
  expect(identifier(joined, entries)(actor('ada-bot')).agent?.trusted).toEqual([])
})
