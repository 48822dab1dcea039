import { expect, test } from 'vitest'
import { unknown } from '../../../src/facts/fact.ts'
import { log } from '../../../src/report/formats/log.ts'
import { terminal } from '../../../src/report/formats/terminal.ts'
import { hostile, pass } from '../cases.ts'
import { isCommand, unseen } from '../hostility.ts'
import { change, judged, oid, verdict } from '../verdicts.ts'

test('no line of a hostile change is a command to the runner', () => {
  const lines = log(hostile).flatMap((group) => [group.title, ...group.lines])
  expect(lines.filter((one) => isCommand(one) || unseen.test(one))).toEqual([])
})

test('nor is any line of the terminal, where a workflow may run it', () => {
  expect(isCommand(terminal(hostile))).toBe(false)
  expect(terminal(hostile).replaceAll('\n', '')).not.toMatch(unseen)
})

test('names the source of every fact, and why one is unknown', () => {
  const merge = oid('feed')
  const gap = unknown('GitHub answered 502.', 'GET /repos/acme/shop/compare')
  const groups = log(
    verdict('undetermined', judged({ change: change({}, { updates: { [merge]: gap } }) })),
  )
  const { lines } = groups.at(-1) ?? {}
  // The pull request is no fact, and no net change was asked for.
  expect(lines).toHaveLength(Object.keys(change()).length - 2)
  expect(lines).toContain('commits: 0 from GraphQL PullRequest.commits')
  expect(lines).toContain(
    `updates ${merge}: unknown: GitHub answered 502. (GET /repos/acme/shop/compare)`,
  )
})

test('has a group for each part of each change', () => {
  expect(log(pass).map(({ title }) => title)).toEqual([
    'Verdict',
    '#7: Who held which duty',
    '#7: Approvals',
    '#7: Rules',
    '#7: Policy',
    '#7: Missing data',
    '#7: Where each fact came from',
  ])
})
