// A change to the policy that names a login which nobody has is warned of at its line, in the change's own file.
import { expect, test } from 'vitest'
import { known, unknown } from '../../../src/facts/facts.ts'
import { loginsToAsk, unknownLogins } from '../../../src/policy/lint/unknown-logins.ts'
import { parsePolicy } from '../../../src/policy/reading.ts'
import { runBundle } from '../../replay/bundle-pool.ts'
import { replay } from '../../replay/replay.ts'
import { worldNamed } from '../../replay/world-files.ts'

const text = `version: 1
protected-paths:
  - {name: pay, paths: [src/**], from: {users: [Ada, 'bob#102', eve]}}
agents: [{account: 'Renovate[bot]', trusted: true}]
`
const { policy } = parsePolicy(text)
if (policy === null) throw new Error('The policy cannot be read.')

test('asks about logins alone, of people', () => {
  expect(loginsToAsk(policy)).toEqual(['ada', 'eve'])
})

test('warns of those that GitHub does not know, and of no other', () => {
  const ada = known({ id: 101, login: 'ada', kind: 'User' }, 'GraphQL Accounts')
  const nobody = known(null, 'GraphQL Accounts')
  expect(unknownLogins(policy, text, { accounts: { ada, eve: nobody } })).toEqual([
    {
      ...{ severity: 'warning', line: 3, column: 65 },
      message: 'protected-paths[0].from.users[2] names "eve", a login that GitHub does not know',
    },
  ])
  const silent = unknown('GitHub did not say', 'GraphQL Accounts')
  expect(unknownLogins(policy, text, { accounts: { ada, eve: silent } })).toEqual([])
  expect(unknownLogins(policy, text, { accounts: {} })).toEqual([])
})

const warningsIn = async (world: string) => {
  const played = await replay(worldNamed(world), { pool: runBundle })
  return { played, warnings: played.annotations.filter(({ level }) => level === 'warning') }
}

test('the warning stands at the line of the changed file, and stops nothing', async () => {
  const { played, warnings } = await warningsIn('change-names-a-login-that-nobody-has')
  expect(warnings).toEqual([
    {
      ...{ level: 'warning', title: 'policy: warning' },
      ...{ file: '.github/separation-of-duties.yml', line: 5 },
      message: 'protected-paths[0].from.users[0] names "bobb", a login that GitHub does not know',
    },
  ])
  expect(played).toMatchObject({ verdict: 'pass', violations: [] })
  expect(played.summary).toContain('a login that GitHub does not know')
})

test('names that exist are asked about and not warned of', async () => {
  const { played, warnings } = await warningsIn('change-names-logins-that-exist')
  expect([warnings, played.violations]).toEqual([[], []])
})
