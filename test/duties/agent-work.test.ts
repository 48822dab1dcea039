// What agents did for a change, and where a human's push already answers for it.
import { expect, test } from 'vitest'
import { worksOf } from '../../src/duties/agent-work.ts'
import { deedsOf } from '../../src/duties/evidence.ts'
import { historyOf } from '../../src/duties/history.ts'
import { identifier } from '../../src/duties/people.ts'
import type { Change } from '../../src/facts/change.ts'
import { type Actor, known, type Push, unknown } from '../../src/facts/fact.ts'
import { actor, change, commit, oid, push, short } from '../fixtures.ts'
import { byId, changeBy, commitBy, copilot, devin, pushBy } from './working-agents.ts'

const identify = identifier([], [{ account: 'helper', trusted: false }])
const worksIn = (told: Change) => worksOf(told, historyOf(told), identify)

const [c1, c2] = [short('c1'), short('c2')]
const shortened = (one: string): string => one.slice(0, 7)
const later = (one: Push): Push => ({ ...one, at: '2026-03-01T11:00:00Z' })
const forced = (by: string): Push => later({ ...push(by, 'c1', 'c2'), kind: 'force_push' })

/** What somebody pushed first, and a human then wrote anew and forced in. */
const rebased = (first: Actor, by: string): Partial<Change> => ({
  commits: known([commitBy(devin, 'c2')], 'test'),
  formerHeads: known([{ oid: oid('c1'), commits: [commitBy(devin)] }], 'test'),
  pushes: known([pushBy(first, null, 'c1'), forced(by)], 'test'),
})

const down = unknown('GitHub is down', 'GET /there', 'Wait.')

const summaryOf = (told: Change) =>
  worksIn(told).map(({ agent, deeds, pushedBy, left, gapIn }) => ({
    who: agent.name,
    did: deedsOf(deeds).map((deed) => deed.text),
    pushedBy: pushedBy.map(({ name }) => name),
    left: left.map(shortened),
    gap: gapIn(left)?.reason ?? null,
  }))

test('without agents there is no work of theirs', () => {
  expect(worksIn(change())).toEqual([])
})

test('an agent that opened, wrote and pushed it, for which no push of a human answers', () => {
  expect(summaryOf(changeBy(devin))).toEqual([
    {
      who: 'devin',
      did: [
        'opened the pull request',
        `pushed ${c1}`,
        `is named as author of ${c1} (unverified)`,
        `is named as committer of ${c1} (unverified)`,
      ],
      pushedBy: [],
      left: [c1],
      gap: null,
    },
  ])
})

test('a name in a trailer of a human is no work', () => {
  const commits = known([commit('c1', 'base', 'ada', { coAuthors: [byId(copilot)] })], 'test')
  expect(worksIn(change({ commits }))).toEqual([])
})

test.for<{
  given: string
  told: Change
  pushedBy: readonly string[]
  left?: readonly string[]
  gap?: string
}>([
  {
    given: 'its commits, pushed by a human',
    told: change({ commits: known([commitBy(devin)], 'test') }),
    pushedBy: ['ada'],
  },
  {
    given: 'its commits and the pull request, with all pushed by a human',
    told: changeBy(devin, { pushes: known([push('ada', null, 'c1')], 'test') }),
    pushedBy: ['ada'],
  },
  {
    given: 'the pull request alone, of two commits that two humans pushed',
    told: changeBy(devin, {
      commits: known([commit('c1', 'base', 'ada'), commit('c2', 'c1', 'cleo')], 'test'),
      pushes: known([push('ada', null, 'c1'), push('cleo', 'c1', 'c2')], 'test'),
    }),
    pushedBy: ['ada', 'cleo'],
  },
  {
    given: 'one commit of two pushed by a human, the other by itself',
    told: changeBy(devin, {
      commits: known([commitBy(devin), commitBy(devin, 'c2', 'c1')], 'test'),
      pushes: known([push('ada', null, 'c1'), pushBy(devin, 'c1', 'c2')], 'test'),
    }),
    pushedBy: ['ada'],
    left: [c2],
  },
  {
    given: "a human's commit, pushed by the agent",
    told: change({ pushes: known([pushBy(devin, null, 'c1')], 'test') }),
    pushedBy: [],
    left: [c1],
  },
  {
    given: 'its commits, pushed by another agent that the policy lists',
    told: change({
      commits: known([commitBy(devin)], 'test'),
      pushes: known([pushBy(actor('helper'), null, 'c1')], 'test'),
    }),
    pushedBy: [],
    left: [c1],
  },
  {
    given: 'its commits, pushed by nobody knows whom',
    told: changeBy(devin, { pushes: known([push(null, null, 'c1')], 'test') }),
    pushedBy: [],
    left: [c1],
    gap: `GitHub does not say who pushed ${c1}`,
  },
  {
    given: 'its commits, which no listed push brought',
    told: changeBy(devin, {
      commits: known([commitBy(devin), commitBy(devin, 'c2', 'c1')], 'test'),
      pushes: known([push('ada', null, 'c1')], 'test'),
    }),
    pushedBy: ['ada'],
    left: [c2],
    gap: `GitHub does not say who pushed ${c2}`,
  },
  {
    given: 'its commits, one of which it pushed itself, beyond doubt',
    told: changeBy(devin, {
      commits: known([commitBy(devin), commitBy(devin, 'c2', 'c1')], 'test'),
      pushes: known([pushBy(devin, null, 'c1')], 'test'),
    }),
    pushedBy: [],
    left: [c1, c2],
  },
  {
    given: 'its commits, while the pushes are unknown',
    told: changeBy(devin, { pushes: down }),
    pushedBy: [],
    left: [c1],
    gap: 'GitHub is down',
  },
  {
    given: 'a branch forced to what is no commit of the change',
    told: changeBy(devin, {
      pull: change().pull,
      commits: known([commit('c1', 'base', 'ada')], 'test'),
      pushes: known(
        [
          push('ada', null, 'c1'),
          { ...pushBy(devin, 'c1', 'elsewhere'), kind: 'force_push' },
          { ...push('ada', 'elsewhere', 'c1'), kind: 'force_push' },
        ],
        'test',
      ),
    }),
    pushedBy: [],
  },
  {
    given: 'its commit, which a human was the first to push',
    told: changeBy(devin, {
      pushes: known([later(pushBy(devin, null, 'c1')), push('ada', null, 'c1')], 'test'),
    }),
    pushedBy: ['ada'],
  },
  {
    given: 'its commit, which a human pushed once more',
    told: changeBy(devin, {
      pushes: known([later(push('ada', null, 'c1')), pushBy(devin, null, 'c1')], 'test'),
    }),
    pushedBy: [],
    left: [c1],
  },
  {
    given: 'its commit, which it and a human pushed in one second',
    told: changeBy(devin, {
      pushes: known([push('ada', null, 'c1'), pushBy(devin, null, 'c1')], 'test'),
    }),
    pushedBy: [],
    left: [c1],
  },
  {
    given: 'its commit, which nobody known was the first to push',
    told: changeBy(devin, {
      pushes: known([push(null, null, 'c1'), later(push('ada', null, 'c1'))], 'test'),
    }),
    pushedBy: [],
    left: [c1],
    gap: `GitHub does not say who pushed ${c1}`,
  },
  {
    given: 'its commit, forced in by a human in place of its own',
    told: changeBy(devin, rebased(devin, 'ada')),
    pushedBy: [],
    left: [c1],
  },
  {
    given: 'its commit, forced in by a human in place of what another human pushed',
    told: changeBy(devin, rebased(actor('cleo'), 'ada')),
    pushedBy: ['cleo'],
  },
  {
    given: 'its commit, forced in by a human in place of a commit of her own',
    told: change({
      ...rebased(actor('ada'), 'ada'),
      formerHeads: known([{ oid: oid('c1'), commits: [commit('c1', 'base', 'ada')] }], 'test'),
    }),
    pushedBy: ['ada'],
  },
  {
    given: 'its commit, of which the timeline tells without the actor as well',
    told: change({
      ...rebased(actor('ada'), 'ada'),
      formerHeads: known([{ oid: oid('c1'), commits: [commit('c1', 'base', 'ada')] }], 'test'),
      forcePushes: known([{ ...forced('ada'), by: null, at: '2026-03-01T09:59:59Z' }], 'test'),
    }),
    pushedBy: ['ada'],
  },
])('$given: $pushedBy', ({ told, pushedBy, left = [], gap }) => {
  const [work] = worksIn(told).filter(({ agent }) => agent.account.id === devin.id)
  expect(work?.pushedBy.map(({ name }) => name)).toEqual(pushedBy)
  expect(work?.left.map(shortened)).toEqual(left)
  expect(work?.gapIn(work.left)?.reason).toBe(gap)
})

test('of two agents each has its own work', () => {
  const told = changeBy(devin, {
    commits: known([commitBy(devin), commitBy(copilot, 'c2', 'c1')], 'test'),
    pushes: known([pushBy(devin, null, 'c1'), pushBy(copilot, 'c1', 'c2')], 'test'),
  })
  expect(summaryOf(told).map(({ who, did }) => [who, did[0]])).toEqual([
    ['devin', 'opened the pull request'],
    ['copilot-swe-agent', `pushed ${c2}`],
  ])
})
