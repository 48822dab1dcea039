// The humans who answer for an agent's work, each by the fact that shows it.
import { expect, test } from 'vitest'
import { assign } from '../../src/duties/assign.ts'
import { deedsOf } from '../../src/duties/evidence.ts'
import { type AgentEntry, identifier } from '../../src/duties/people.ts'
import { contributions } from '../../src/duties/roster.ts'
import { sponsoredWorks, sponsorsToAsk } from '../../src/duties/sponsors.ts'
import type { Assigning, Change } from '../../src/facts/change.ts'
import { type Actor, type Commit, known, unknown } from '../../src/facts/fact.ts'
import type { Directory } from '../../src/facts/facts.ts'
import { actor, change, commit, nobodyAsked, push, review, short } from '../fixtures.ts'
import {
  byGitHub,
  byId,
  changeBy,
  commitBy,
  copilot,
  dependabot,
  devin,
  pushBy,
} from './working-agents.ts'

const [c1, ada, bob] = [short('c1'), actor('ada'), actor('bob')]
const helper = actor('helper')
const workflow: Actor = { id: 41898282, login: 'github-actions', kind: 'Bot' }
const entry: AgentEntry = {
  account: 'devin',
  trusted: false,
  sponsors: { teams: ['web'], users: ['Dana', 'eve'] },
}
const directory: Directory = {
  ...nobodyAsked,
  teams: { web: known([actor('cleo'), actor('dana')], 'test') },
  accounts: { dana: known(actor('dana'), 'test'), eve: known(actor('eve'), 'test') },
}
const down = unknown('GitHub is down', 'GET /there', 'Wait.')

const found = (told: Change, entries: readonly AgentEntry[] = [], asked: Directory = directory) => {
  const [work] = sponsoredWorks(told, identifier([], entries), asked)
  return {
    sponsors: work?.sponsors.map(
      ({ person, evidence }) => `${person.name} ${deedsOf([evidence])[0]?.text}`,
    ),
    gaps: work?.gaps.map(({ reason }) => reason),
    nameless: work?.nameless.map(({ deed }) => deed),
    unfit: work?.unfit,
  }
}
const none = { sponsors: [], gaps: [], nameless: [], unfit: [] }

const at = '2026-03-01T09:30:00Z'
const startedBy = (...by: readonly (Actor | null)[]) => ({
  workStarters: known(
    by.map((one) => ({ by: one, at })),
    'timeline',
  ),
})
const assigned = (...rows: readonly (readonly [Actor | null, Actor | null])[]) => ({
  assignments: known(
    rows.map(([by, assignee]): Assigning => ({ by, at, assignee })),
    'test',
  ),
})

test.for([
  {
    mergedAt: '2026-03-01T09:30:00Z',
    is: ['ada set copilot-swe-agent to work', 'ada assigned copilot-swe-agent'],
  },
  { mergedAt: '2026-03-01T09:29:59Z', is: [] },
])('what began after the merge at $mergedAt did not make the change', ({ mergedAt, is }) => {
  const one = changeBy(copilot, { ...startedBy(ada), ...assigned([ada, copilot]) })
  const { sponsors } = found({ ...one, pull: { ...one.pull, mergedAt } })
  expect(sponsors).toEqual(is)
})

test('an agent of which nothing is told has none', () => {
  expect(found(changeBy(devin))).toEqual(none)
})

test.for<{ given: string; told: Change; sponsors: readonly string[] }>([
  {
    given: 'who set Copilot to work',
    told: changeBy(copilot, startedBy(ada)),
    sponsors: ['ada set copilot-swe-agent to work'],
  },
  {
    given: 'everybody who set it to work',
    told: changeBy(copilot, startedBy(ada, bob)),
    sponsors: ['ada set copilot-swe-agent to work', 'bob set copilot-swe-agent to work'],
  },
  {
    given: 'no App that started it',
    told: changeBy(copilot, startedBy(devin, copilot)),
    sponsors: [],
  },
  {
    given: "a start of GitHub's agent says nothing of another's work",
    told: changeBy(devin, startedBy(ada)),
    sponsors: [],
  },
  {
    given: 'who assigned it',
    told: changeBy(devin, assigned([ada, devin])),
    sponsors: ['ada assigned devin'],
  },
  {
    given: 'no agent that assigned it, nor who assigned somebody else',
    told: changeBy(devin, assigned([copilot, devin], [ada, bob], [ada, copilot], [bob, null])),
    sponsors: [],
  },
])('$given: $sponsors', ({ told, sponsors }) => {
  expect(found(told)).toEqual({ ...none, sponsors })
})

const naming = (coAuthor: Actor, more: Partial<Commit> = {}): Commit =>
  commitBy(copilot, 'c1', 'base', { coAuthors: [byId(coAuthor)], ...more })
const pushedByAda = known([push('ada', null, 'c1')], 'test')

test.for<{ given: string; one: Commit; more?: Partial<Change>; sponsors: readonly string[] }>([
  {
    given: 'a trailer on a commit that the agent pushed',
    one: naming(ada),
    sponsors: [`ada is named by copilot-swe-agent as co-author of ${c1}`],
  },
  {
    given: 'a trailer on a commit that GitHub signed for it, whoever pushed',
    one: naming(ada, { signature: byGitHub }),
    more: { pushes: pushedByAda },
    sponsors: [`ada is named by copilot-swe-agent as co-author of ${c1}`],
  },
  {
    given: 'a trailer on a commit that it signed',
    one: naming(ada, { signature: { valid: true, byGitHub: false, signer: copilot } }),
    more: { pushes: pushedByAda },
    sponsors: [`ada is named by copilot-swe-agent as co-author of ${c1}`],
  },
  {
    given: 'a trailer on a commit that only carries its name',
    one: naming(bob),
    more: { pushes: pushedByAda },
    sponsors: [],
  },
  {
    given: 'a trailer on a commit that somebody else signed',
    one: naming(bob, { signature: { valid: true, byGitHub: false, signer: ada } }),
    more: { pushes: pushedByAda },
    sponsors: [],
  },
  {
    given: 'a trailer under a signature that is not valid',
    one: naming(bob, { signature: { ...byGitHub, valid: false } }),
    more: { pushes: pushedByAda },
    sponsors: [],
  },
  {
    given: 'a trailer without a number',
    one: naming(ada, {
      coAuthors: [{ ...byId(ada), email: 'ada@users.noreply.github.com' }],
    }),
    sponsors: [],
  },
  {
    given: 'a trailer with the number of another',
    one: naming(ada, { coAuthors: [{ ...byId(bob), account: ada }] }),
    sponsors: [],
  },
  {
    given: 'a trailer with a number that is nobody',
    one: naming(ada, { coAuthors: [{ ...byId(ada), account: null }] }),
    sponsors: [],
  },
  {
    given: 'a trailer with another agent',
    one: naming(devin),
    sponsors: [],
  },
  {
    given: 'a trailer of a human on a commit that the agent only pushed',
    one: commit('c1', 'base', 'bob', { coAuthors: [byId(ada)] }),
    sponsors: [],
  },
])('$given: $sponsors', ({ one, more, sponsors }) => {
  const told = changeBy(copilot, { commits: known([one], 'test'), ...more })
  expect(found(told).sponsors).toEqual(sponsors)
})

test.for([devin, dependabot, workflow])('a trailer of $login makes nobody its sponsor', (agent) => {
  const one = commitBy(agent, 'c1', 'base', { coAuthors: [byId(ada)], signature: byGitHub })
  expect(found(changeBy(agent, { commits: known([one], 'test') })).sponsors).toEqual([])
})

test('of a workflow only a push tells who answers for it', () => {
  const listed = [{ ...entry, account: 'github-actions', trusted: true }]
  const told = changeBy(workflow, { ...startedBy(ada), ...assigned([ada, workflow]) })
  expect(found(told, listed)).toEqual(none)
  const [work] = sponsoredWorks(told, identifier([], listed), directory)
  expect(work?.isAnswered).toBe(false)
  const pushed = changeBy(workflow, { pushes: pushedByAda, assignments: down })
  const [other] = sponsoredWorks(pushed, identifier([], listed), directory)
  expect(other).toMatchObject({ isAnswered: true, gaps: [] })
})

test('a trailer answers for its commit, a push for its own, who set the agent to work for all', () => {
  const two = (...pushers: readonly Actor[]): Partial<Change> => ({
    commits: known(
      [commitBy(copilot, 'c1', 'base', { coAuthors: [byId(ada)] }), commitBy(copilot, 'c2', 'c1')],
      'test',
    ),
    pushes: known(
      pushers.map((who, at) => pushBy(who, at === 0 ? null : 'c1', at === 0 ? 'c1' : 'c2')),
      'test',
    ),
  })
  const stateOf = (told: Change) => {
    const [work] = sponsoredWorks(told, identifier([]), directory)
    return [work?.isAnswered, work?.left.length, work?.gap?.reason]
  }
  expect(stateOf(changeBy(copilot, two(copilot, copilot)))).toEqual([false, 1, undefined])
  expect(stateOf(changeBy(copilot, two(copilot)))).toEqual([
    ...[false, 1, `GitHub does not say who pushed ${short('c2')}`],
  ])
  expect(stateOf(changeBy(copilot, two(copilot, bob)))).toEqual([true, 0, undefined])
  const started = changeBy(copilot, { ...two(copilot, copilot), ...startedBy(ada) })
  expect(stateOf(started)).toEqual([true, 0, undefined])
})

test('the policy names users and teams, each of whom answers', () => {
  const answers = 'answers for devin, as the policy says'
  expect(found(changeBy(devin), [entry])).toEqual({
    ...none,
    sponsors: [`dana ${answers}`, `eve ${answers}`, `cleo ${answers}`, `dana ${answers}`],
  })
})

test('all that are found join, whichever fact comes first', () => {
  const told = changeBy(copilot, { ...startedBy(ada), ...assigned([bob, copilot]) })
  const listed = [{ account: 'Copilot', trusted: false, sponsors: { users: ['eve'] } }]
  expect(found(told, listed).sponsors).toEqual([
    'ada set copilot-swe-agent to work',
    'bob assigned copilot-swe-agent',
    'eve answers for copilot-swe-agent, as the policy says',
  ])
})

test.for<{ given: string; told: Change; asked?: Directory; gaps: readonly string[] }>([
  {
    given: 'who set Copilot to work',
    told: changeBy(copilot, { workStarters: down }),
    gaps: ['GitHub is down'],
  },
  {
    given: 'who set to work what is no agent of GitHub',
    told: changeBy(dependabot, { workStarters: down }),
    gaps: [],
  },
  {
    given: 'who was assigned',
    told: changeBy(dependabot, { assignments: down }),
    gaps: ['GitHub is down'],
  },
  {
    given: 'a team of the policy',
    told: changeBy(devin),
    asked: { ...directory, teams: { web: down } },
    gaps: ['GitHub is down'],
  },
  {
    given: 'a user of the policy',
    told: changeBy(devin),
    asked: { ...directory, accounts: { ...directory.accounts, eve: down } },
    gaps: ['GitHub is down'],
  },
  {
    given: 'all of the policy, since nobody asked',
    told: changeBy(devin),
    asked: nobodyAsked,
    gaps: ['nobody asked who Dana is', 'nobody asked who eve is', 'nobody asked for the team web'],
  },
])('unknown $given: $gaps', ({ told, asked, gaps }) => {
  expect(found(told, [entry], asked).gaps).toEqual(gaps)
})

test('where GitHub no longer names who did it, somebody did', () => {
  expect(found(changeBy(copilot, { ...startedBy(null), ...assigned([null, copilot]) }))).toEqual({
    ...none,
    nameless: ['set copilot-swe-agent to work', 'assigned copilot-swe-agent'],
  })
})

test('whom the policy names and who is no human answers for nothing, and is told', () => {
  const listed = [
    {
      ...entry,
      sponsors: { users: ['nobody-here', 'helper', 'shipbot[bot]', 'eve'] },
    },
    { account: 'helper', trusted: true },
  ]
  const accounts = {
    'nobody-here': known(null, 'test'),
    helper: known(helper, 'test'),
    // A User of that name has nothing to do with the bot.
    shipbot: known(actor('shipbot'), 'test'),
    eve: known(actor('eve'), 'test'),
  }
  expect(found(changeBy(devin), listed, { ...nobodyAsked, accounts })).toEqual({
    ...none,
    sponsors: ['eve answers for devin, as the policy says'],
    unfit: ['nobody-here', 'helper', 'shipbot[bot]'],
  })
})

test('only sponsors of agents that had a hand in the change are asked for', () => {
  const identify = identifier(
    [],
    [entry, { account: 'other', trusted: false, sponsors: { teams: ['ops'], users: ['x'] } }],
  )
  expect(sponsorsToAsk(change(), identify)).toEqual({ teams: [], users: [] })
  expect(sponsorsToAsk(changeBy(devin), identify)).toEqual({
    teams: ['web'],
    users: ['Dana', 'eve'],
  })
  const spelled = identifier([], [{ ...entry, sponsors: { users: ['bob', 'shipbot[bot]'] } }])
  expect(sponsorsToAsk(changeBy(devin), spelled)).toEqual({ teams: [], users: ['bob'] })
})

test('a sponsor is a contributor, whose approval does not count', () => {
  const identify = identifier([])
  const told = changeBy(copilot, {
    ...startedBy(bob),
    reviews: known([review('bob'), review('cleo')], 'test'),
  })
  const { roster, approvals } = assign(told, identify)
  expect(contributions(roster, identify(bob)).map(({ deed }) => deed)).toEqual([
    'set copilot-swe-agent to work',
  ])
  expect(approvals.counted.map(({ person }) => person.name)).toEqual(['cleo'])
  expect(approvals.setAside[0]?.reasons[0]).toMatchObject({
    kind: 'contribution',
    why: 'set copilot-swe-agent to work',
  })
})

test('a sponsor by another account of the same person is barred as well', () => {
  const joined = identifier([{ name: 'Ada', accounts: ['ada', 'ada-admin'] }])
  const told = changeBy(copilot, {
    ...startedBy(actor('ada-admin')),
    reviews: known([review('ada')], 'test'),
  })
  expect(assign(told, joined).approvals.counted).toEqual([])
})

test('sponsors of a trusted agent are contributors like any others', () => {
  const trusting = identifier([], [{ account: 'Copilot', trusted: true }])
  const told = changeBy(copilot, { ...startedBy(bob), reviews: known([review('bob')], 'test') })
  expect(assign(told, trusting).approvals.counted).toEqual([])
})

test('nobody known is kept as work that leads to no account', () => {
  const { roster } = assign(changeBy(copilot, startedBy(null)), identifier([]))
  expect(roster.unattributed).toMatchObject([{ duty: 'sponsor' }])
})

test('an agent that pushed for another is no sponsor of it', () => {
  const told = changeBy(devin, { pushes: known([pushBy(copilot, null, 'c1')], 'test') })
  expect(found(told)).toEqual(none)
})

test('a login that every object has as a property is asked for like any other', () => {
  const listed = [{ account: 'devin', trusted: false, sponsors: { users: ['constructor'] } }]
  expect(found(changeBy(devin), listed, nobodyAsked).gaps).toEqual([
    'nobody asked who constructor is',
  ])
})
