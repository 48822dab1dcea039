// Commands are a whole first line, and the log is the gate's own.
import { expect, test } from 'vitest'
import { commandsIn, loggedUses, markerOf } from '../../src/break-glass/commands.ts'
import { actor, comment, oid } from '../fixtures.ts'

const c1 = oid('c1')
const commands = (...bodies: readonly string[]) =>
  commandsIn({ comments: bodies.map((body) => comment('dana', body)) })

test('an approval, by whom and when', () => {
  expect(commands(`  /approve ${c1}\t\r\nGo ahead.`)).toEqual({
    approves: [{ oid: c1, by: actor('dana'), at: '2026-03-01T11:30:00Z', isEdited: false }],
    reconciles: [],
    flaws: [],
  })
})

test.for(['approved', 'remediated', 'reverted'] as const)('/reconcile %s', (result) => {
  expect(commands(`/reconcile ${result} ${c1}`).reconciles).toMatchObject([{ oid: c1, result }])
})

test('an edited command is told with its edit', () => {
  const comments = [comment(null, `/approve ${c1}`, { isEdited: true })]
  expect(commandsIn({ comments }).approves).toMatchObject([{ by: null, isEdited: true }])
})

const demand = 'and the full commit id, 40 characters in lower case, alone on the first line.'

test.for([
  ['/approve', '/approve'],
  ['/approve c1', '/approve c1'],
  [`/approve ${c1} now`, `/approve ${c1} now`],
  [`/approve  ${c1}`, `/approve  ${c1}`],
  [`/APPROVE ${c1}`, `/APPROVE ${c1}`],
  [`/approve ${'A'.repeat(40)}`, `/approve ${'A'.repeat(40)}`],
  [`/approve ${'x'.repeat(99)}`, `/approve ${'x'.repeat(70)}…`],
] as const)('no approval: %s', ([body, said]) => {
  expect(commands(body)).toEqual({
    approves: [],
    reconciles: [],
    flaws: [`dana commented "${said}"; write "/approve" ${demand}`],
  })
})

test.for([`/reconcile ${c1}`, `/reconcile done ${c1}`, '/reconcile approved'])(
  'no reconciliation: %s',
  (body) => {
    const results = '"approved", "remediated" or "reverted"'
    expect(commands(body)).toMatchObject({
      reconciles: [],
      flaws: [`dana commented "${body}"; write "/reconcile", one of ${results}, ${demand}`],
    })
  },
)

test.for([
  `I would /approve ${c1}`,
  `> /approve ${c1}`,
  `\n/approve ${c1}`,
  `Yes\n/approve ${c1}`,
  '/approved',
  '',
])('no command, and no flaw: %j', (body) => {
  expect(commands(body)).toEqual({ approves: [], reconciles: [], flaws: [] })
})

const uses = [
  { gate: 'merge', oid: c1, run: null },
  { gate: 'deployment', oid: c1, run: 8001 },
] as const

test.for(uses)('a use comes back as it was logged: $gate', (use) => {
  const bot = { by: actor('github-actions', 'Bot') }
  const said = (body: string, more = {}) => loggedUses({ comments: [comment('bob', body, more)] })
  const marker = markerOf(use)
  expect(said(`${marker}\nSome text.`, bot)).toEqual([{ ...use, at: '2026-03-01T11:30:00Z' }])
  expect(said(marker, { ...bot, isEdited: true })).toHaveLength(1)
  expect(said(marker)).toEqual([])
  expect(said(`bob said:\n${marker}`, bot)).toEqual([])
  expect(said(`> ${marker}`, bot)).toEqual([])
  expect(said(marker.replace('-->', 'x -->'), bot)).toEqual([])
})

test('a use by a deleted account is nobody’s', () => {
  expect(loggedUses({ comments: [comment(null, markerOf(uses[0]))] })).toEqual([])
})
