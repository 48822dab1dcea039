// sponsored-agents: every agent's work has a human who answers for it, or two who approved it.
import { expect, test } from 'vitest'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import type { Directory } from '../../src/facts/facts.ts'
import { completeFacts } from '../../src/rules/complete-facts.ts'
import { builtInConflicts } from '../../src/rules/conflicts.ts'
import { independentApproval } from '../../src/rules/independent-approval.ts'
import { selfApproval } from '../../src/rules/self-approval.ts'
import { sponsoredAgents } from '../../src/rules/sponsored-agents.ts'
import { byId, changeBy, commitBy, copilot, dependabot, devin } from '../duties/working-agents.ts'
import { actor, caseOf, change, commit, dismissal, push, review, short } from '../fixtures.ts'

const { ofChange: selfDismissal } = builtInConflicts['self-dismissal']
const { ofChange: selfMerge } = builtInConflicts['self-merge']

const answer = (told: Change, policy = 'version: 1', beside: Partial<Directory> = {}) =>
  sponsoredAgents(caseOf(told, policy, beside))

const [c1, ada] = [short('c1'), actor('ada')]
const down = unknown('GitHub is down', 'GET /there', 'Wait.')
const approvedBy = (...who: readonly string[]) => ({
  reviews: known(
    who.map((one) => review(one)),
    'test',
  ),
})
const at = '2026-03-01T09:30:00Z'
const startedBy = (who: string) => ({ workStarters: known([{ by: actor(who), at }], 'timeline') })
const unanswered = 'devin (an App) pushed 6331000; no person is responsible.'
const teamed = 'version: 1\nagents: [{account: devin, sponsors: {teams: [web], users: [dana]}}]'

test.for<{ given: string; told: Change; policy?: string; message: string }>([
  {
    given: 'no agent',
    told: change(),
    message: 'No agent contributed.',
  },
  {
    given: 'an agent that a human names in a trailer',
    told: change({
      commits: known([commit('c1', 'base', 'ada', { coAuthors: [byId(copilot)] })], 'test'),
    }),
    message: 'No agent contributed.',
  },
  {
    given: 'Dependabot',
    told: changeBy(dependabot),
    message: 'No agent but dependabot, which is trusted, contributed.',
  },
  {
    given: 'an agent that the policy trusts',
    told: changeBy(devin),
    policy: 'version: 1\nagents: [{account: devin, trusted: true}]',
    message: 'No agent but devin, which is trusted, contributed.',
  },
])('$given: not applicable', ({ told, policy, message }) => {
  expect(answer(told, policy)).toEqual({ outcome: 'not-applicable', message })
})

test.for<{ given: string; told: Change; message: string; people: readonly string[] }>([
  {
    given: 'who set it to work',
    told: changeBy(copilot, startedBy('ada')),
    message: 'A person is responsible for copilot-swe-agent: ada set copilot-swe-agent to work.',
    people: ['copilot-swe-agent'],
  },
  {
    given: 'who pushed what it wrote',
    told: change({ commits: known([commitBy(devin)], 'test') }),
    message: 'A person is responsible for devin: ada pushed what it did.',
    people: ['devin'],
  },
  {
    given: 'one human by two facts, and another',
    told: changeBy(copilot, {
      ...startedBy('ada'),
      assignments: known(
        [
          { by: actor('bob'), at, assignee: copilot },
          { by: ada, at, assignee: copilot },
        ],
        'test',
      ),
    }),
    message:
      'A person is responsible for copilot-swe-agent: ada set copilot-swe-agent to work and assigned ' +
      'copilot-swe-agent; bob assigned copilot-swe-agent.',
    people: ['copilot-swe-agent'],
  },
])('$given: satisfied', ({ told, message, people }) => {
  expect(answer(told)).toEqual({ outcome: 'satisfied', message, people })
})

test('of a large team only some are told', () => {
  const team = known(
    [...'abcdef'].map((one) => actor(one)),
    'test',
  )
  const accounts = { dana: known(actor('dana'), 'test') }
  expect(answer(changeBy(devin), teamed, { teams: { web: team }, accounts }).message).toMatch(
    /: dana answers for devin, as the policy says; a answers.*; c answers[^;]*; and 3 more\.$/,
  )
})

test('a sponsor satisfies it, whoever approved: other rules count the approvals', () => {
  expect(answer(changeBy(copilot, { ...startedBy('ada'), reviews: down })).outcome).toBe(
    'satisfied',
  )
  expect(answer(changeBy(copilot, { ...startedBy('ada'), assignments: down })).outcome).toBe(
    'satisfied',
  )
})

test('nobody answers for it, and two approved it: satisfied', () => {
  expect(answer(changeBy(devin, approvedBy('bob', 'cleo')))).toEqual({
    outcome: 'satisfied',
    message: `${unanswered} Instead bob and cleo approved it.`,
    people: ['devin'],
  })
})

test('nobody answers for it, and one approved it: violated, and what would make a sponsor', () => {
  expect(answer(changeBy(devin))).toMatchObject({
    outcome: 'violated',
    message: `${unanswered} It needs 2 approvals and has 1 (bob).`,
    remedy: `Ask a non-contributor to approve ${c1}. Or list \`sponsors\` for it.`,
    people: ['devin'],
    beneficiaries: null,
  })
})

test('an approval that is set aside does not count, and says why where independent-approval does not', () => {
  const approved = (...who: readonly string[]) =>
    answer(
      changeBy(devin, {
        pushes: known([push('ada', null, 'c1'), { ...push(null, 'c1', 'c2'), by: devin }], 'test'),
        commits: known([commitBy(devin), commitBy(devin, 'c2', 'c1')], 'test'),
        ...approvedBy(...who),
      }),
    )
  const alone = approved('ada')
  expect(alone.outcome).toBe('violated')
  expect(alone.message).toMatch(/ It needs 2 approvals and has none\.$/)
  expect(alone.remedy).toContain('Ask 2 non-contributors to approve ')
  const why = `ada's approval does not count because ada pushed ${c1}.`
  expect(approved('ada', 'bob').message).toMatch(
    new RegExp(` It needs 2 approvals and has 1 \\(bob\\)\\. ${why}$`),
  )
})

test('of two agents the one without a sponsor is named', () => {
  const told = changeBy(copilot, {
    ...startedBy('ada'),
    commits: known([commitBy(copilot), commitBy(devin, 'c2', 'c1')], 'test'),
    pushes: known(
      [
        { ...push(null, null, 'c1'), by: copilot },
        { ...push(null, 'c1', 'c2'), by: devin },
      ],
      'test',
    ),
  })
  const { outcome, people } = answer(told)
  expect({ outcome, people }).toEqual({ outcome: 'violated', people: ['devin'] })
})

test('whom the policy names in vain is told', () => {
  const told = answer(changeBy(devin), teamed, {
    teams: { web: known([], 'test') },
    accounts: { dana: known(null, 'test') },
  })
  expect(told.outcome).toBe('violated')
  expect(told.message).toContain('No person has the account of its sponsor dana.')
})

test.for<{ given: string; told: Change; policy?: string; beside?: Partial<Directory> }>([
  {
    given: 'who set it to work',
    told: changeBy(copilot, { workStarters: down }),
  },
  { given: 'who assigned it', told: changeBy(devin, { assignments: down }) },
  { given: 'who pushed it', told: changeBy(devin, { pushes: down }) },
  {
    given: "the policy's team",
    told: changeBy(devin),
    policy: teamed,
    beside: { teams: { web: down }, accounts: { dana: known(null, 'test') } },
  },
  {
    given: "the policy's user",
    told: changeBy(devin),
    policy: teamed,
    beside: { teams: { web: known([], 'test') }, accounts: { dana: down } },
  },
])('unknown $given, one approval: undetermined', ({ told, policy, beside }) => {
  expect(answer(told, policy, beside)).toMatchObject({
    outcome: 'undetermined',
    message: expect.stringContaining('That is not certain: GitHub is down.'),
    remedy: 'Wait.',
  })
})

test('nobody knows by whom it was set to work: undetermined', () => {
  const told = changeBy(copilot, { workStarters: known([{ by: null, at }], 'timeline') })
  expect(answer(told)).toMatchObject({
    outcome: 'undetermined',
    message: expect.stringContaining(
      'copilot-swe-agent (Copilot) pushed 6331000; no person is responsible. That is not certain: the account that set copilot-swe-agent to work is deleted.',
    ),
  })
})

test.for<{ given: string; more: Partial<Change> }>([
  { given: 'commits', more: { commits: down } },
  { given: 'former heads', more: { formerHeads: down } },
  { given: 'reviews', more: { reviews: down } },
  { given: 'changes of the base', more: { baseChanges: down, ...approvedBy('bob', 'cleo') } },
])('unknown $given: undetermined', ({ more }) => {
  expect(answer(changeBy(devin, more)).outcome).toBe('undetermined')
})

test('two who approved may be sponsors, and then there is one: satisfied, whatever is unknown', () => {
  const told = changeBy(copilot, { workStarters: down, ...approvedBy('bob', 'cleo') })
  expect(answer(told).outcome).toBe('satisfied')
})

test('where a sponsor may be unknown, no approval is known to be independent', () => {
  const told = changeBy(copilot, {
    workStarters: down,
    ...approvedBy('bob', 'cleo'),
    dismissals: known([dismissal('dana')], 'test'),
  })
  for (const rule of [completeFacts, independentApproval, selfApproval, selfDismissal]) {
    expect(rule(caseOf(told)).outcome).toBe('undetermined')
  }
})

test('without an agent nobody misses what would tell of its sponsors', () => {
  const told = change({ workStarters: down, assignments: down })
  for (const rule of [completeFacts, independentApproval, selfApproval]) {
    expect(rule(caseOf(told)).outcome).toBe('satisfied')
  }
})

test('an agent that merges its own work is in conflict, unless it is trusted with both', () => {
  const told = changeBy(devin, { mergers: known([{ by: devin, how: 'merged' }], 'test') })
  expect(selfMerge(caseOf(told)).outcome).toBe('violated')
  const trusting = (what: string) => `version: 1\nagents: [{account: devin, trusted: ${what}}]`
  expect(selfMerge(caseOf(told, trusting('true'))).outcome).toBe('violated')
  expect(selfMerge(caseOf(told, trusting('[merge]'))).outcome).toBe('violated')
  expect(selfMerge(caseOf(told, trusting('[work, dismiss, deploy]'))).outcome).toBe('violated')
  expect(selfMerge(caseOf(told, trusting('[work, merge]'))).outcome).toBe('satisfied')
})
