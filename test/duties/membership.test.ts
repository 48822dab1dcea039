// Who belongs to the users and teams that a policy names, and when that is not to be told.
import { expect, test } from 'vitest'
import { namesOf } from '../../src/duties/evidence.ts'
import { belongs } from '../../src/duties/membership.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { actor } from '../fixtures.ts'

const down = unknown('GitHub is down', 'GET team', 'Wait.')
const teams = { leads: known([actor('eve')], 'GET leads'), ghosts: down }

test.for([
  {
    given: 'a user named',
    named: { users: ['Ada', 'bob'] },
    who: 'ada',
    is: known(true, 'the policy'),
  },
  { given: 'another', named: { users: ['bob'] }, who: 'ada', is: known(false, 'the policy') },
  { given: 'a member', named: { teams: ['leads'] }, who: 'eve', is: known(true, 'GET leads') },
  { given: 'no member', named: { teams: ['leads'] }, who: 'ada', is: known(false, 'the policy') },
  { given: 'whoever, of a team unread', named: { teams: ['ghosts'] }, who: 'ada', is: down },
  {
    given: 'a member beside a team unread',
    named: { teams: ['ghosts', 'leads'] },
    who: 'eve',
    is: known(true, 'GET leads'),
  },
  {
    given: 'a user beside a team unread',
    named: { teams: ['ghosts'], users: ['ada'] },
    who: 'ada',
    is: known(true, 'the policy'),
  },
  { given: 'nobody', named: {}, who: 'ada', is: known(false, 'the policy') },
])('$given', ({ named, who, is }) => {
  expect(belongs({ teams }, named, actor(who))).toEqual(is)
})

test('a team that nobody asked for is unknown', () => {
  expect(belongs({ teams: {} }, { teams: ['leads'] }, actor('eve'))).toMatchObject({
    known: false,
    reason: 'nobody asked for the team leads',
  })
})

test('a member is known by the id, and a bot’s name entitles no person', () => {
  expect(
    belongs({ teams }, { teams: ['leads'] }, { ...actor('renamed'), id: actor('eve').id }).known,
  ).toBe(true)
  expect(belongs({ teams }, { users: ['dana[bot]'] }, actor('dana'))).toMatchObject({
    value: false,
  })
})

test('they are named as the policy names them', () => {
  expect(namesOf({ users: ['ada'], teams: ['leads', 'oncall'] })).toBe(
    'ada, team leads and team oncall',
  )
  expect(namesOf({ users: ['ada', 'bob'], teams: ['leads'] }, 'or')).toBe('ada, bob or team leads')
})
