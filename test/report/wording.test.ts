import { describe, expect, test } from 'vitest'
import { unknown } from '../../src/facts/fact.ts'
import type { Finding, VerdictWord } from '../../src/findings/finding.ts'
import { summary } from '../../src/report/formats/summary.ts'
import { terminal } from '../../src/report/formats/terminal.ts'
import { firstOf } from '../../src/report/ranking.ts'
import { headlineOf, nextSteps } from '../../src/report/wording.ts'
import { oneDemanded } from '../fixtures.ts'
import { change, finding, judged, verdict } from './verdicts.ts'

describe('what to do now', () => {
  const violated = { outcome: 'violated', remedy: 'Ask dana.' } as const
  const excepted = { outcome: 'excepted', remedy: 'Reconcile it by Friday.' } as const

  test.for([
    ['fail', violated, ['Ask dana.']],
    ['fail', { ...violated, remedy: null, message: 'Nobody can tell.' }, ['Nobody can tell.']],
    ['fail', { ...violated, enforcement: 'warn' }, []],
    ['undetermined', { ...violated, outcome: 'undetermined' }, ['Ask dana.']],
    ['fail', excepted, []],
    ['pass-with-exception', excepted, ['Reconcile it by Friday.']],
    ['pass-with-exception', { ...excepted, remedy: null }, []],
    ['pass-with-exception', { ...violated, enforcement: 'warn' }, []],
    ['pass', { remedy: 'Nothing.' }, []],
  ] as const)('%s, with %j', ([word, over, expected]) => {
    const steps = nextSteps(verdict(word, judged({ findings: [finding('self-merge', over)] })))
    expect(steps.map(({ what }) => what)).toEqual(expected)
  })

  test('names the pull requests where several are judged', () => {
    const one = (pull: number) =>
      judged({ findings: [finding('self-merge', { ...violated, pull })] })
    expect(nextSteps(verdict('fail', one(7), one(8)))).toEqual([
      { why: 'self-merge of #7 and #8', what: 'Ask dana.' },
    ])
  })
})

test('a list is shortened only where it is too long', () => {
  expect(firstOf(['a', 'b', 'c'], 2, 'letters')).toEqual(['a', 'b', 'c'])
  expect(firstOf(['a', 'b', 'c', 'd'], 2, 'letters')).toEqual(['a', 'b', 'and 2 more letters'])
})

test('what is gone or unknown is said to be so', () => {
  const gone = judged({
    change: change(
      { author: null, head: { branch: 'refunds', oid: 'c0', repository: null } },
      { reviews: unknown('GitHub answered 502', 'GraphQL PullRequest.reviews') },
    ),
    approvals: { demanded: oneDemanded, counted: [], setAside: [] },
    findings: [],
  })
  for (const printed of [
    summary(verdict('undetermined', gone)),
    terminal(verdict('undetermined', gone)),
  ]) {
    expect(printed).toContain('The reviews are unknown.')
    expect(printed).toContain('None was judged.')
  }
  const printed = summary(verdict('undetermined', gone))
  expect(printed).toContain('a repository that is gone:refunds')
  expect(printed).toContain('opened by an account that is deleted')
})

test('the paths of a rule that is satisfied are not listed', () => {
  const findings = [finding('protected-paths', { paths: ['src/pay.ts'] })]
  expect(summary(verdict('pass', judged({ findings })))).not.toContain('src/pay.ts')
})

describe('the headline', () => {
  const of = (word: VerdictWord, ...findings: readonly Finding[]) =>
    headlineOf(verdict(word, judged({ findings })), 'enforce')
  const short = finding('independent-approval', {
    ...{ outcome: 'violated', people: ['bob'], message: '0 of 1 required approvals.' },
    awaitsApproval: true,
  })
  const own = finding('self-approval', {
    ...{ outcome: 'violated', people: ['bob'], message: 'bob pushed 6b1f533. It is his own.' },
  })

  test('names people before it counts approvals', () => {
    expect(of('fail', short, own)).toBe('fail: bob pushed 6b1f533. It is his own.')
    expect(of('fail', short)).toBe('fail: Waiting for approval: 0 of 1 required approvals.')
  })

  test('says nothing of a rule that is settled or only warns', () => {
    const warned = { ...own, enforcement: 'warn' } as const
    const settled = { ...own, outcome: 'satisfied' } as const
    expect(of('fail', warned, settled, short)).toBe(
      'fail: Waiting for approval: 0 of 1 required approvals.',
    )
  })

  test('of a pass names the rules that warn', () => {
    expect(of('pass', { ...own, enforcement: 'warn' }, { ...short, enforcement: 'off' })).toBe(
      'pass: Nothing that is enforced stops this, but 1 rule would: self-approval.',
    )
  })

  test('of what could not be verified says why, and accuses nobody', () => {
    const open = finding('self-approval', {
      outcome: 'undetermined',
      message: 'Its pushes are lost.',
    })
    expect(of('undetermined', open)).toBe(
      'undetermined: The gate could not verify this change. Its pushes are lost. No violation was found.',
    )
  })

  test('does not say that nothing was found where a rule warns of it', () => {
    const open = finding('self-approval', { outcome: 'undetermined', message: 'It is lost.' })
    expect(of('undetermined', open, { ...own, enforcement: 'warn' })).not.toContain('No violation')
  })

  test('waits for nothing that no approval heals', () => {
    const broken = finding('control-plane', { outcome: 'violated', message: 'The policy breaks.' })
    expect(of('fail', broken)).toBe('fail: The policy breaks.')
  })

  test('has the first sentence, cut where it is endless, and further ones while there is room', () => {
    const long = { ...short, message: `${'x'.repeat(400)}. And more.` }
    expect(of('fail', long)).toMatch(/^fail: Waiting for approval: x{240,250}…$/)
    const many = { ...short, message: `${'x'.repeat(200)}. ${'y'.repeat(60)}.` }
    expect(of('fail', many)).toBe(`fail: Waiting for approval: ${'x'.repeat(200)}.`)
  })
})
