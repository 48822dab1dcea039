// Rows of a branch's activity: words that are new on GitHub are carried.
import { expect, test } from 'vitest'
import type * as z from 'zod'
import type { Client } from '../../../src/github/api/ask.ts'
import { readPushes } from '../../../src/github/pull-request/activity.ts'
import { oid } from '../../fixtures.ts'

/** Answers every list with these rows, held against the shape that is asked for. */
const listing = (...rows: object[]): Client => {
  const endpoint = { endpoint: { DEFAULTS: { method: 'GET', url: '/activity' } } }
  const client = {
    rest: { repos: { listActivities: endpoint } },
    list: async function* (_: unknown, __: unknown, { shape }: { shape: z.ZodType }) {
      yield { items: shape.parse(rows), isLast: true }
    },
  }
  return client as unknown as Client
}

const row = (activity_type: string, actor: object | null) => ({
  ...{ ref: 'refs/heads/pay', before: oid('base'), after: oid('c1'), activity_type, actor },
  timestamp: '2026-03-01T10:00:00Z',
})

const eve = { id: 7, login: 'eve', type: 'User' }

test('a kind of activity, and of account, that nobody knew before is carried', async () => {
  const rows = [row('branch_resurrection', eve), row('push', { ...eve, type: 'Robot' })]
  expect(await readPushes(listing(...rows), 'acme/shop', 'pay')).toMatchObject({
    known: true,
    value: [
      { kind: 'branch_resurrection', by: { id: 7, kind: 'User' } },
      { kind: 'push', by: { id: 7, kind: 'Robot' } },
    ],
  })
})
