import { expect, test } from 'vitest'
import { findingsOutput } from '../../../src/report/formats/findings-output.ts'
import { hostile, selfApproval } from '../cases.ts'
import { isCommand, unseen } from '../hostility.ts'

test('holds every finding with exactly the keys of the contract', () => {
  const findings = JSON.parse(findingsOutput(selfApproval))
  expect(findings).toEqual(selfApproval.findings.map(({ remedy, pull, ...rest }) => rest))
  expect(Object.keys(findings[0])).toEqual([
    'rule',
    'outcome',
    'enforcement',
    'message',
    'people',
    'paths',
    'commits',
  ])
})

test('can be echoed into a log', () => {
  const printed = findingsOutput(hostile)
  expect(isCommand(printed)).toBe(false)
  expect(printed).not.toMatch(unseen)
  expect(JSON.parse(printed)).toHaveLength(3)
})
