// Accounts where they cannot serve.

import { describe, expect, test } from 'vitest'
import { problemsOf } from '../problems.ts'

describe('demands that nobody could meet', () => {
  const paths = (from: string, more = '') =>
    `protected-paths:\n  - {name: a, paths: [x], from: ${from}${more}}`
  const joined = 'people: [{name: Dana, accounts: [dana, dana-admin]}]'
  const agent = 'agents: [{account: renovate}]'
  const reduced = '(agents never do, and joined accounts are one person)'
  const remedy = 'name more people or a team'

  test.for([
    { given: paths('{users: [a, b]}', ', approvals: 2'), problems: [] },
    { given: paths('{users: [a], teams: [t]}', ', approvals: 3'), problems: [] },
    {
      given: paths('{users: [a]}', ', approvals: 2'),
      problems: [
        `error 3 protected-paths[0].from names only 1 person who can approve, and 2 must; ${remedy}`,
      ],
    },
    {
      given: paths('{users: [a, b]}', ', approvals: 3'),
      problems: [
        `error 3 protected-paths[0].from names only 2 people who can approve, and 3 must; ${remedy}`,
      ],
    },
    {
      given: `${paths('{users: [dana, DANA-admin]}', ', approvals: 2')}\n${joined}`,
      problems: [
        `error 3 protected-paths[0].from names only 1 person who can approve ${reduced}, and 2 must; ${remedy}`,
      ],
    },
    {
      given: `control-plane: {owners: {users: ["renovate[bot]"]}}\n${agent}`,
      problems: [
        `error 2 control-plane.owners names nobody who can approve ${reduced}, and 1 must; ${remedy}`,
        'warning 2 control-plane.owners.users[0] names "renovate[bot]", an agent; its approval never counts',
      ],
    },
    { given: `control-plane: {owners: {users: [dana]}}\n${agent}`, problems: [] },
  ])('$given', ({ given, problems }) => {
    expect(problemsOf(given)).toEqual(problems)
  })

  const breakGlass = (responders: string, approvers: string) =>
    `break-glass:\n  responders: ${responders}\n  approvers: ${approvers}`
  const alone = 'who is also the only responder; the person who asks must not approve'

  test.for([
    { given: breakGlass('{users: [a]}', '{users: [b]}'), problems: [] },
    { given: breakGlass('{users: [a, b]}', '{users: [a]}'), problems: [] },
    { given: breakGlass('{users: [a, b]}', '{users: [a, b]}'), problems: [] },
    { given: breakGlass('{users: [a], teams: [t]}', '{users: [a]}'), problems: [] },
    {
      given: breakGlass('{users: [a]}', '{users: [A]}'),
      problems: [`error 4 break-glass.approvers names only A, ${alone}`],
    },
    {
      given: `${breakGlass('{users: [dana]}', '{users: [dana-admin]}')}\n${joined}`,
      problems: [`error 4 break-glass.approvers names only dana-admin, ${alone}`],
    },
    {
      given: `${breakGlass('{users: [a]}', '{users: [renovate]}')}\n${agent}`,
      problems: [
        `error 4 break-glass.approvers names nobody who can approve ${reduced}, and 1 must; ${remedy}`,
        'warning 4 break-glass.approvers.users[0] names "renovate", an agent; its approval never counts',
      ],
    },
    {
      given: breakGlass('{teams: [oncall, sre]}', '{teams: [leads, sre]}'),
      problems: [
        'error 4 break-glass.approvers.teams[1] names "sre", a team of the responders; the person who asks must not approve',
      ],
    },
  ])('$given', ({ given, problems }) => {
    expect(problemsOf(given)).toEqual(problems)
  })
})

describe('agents where only humans count', () => {
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
    expect(problemsOf(given)).toEqual(problems)
  })
})

test.for([
  {
    given: 'agents: [{account: "GitHub-Actions[bot]", trusted: true, sponsors: {users: [erin]}}]',
    problems: [
      'warning 2 agents[0].trusted has no effect: github-actions can never be trusted, since every workflow of every branch acts as this account; leave it out',
      'warning 2 agents[0].sponsors has no effect: github-actions can have no sponsors, since every workflow of every branch acts as this account; leave it out',
    ],
  },
  { given: 'agents: [{account: github-actions}, {account: a, trusted: [deploy]}]', problems: [] },
  {
    given: 'agents: [{account: github-actions, trusted: [merge]}]',
    problems: [
      'warning 2 agents[0].trusted has no effect: github-actions can never be trusted, since every workflow of every branch acts as this account; leave it out',
    ],
  },
])('nobody vouches for every workflow: $given', ({ given, problems }) => {
  expect(problemsOf(given)).toEqual(problems)
})
