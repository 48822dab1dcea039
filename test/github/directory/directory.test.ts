// Who belongs to a team: a list that was not read whole is unknown, for who is missing could be the one that matters.
import { expect, test } from 'vitest'
import type { Client } from '../../../src/github/api/client.ts'
import { readDirectory } from '../../../src/github/directory/directory.ts'
import { circling, listing } from '../loopback.ts'

const ada = { id: 1, login: 'ada', type: 'User' }
const bob = { id: 2, login: 'bob', type: 'User' }

const teamOf = async (client: Client) => {
  const asked = { teams: ['leads'], maintainers: [], writers: [], accounts: [] }
  const { teams } = await readDirectory(client, client, asked)
  return teams.leads
}

test('every page is read', async () => {
  const { client } = await listing([ada], [bob])
  expect(await teamOf(client)).toMatchObject({ value: [{ login: 'ada' }, { login: 'bob' }] })
})

test('a list that leads in a circle is unknown, and not read for ever', async () => {
  expect(await teamOf(await circling([ada]))).toMatchObject({
    known: false,
    reason: "GitHub's list leads back to a page that was read already",
  })
})

test('a member whom GitHub does not name leaves the team unknown', async () => {
  const { client } = await listing([ada, {}])
  expect(await teamOf(client)).toMatchObject({
    known: false,
    reason: 'the team leads of acme has a member whom GitHub does not name',
  })
})
