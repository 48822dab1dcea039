// Demands that nobody could meet are errors.
import { expect, test } from 'vitest'
import { flaws } from '../problems.ts'

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
  expect(flaws(given)).toEqual(problems)
})

const breakGlass = (responders: string, approvers: string) =>
  `break-glass:\n  responders: ${responders}\n  approvers: ${approvers}`
const alone = 'who is also the only responder; whoever asks must not approve'

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
      'error 4 break-glass.approvers.teams[1] names "sre", a team of the responders; whoever asks must not approve',
    ],
  },
])('$given', ({ given, problems }) => {
  expect(flaws(given)).toEqual(problems)
})
