// Reads the roster: who holds a duty, and what shows that somebody had a hand in the change.
import { expect, test } from 'vitest'
import { identifier } from '../../src/duties/people.ts'
import {
  contributing,
  contributions,
  type Duty,
  holders,
  holding,
  type Roster,
} from '../../src/duties/roster.ts'
import { actor } from '../story.ts'

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

test('a hand in the change is to open, write or push it', () => {
  expect(contributing).toEqual(['author', 'committer', 'pusher'])
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
