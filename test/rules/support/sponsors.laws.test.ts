// Laws of agents and sponsors: what one sponsor more, one fact less or an agent's own word can do to a verdict.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change } from '../../../src/facts/change.ts'
import { type Actor, known, unknown } from '../../../src/facts/fact.ts'
import type { Facts } from '../../../src/facts/facts.ts'
import { judge } from '../../../src/judge/judge.ts'
import { byId, commitBy, copilot, dependabot, devin, pushBy } from '../../duties/working-agents.ts'
import {
  actor,
  attempt,
  change,
  deployment,
  dismissal,
  facts,
  file,
  merged,
  nobodyAsked,
  oid,
  policyText,
  review,
} from '../../fixtures.ts'
import { usually, withOneUnknown } from '../../judge/generated.ts'
import { lawRuns } from '../../law-runs.ts'

const helper = actor('helper')
const humans = ['ada', 'bob', 'cleo', 'dana', 'eve']
const human = fc.constantFrom(...humans)
const workflow: Actor = { id: 41898282, login: 'github-actions', kind: 'Bot' }
const agents: Readonly<Record<string, Actor>> = {
  ...{ copilot, devin, dependabot, helper },
  'github-actions': workflow,
}
const who = (name: string): Actor => agents[name] ?? actor(name)

type Way = 'start' | 'assignment' | 'trailer' | 'user' | 'team'

interface Sponsor {
  readonly by: string
  readonly way: Way
}

const sponsor = fc.record({
  by: human,
  way: fc.constantFrom<Way>('start', 'assignment', 'trailer', 'user', 'team'),
})

const told = fc.record({
  agent: fc.constantFrom('copilot', 'copilot', 'devin', 'helper', 'dependabot', 'github-actions'),
  opener: usually<'agent' | 'ada'>('agent', 'ada', 'ada'),
  authors: fc.tuple(usually('agent', 'ada'), usually('agent', 'ada')),
  pushers: fc.tuple(usually('agent', 'ada', 'ada', 'bob'), usually('agent', 'ada', 'bob')),
  sponsors: fc.array(sponsor, { maxLength: 2 }),
  isTrusted: usually(false, true),
  approvers: fc.uniqueArray(fc.constantFrom(...humans, 'bob', 'bob', 'devin', 'helper'), {
    maxLength: 4,
  }),
  merger: usually('eve', 'ada', 'agent'),
  dismisser: usually<string | null>(null, 'bob', 'eve'),
  path: usually('README.md', 'src/pay.ts'),
  extra: fc.constantFrom(
    '',
    '',
    'approvals: {required: 2}',
    'conflicts: {self-merge: {enforcement: enforce}}',
    'conflicts: {self-approval: {enforcement: warn}}\nrules: {sponsored-agents: {enforcement: warn}}',
    'protected-paths: [{name: pay, paths: ["src/**"], from: {users: [bob, cleo]}}]',
  ),
  deployer: fc.constantFrom<string | null>(null, null, 'eve', 'agent', 'ada'),
})
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never

const accountName = (name: string): string => (name === 'copilot' ? 'Copilot' : name)

/** The change, and whoever ships it where somebody does, by what was told. */
function factsOf(one: Told): Facts {
  const { agent, sponsors } = one
  const name = (of: string): string => (of === 'agent' ? agent : of)
  const by = (way: Way) => sponsors.filter((each) => each.way === way).map((each) => each.by)
  const coAuthors = by('trailer').map((each) => byId(actor(each)))
  const base = change()
  const labels = ['c1', 'c2'] as const
  const parts: Partial<Change> = {
    commits: known(
      labels.map((label, index) =>
        commitBy(who(name(one.authors[index] ?? '')), label, index === 0 ? 'base' : 'c1', {
          coAuthors,
        }),
      ),
      'test',
    ),
    pushes: known(
      labels.map((label, index) =>
        pushBy(who(name(one.pushers[index] ?? '')), index === 0 ? null : 'c1', label),
      ),
      'test',
    ),
    headAfter: known(oid('c2'), 'test'),
    workStarters: known(
      by('start').map((each) => ({ by: who(each), at: '2026-03-01T09:30:00Z' })),
      'test',
    ),
    assignments: known(
      by('assignment').map((each) => ({
        by: actor(each),
        at: '2026-03-01T09:30:00Z',
        assignee: who(agent),
      })),
      'test',
    ),
    reviews: known(
      one.approvers.map((each) => ({ ...review(null, { commit: oid('c2') }), by: who(each) })),
      'test',
    ),
    dismissals: known(one.dismisser === null ? [] : [dismissal(one.dismisser)], 'test'),
    mergers: known([{ by: who(name(one.merger)), how: 'merged' }], 'test'),
    files: known([file(one.path)], 'test'),
    policyFile: policyOf(one),
  }
  const pull = {
    author: who(name(one.opener)),
    head: { ...base.pull.head, oid: oid('c2') },
  }
  const shipped = one.deployer === null ? change(parts) : merged(pull, parts)
  const whole = { ...shipped, pull: { ...shipped.pull, ...pull } }
  const attempts = [{ ...attempt(null), ...startedBy(who(name(one.deployer ?? ''))) }]
  return facts([whole], {
    deployment:
      one.deployer === null
        ? null
        : deployment({ attempts: known(attempts, 'test'), policyFile: policyOf(one) }),
    directory: {
      ...nobodyAsked,
      teams: { answering: known(by('team').map(who), 'test') },
      accounts: Object.fromEntries(humans.map((each) => [each, known(actor(each), 'test')])),
    },
  })
}

const startedBy = (by: Actor) => ({ actor: by, triggeringActor: by })

function policyOf({ agent, sponsors, isTrusted, extra }: Told) {
  const users = sponsors.filter(({ way }) => way === 'user').map(({ by }) => by)
  const named = `sponsors: {teams: [answering]${users.length > 0 ? `, users: [${users}]` : ''}}`
  const trusted = isTrusted ? ', trusted: true' : ''
  const entries = [`{account: ${accountName(agent)}${trusted}, ${named}}`]
  if (agent !== 'helper') entries.push('{account: helper}')
  return policyText(`version: 1\nagents: [${entries.join(', ')}]\n${extra}`)
}

const passes = (all: Facts): boolean => judge(all).word.startsWith('pass')

/** The rules for which a verdict is no pass. */
const stoppedBy = (all: Facts): readonly string[] => [
  ...new Set(
    judge(all)
      .findings.filter(({ enforcement }) => enforcement === 'enforce')
      .filter(({ outcome }) => outcome === 'violated' || outcome === 'undetermined')
      .map(({ rule }) => rule),
  ),
]

const settings = { numRuns: lawRuns(300) }

/** What stops for want of somebody who answers for the agent: its work, and the duties that it may hold. */
const wantSponsors = ['sponsored-agents', 'author-deploys', 'self-merge']

test('one sponsor more turns a stop into a pass only where the want of one stopped it', () => {
  fc.assert(
    fc.property(told, sponsor, (one, more) => {
      const before = factsOf(one)
      if (passes(before)) return
      const after = factsOf({ ...one, sponsors: [...one.sponsors, more] })
      if (passes(after))
        expect(wantSponsors).toEqual(expect.arrayContaining([...stoppedBy(before)]))
    }),
    settings,
  )
})

test('where the agent has a sponsor already, one more never turns a stop into a pass', () => {
  fc.assert(
    fc.property(told, sponsor, sponsor, (one, first, more) => {
      // By the policy everybody can name one for whatever agent.
      const sponsors: Sponsor[] = [...one.sponsors, { ...first, way: 'user' }]
      if (passes(factsOf({ ...one, sponsors }))) return
      expect(passes(factsOf({ ...one, sponsors: [...sponsors, more] }))).toBe(false)
    }),
    settings,
  )
})

test('a sponsor who is the only approver never makes a pass', () => {
  fc.assert(
    fc.property(told, sponsor, (one, { by }) => {
      // Whom the policy names for a workflow's token answers for nothing, and so may approve what another person pushed.
      fc.pre(one.agent !== 'github-actions')
      const sponsors: Sponsor[] = [...one.sponsors, { by, way: 'user' }]
      const extra = ''
      expect(passes(factsOf({ ...one, opener: 'agent', sponsors, approvers: [by], extra }))).toBe(
        false,
      )
    }),
    settings,
  )
})

test('an approval by an agent never turns a stop into a pass', () => {
  fc.assert(
    fc.property(told, fc.constantFrom('copilot', 'devin', 'dependabot', 'helper'), (one, by) => {
      if (passes(factsOf(one))) return
      const approvers = [...new Set([...one.approvers, by])]
      expect(passes(factsOf({ ...one, approvers }))).toBe(false)
    }),
    settings,
  )
})

test('to take trust away from an agent never turns a stop into a pass', () => {
  fc.assert(
    fc.property(told, (one) => {
      if (passes(factsOf({ ...one, isTrusted: true }))) return
      expect(passes(factsOf({ ...one, isTrusted: false }))).toBe(false)
    }),
    settings,
  )
})

test('with agents at work too, a fact that becomes unknown never turns a stop into a pass', () => {
  fc.assert(
    fc.property(told, (one) => {
      const all = factsOf(one)
      if (passes(all)) return
      for (const less of withOneUnknown(all)) expect(passes(less as Facts)).toBe(false)
    }),
    { numRuns: lawRuns(150) },
  )
})

test('what could tell a sponsor is missed: a pass without it is none', () => {
  fc.assert(
    fc.property(told, (one) => {
      const all = factsOf({ ...one, agent: 'copilot', opener: 'agent' })
      if (!all.changes.known || !passes(all)) return
      const [only] = all.changes.value
      const gap = unknown('made unknown', 'test')
      for (const less of [{ workStarters: gap }, { assignments: gap }]) {
        const changes = known(only === undefined ? [] : [{ ...only, ...less }], 'test')
        expect(passes({ ...all, changes })).toBe(false)
      }
      expect(passes({ ...all, directory: { ...all.directory, teams: {} } })).toBe(false)
    }),
    settings,
  )
})

test('the generated changes are not all alike', () => {
  const all = fc.sample(told, { numRuns: 800, seed: 1 }).map(factsOf)
  const words = all.map((one) => judge(one).word)
  for (const word of ['pass', 'fail']) {
    expect(words.filter((one) => one === word).length).toBeGreaterThan(50)
  }
  const outcomes = all.flatMap((one) =>
    judge(one).findings.flatMap(({ rule, outcome }) =>
      rule === 'sponsored-agents' ? outcome : [],
    ),
  )
  for (const outcome of ['satisfied', 'violated', 'not-applicable']) {
    expect(outcomes.filter((one) => one === outcome).length).toBeGreaterThan(20)
  }
  const alone = all.filter((one) => stoppedBy(one).join() === 'sponsored-agents')
  expect(alone.length).toBeGreaterThan(10)
})

const others = fc.constantFrom('devin', 'helper', 'dependabot', 'github-actions')

test('a trailer never turns a stop into a pass, but in a commit of an agent of GitHub', () => {
  fc.assert(
    fc.property(told, others, human, (one, agent, by) => {
      const before = { ...one, agent }
      if (passes(factsOf(before))) return
      const trailer: Sponsor = { by, way: 'trailer' }
      const after = factsOf({ ...before, sponsors: [...one.sponsors, trailer] })
      expect(passes(after)).toBe(false)
    }),
    settings,
  )
})

test('nobody who is named for a workflow, or assigned it, turns a stop into a pass', () => {
  fc.assert(
    fc.property(told, sponsor, (one, more) => {
      const before: Told = { ...one, agent: 'github-actions' }
      if (passes(factsOf(before))) return
      expect(passes(factsOf({ ...before, sponsors: [...one.sponsors, more] }))).toBe(false)
      expect(passes(factsOf({ ...before, isTrusted: !one.isTrusted }))).toBe(false)
    }),
    settings,
  )
})

test('whatever a workflow ships or merges where that is asked about never passes', () => {
  fc.assert(
    fc.property(told, (one) => {
      const shipped: Told = { ...one, agent: 'github-actions', deployer: 'agent' }
      expect(passes(factsOf(shipped))).toBe(false)
      const extra = 'conflicts: {self-merge: {enforcement: enforce}}'
      const merged: Told = { ...one, agent: 'github-actions', merger: 'agent', extra }
      expect(passes(factsOf(merged))).toBe(false)
    }),
    settings,
  )
})
