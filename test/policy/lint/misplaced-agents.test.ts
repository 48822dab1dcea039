// Agents where only humans count.
import { expect, test } from 'vitest'
import { flaws } from '../problems.ts'

const agent = 'agents: [{account: Renovate}]'

test.for([
  {
    given: `people: [{name: Dana, accounts: [dana, renovate]}]\n${agent}`,
    problems: [
      'error 3 agents[0].account names "Renovate", which people[0] (line 2) joins to a human; an agent is nobody\'s account',
    ],
  },
  { given: `people: [{name: Dana, accounts: [dana, dana2]}]\n${agent}`, problems: [] },
  {
    given: `protected-paths: [{name: a, paths: [x], from: {users: [dana, renovate]}}]\n${agent}`,
    problems: [
      'warning 2 protected-paths[0].from.users[1] names "renovate", an agent; its approval never counts',
    ],
  },
  {
    given: 'agents: [{account: helper, sponsors: {users: [dana, "ci[bot]"]}}]',
    problems: [
      'error 2 agents[0].sponsors.users[1] names "ci[bot]", an agent; only a human can answer for work',
    ],
  },
  {
    given: `exceptions: [{rules: [self-merge], people: [a], reason: x, granted-by: renovate, until: 2030-01-01}]\n${agent}`,
    problems: [
      'error 2 exceptions[0].granted-by names "renovate", an agent; a human must grant it',
    ],
  },
  {
    given: `exceptions: [{rules: [self-merge], people: [renovate], reason: x, granted-by: a, until: 2030-01-01}]\n${agent}`,
    problems: [],
  },
])('$given', ({ given, problems }) => {
  expect(flaws(given)).toEqual(problems)
})
