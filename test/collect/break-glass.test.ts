// Which requests are looked into: what nobody asked about is unknown, for another policy could ask.
import { expect, test } from 'vitest'
import { collectBreakGlass, issuesUnder, noIssues } from '../../src/collect/break-glass.ts'
import { known } from '../../src/facts/fact.ts'
import type { BreakGlassIssue } from '../../src/facts/facts.ts'
import type { Client } from '../../src/github/api/client.ts'
import { parsePolicy } from '../../src/policy/reading.ts'
import { comment, issue, nobodyAsked, oid } from '../fixtures.ts'

const client = {} as Client

const { policy } = parsePolicy(
  'version: 1\nbreak-glass: {responders: {users: [ada]}, approvers: {users: [dana]}}',
)

/** Nothing is asked: the client could not answer. */
const usageOf = async (issue: BreakGlassIssue) => {
  const beside = { changes: [], directory: nobodyAsked }
  const told = await collectBreakGlass(client, known([issue], ''), [policy], beside)
  return told.known ? told.value[0]?.usage : told
}

test('a request that nobody approved came to nothing', async () => {
  expect(await usageOf(issue({ comments: [comment('dana', 'Why?')] }))).toMatchObject({
    value: { merged: [], deployed: [] },
  })
})

test('what a stranger approved is not looked into, and not taken for nothing', async () => {
  const comments = [comment('mallory', `/approve ${oid('c1')}`)]
  expect(await usageOf(issue({ comments }))).toMatchObject({ known: false })
})

test('without a break-glass in the policy no issue is read, and none is taken for none', async () => {
  expect(issuesUnder([null, parsePolicy('version: 1').policy], client)).toBeNull()
  const beside = { changes: [], directory: nobodyAsked }
  expect(await collectBreakGlass(client, noIssues, [policy], beside)).toMatchObject({
    known: false,
    reason: 'nobody asked for requests, since the policy has no break-glass',
  })
})
