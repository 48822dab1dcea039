// Who set an agent of GitHub's to work: asked only of such an agent's change, page by page, and told whole or not at all.
import { expect, test } from 'vitest'
import type { Change } from '../../../src/facts/change.ts'
import { known } from '../../../src/facts/fact.ts'
import { readWorkStarters } from '../../../src/github/pull-request/history/work-starts.ts'
import { changeBy, commitBy, copilot, devin, pushBy } from '../../duties/working-agents.ts'
import { actor, change } from '../../fixtures.ts'
import { circling, listing } from '../loopback.ts'

const user = (login: string) => ({ id: actor(login).id, login, type: 'User' })
const start = (login: string | null, more: object = {}) => ({
  event: 'copilot_work_started',
  actor: login === null ? null : user(login),
  created_at: '2026-03-01T09:00:00Z',
  ...more,
})

const logins = async (told: Change, ...pages: readonly (readonly object[])[]) => {
  const { client } = await listing(...pages)
  const fact = await readWorkStarters(client, told)
  return fact.known ? fact.value.map(({ by }) => by?.login ?? null) : fact.reason
}

test.for<{ given: string; told: Change; requests: number }>([
  { given: 'of humans', told: change(), requests: 0 },
  { given: 'of an App that GitHub does not run', told: changeBy(devin), requests: 0 },
  {
    given: 'that Copilot opened',
    told: { ...change(), pull: changeBy(copilot).pull },
    requests: 1,
  },
  {
    given: 'that Copilot wrote',
    told: change({ commits: known([commitBy(copilot)], 'test') }),
    requests: 1,
  },
  {
    given: 'that Copilot once wrote',
    told: change({
      formerHeads: known([{ oid: 'f1', commits: [commitBy(copilot, 'f1')] }], 'test'),
    }),
    requests: 1,
  },
  {
    given: 'that Copilot pushed',
    told: change({ pushes: known([pushBy(copilot, null, 'c1')], 'test') }),
    requests: 1,
  },
  {
    given: 'that Copilot forced',
    told: change({ forcePushes: known([pushBy(copilot, 'c0', 'c1')], 'test') }),
    requests: 1,
  },
  {
    given: "of a User with Copilot's id",
    told: changeBy({ ...copilot, kind: 'User' }),
    requests: 0,
  },
])('of a change $given it asks $requests times', async ({ told, requests }) => {
  const { asked, client } = await listing([])
  expect(await readWorkStarters(client, told)).toMatchObject({ known: true, value: [] })
  expect(asked).toHaveLength(requests)
})

test('other events say nothing, whatever their shape', async () => {
  const others = [
    { event: 'committed', sha: 'c1', author: { name: 'Ada' } },
    { event: 'reviewed', user: user('bob') },
    { event: 'copilot_work_finished', actor: user('bob'), created_at: '2026-03-01T09:30:00Z' },
    {},
  ]
  expect(await logins(changeBy(copilot), [...others, start('ada')])).toEqual(['ada'])
})

test('every page is read, and an account that is deleted is somebody', async () => {
  expect(await logins(changeBy(copilot), [start('ada')], [], [start(null), start('bob')])).toEqual([
    'ada',
    null,
    'bob',
  ])
})

test('who asked Copilot for a review asked for no work', async () => {
  const via = (slug: string) => ({ performed_via_github_app: { slug } })
  const events = [
    start('bob', via('copilot-pull-request-reviewer')),
    start('ada', via('copilot-swe-agent')),
    start('cleo', { performed_via_github_app: null }),
  ]
  expect(await logins(changeBy(copilot), events)).toEqual(['ada', 'cleo'])
})

test('when it began is told, whatever came of the change', async () => {
  const one = changeBy(copilot)
  const merged = { ...one, pull: { ...one.pull, mergedAt: '2026-03-01T08:00:00Z' } }
  const { client } = await listing([start('ada')])
  expect(await readWorkStarters(client, merged)).toMatchObject({
    value: [{ by: actor('ada'), at: '2026-03-01T09:00:00Z' }],
  })
})

test('a list that leads in a circle is unknown, and not read for ever', async () => {
  const client = await circling([start('ada')])
  expect(await readWorkStarters(client, changeBy(copilot))).toMatchObject({
    known: false,
    reason: "GitHub's list leads back to a page that was read already",
  })
})
