// Reads the roster: who holds a duty, and what shows that somebody had a hand in the change.
import { expect, test } from 'vitest'
import { withAdministrators } from '../../src/duties/assign.ts'
import { identifier } from '../../src/duties/people.ts'
import {
  contributing,
  contributions,
  type Duty,
  holders,
  holding,
  type Roster,
} from '../../src/duties/roster.ts'
import { actor } from '../fixtures.ts'

const identify = identifier([{ name: 'Ada', accounts: ['ada', 'ada-admin'] }])
const [ada, bob, cleo] = [identify(actor('ada')), identify(actor('bob')), identify(actor('cleo'))]

const held = (duty: Duty, person: typeof ada, ...what: readonly string[]) => ({
  duty,
  person,
  evidence: what.map((one) => ({ deed: one, commit: null, isClaim: false, source: 'test' })),
})

const roster: Roster = {
  holdings: [
    held('pusher', ada, 'pushed 1'),
    held('approver', bob, 'approved 1'),
    held('dismisser', bob, 'dismissed'),
    held('committer', ada, 'authored 1', 'authored 2'),
    held('author', ada, 'opened'),
    held('pusher', cleo, 'pushed 2'),
  ],
  unattributed: [],
  unpushed: [],
}

test('a hand in the change is to open, write or push it, or to answer for an agent that did', () => {
  expect(contributing).toEqual(['author', 'committer', 'pusher', 'sponsor'])
})

test('contributions tell everything that somebody did for the change, duty by duty', () => {
  const told = contributions(roster, ada).map(({ deed }) => deed)
  expect(told).toEqual(['opened', 'authored 1', 'authored 2', 'pushed 1'])
})

test('to approve and to dismiss is no contribution', () => {
  expect(contributions(roster, bob)).toEqual([])
})

test('another account of the same person contributed as well', () => {
  expect(contributions(roster, identify(actor('ada-admin')))).toHaveLength(4)
})

test('a duty is found by its holder', () => {
  expect(holding(roster, 'pusher', cleo)?.evidence[0]?.deed).toBe('pushed 2')
  expect(holding(roster, 'approver', cleo)).toBeUndefined()
})

test('holders of a duty are those of that duty alone', () => {
  expect(holders(roster, 'pusher').map(({ person }) => person.name)).toEqual(['ada (Ada)', 'cleo'])
})

const agents = identifier(
  [],
  [
    { account: 'renovate', trusted: true },
    { account: 'devin', trusted: false },
  ],
)
const [trusted, other] = [agents(actor('renovate', 'Bot')), agents(actor('devin', 'Bot'))]
const byAgents: Roster = {
  ...roster,
  holdings: [held('author', trusted, 'opened'), held('pusher', other, 'pushed 3')],
}

test('an agent that is trusted with its own work does not conflict with itself; another does', () => {
  expect(contributions(byAgents, trusted)).toEqual([])
  expect(contributions(byAgents, other).map(({ deed }) => deed)).toEqual(['pushed 3'])
})

test('trusted or not, whoever had a hand in the gate itself is its administrator', () => {
  const { holdings } = withAdministrators(byAgents)
  const administrators = holdings.filter(({ duty }) => duty === 'administrator')
  expect(administrators.map(({ person, evidence }) => [person.name, evidence[0]?.deed])).toEqual([
    ['renovate', 'opened'],
    ['devin', 'pushed 3'],
  ])
})
