// Who belongs to a team: a list that was not read whole is unknown, for who is missing could be the one that matters.
import { expect, test } from 'vitest'
import type { Client, Page } from '../../../src/github/api/client.ts'
import { readDirectory } from '../../../src/github/directory/directory.ts'

const ada = { id: 1, login: 'ada', type: 'User' }
const bob = { id: 2, login: 'bob', type: 'User' }

/** Answers with these pages in turn, the last one for ever, each naming the next as it is told. */
const answering = (...pages: readonly (readonly [readonly unknown[], string | null])[]): Client => {
  let asked = 0
  const get: Client['get'] = async ({ shape }) => {
    const [value, next] = pages[Math.min(asked, pages.length - 1)] ?? [[], null]
    asked += 1
    return { value: shape.parse(value), next } as Page<never>
  }
  return { get } as Client
}

const teamOf = async (client: Client) => {
  const asked = { teams: ['leads'], maintainers: [], writers: [], accounts: [] }
  const { teams } = await readDirectory(client, client, { owner: 'acme', name: 'shop' }, asked)
  return teams.leads
}

test('every page is read', async () => {
  const client = answering([[ada], 'https://api.github.com/2'], [[bob], null])
  expect(await teamOf(client)).toMatchObject({ value: [{ login: 'ada' }, { login: 'bob' }] })
})

test('a list that leads in a circle is unknown, and not read for ever', async () => {
  expect(await teamOf(answering([[ada], 'https://api.github.com/again']))).toMatchObject({
    known: false,
    reason: "GitHub's list leads back to a page that was read already",
  })
})

test('a member whom GitHub does not name leaves the team unknown', async () => {
  expect(await teamOf(answering([[ada, {}], null]))).toMatchObject({
    known: false,
    reason: 'the team leads of acme has a member whom GitHub does not name',
  })
})
