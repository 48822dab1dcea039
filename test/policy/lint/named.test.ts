// Whom a policy names, each with its place.
import { expect, test } from 'vitest'
import { partiesNamed } from '../../../src/policy/lint/named.ts'
import { nameOf } from '../../../src/policy/problem.ts'
import { parsePolicy } from '../../../src/policy/reading.ts'

const text = `version: 1
protected-paths: [{name: p, paths: [x], from: {teams: [t1, t2], users: [u1]}}]
control-plane: {owners: {teams: [t3], users: [u2]}}
people: [{name: A, accounts: [u3, u4]}]
agents: [{account: u5, sponsors: {teams: [t4], users: [u6]}}, {account: "u7[bot]"}]
exceptions: [{rules: [self-merge], people: [u8, u5], reason: x, granted-by: u9, until: 2030-01-01}]
break-glass: {responders: {teams: [t5], users: [u10]}, approvers: {teams: [t6], users: [u11]}}`

test('everybody is named with the place, agents as such', () => {
  const { policy } = parsePolicy(text)
  const parties = policy && partiesNamed(policy)
  expect(
    parties?.map(
      ({ kind, name, path, isAgent }) =>
        `${kind} ${name} ${nameOf(path)}${isAgent ? ' (agent)' : ''}`,
    ),
  ).toEqual([
    'team t1 protected-paths[0].from.teams[0]',
    'team t2 protected-paths[0].from.teams[1]',
    'account u1 protected-paths[0].from.users[0]',
    'team t3 control-plane.owners.teams[0]',
    'account u2 control-plane.owners.users[0]',
    'account u3 people[0].accounts[0]',
    'account u4 people[0].accounts[1]',
    'account u5 agents[0].account (agent)',
    'team t4 agents[0].sponsors.teams[0]',
    'account u6 agents[0].sponsors.users[0]',
    'account u7[bot] agents[1].account (agent)',
    'account u8 exceptions[0].people[0]',
    'account u5 exceptions[0].people[1] (agent)',
    'account u9 exceptions[0].granted-by',
    'team t5 break-glass.responders.teams[0]',
    'account u10 break-glass.responders.users[0]',
    'team t6 break-glass.approvers.teams[0]',
    'account u11 break-glass.approvers.users[0]',
  ])
})

test('the defaults name nobody', () => {
  const { policy } = parsePolicy('version: 1')
  expect(policy && partiesNamed(policy)).toEqual([])
})
