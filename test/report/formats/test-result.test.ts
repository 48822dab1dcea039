// The in-toto test result: the words of its specification, and never a pass for what is none.
import { expect, test } from 'vitest'
import type { Finding } from '../../../src/findings/finding.ts'
import { testResult } from '../../../src/report/formats/test-result.ts'
import { finding, judged, verdict } from '../verdicts.ts'

const said = (word: Parameters<typeof verdict>[0], findings: readonly Finding[] = []) => {
  const told = { ...verdict(word, judged()), findings }
  const occasion = { repository: 'acme/shop', readAt: '2026-03-01T12:00:00Z', verdict: told }
  return JSON.parse(testResult({ ...occasion, run: 'https://github.com/acme/shop/actions/runs/1' }))
}

test.for([
  ['pass', 'PASSED'],
  ['pass-with-exception', 'WARNED'],
  ['fail', 'FAILED'],
  ['undetermined', 'FAILED'],
] as const)('%s is %s', ([word, result]) => {
  expect(said(word)).toMatchObject({ result, url: 'https://github.com/acme/shop/actions/runs/1' })
})

test('each finding that was judged is a test, by its rule and change', () => {
  const of = (more: Partial<Finding>): Finding => ({ ...finding('self-approval'), ...more })
  const { passedTests, warnedTests, failedTests } = said('fail', [
    of({ rule: 'self-approval', outcome: 'satisfied', pull: 7 }),
    of({ rule: 'control-plane', outcome: 'excepted', pull: 7 }),
    of({ rule: 'protected-paths', outcome: 'violated', enforcement: 'warn', pull: 7 }),
    of({ rule: 'author-deploys', outcome: 'violated', pull: null }),
    of({ rule: 'complete-facts', outcome: 'undetermined', pull: 9 }),
    of({ rule: 'required-checks', outcome: 'not-applicable' }),
    of({ rule: 'self-merge', outcome: 'violated', enforcement: 'off' }),
  ])
  expect(passedTests).toEqual(['self-approval of #7'])
  expect(warnedTests).toEqual(['control-plane of #7', 'protected-paths of #7'])
  expect(failedTests).toEqual(['author-deploys', 'complete-facts of #9'])
})
