// self-approval, fresh-approval and eligible-approver: why approvals are short, when they are.
import { expect, test } from 'vitest'
import type { Change, Review } from '../../../src/facts/change.ts'
import { known, unknown } from '../../../src/facts/fact.ts'
import type { Answer } from '../../../src/findings/finding.ts'
import { eligibleApprover } from '../../../src/rules/eligible-approver.ts'
import { freshApproval } from '../../../src/rules/fresh-approval.ts'
import { selfApproval } from '../../../src/rules/self-approval.ts'
import { type ChangeRule, reasonsOf, shortageOf } from '../../../src/rules/support/case.ts'
import {
  actor,
  caseOf,
  change,
  commit,
  inWords,
  oid,
  people,
  push,
  review,
  short,
} from '../../fixtures.ts'

const [c0, c1] = [short('c0'), short('c1')]

const judge = (
  rule: ChangeRule,
  reviews: readonly Review[],
  more: Partial<Change> = {},
  policy = 'version: 1',
): Answer => rule(caseOf(change({ reviews: known(reviews, 'test'), ...more }), policy))

/** Bob's approval, spoilt in one way or another. */
const stale = review('bob', { commit: oid('c0') })
const reader = review('bob', { canPush: false })
const both = review('bob', { commit: oid('c0'), canPush: false })
const bobPushed = { pushes: known([push('bob', null, 'c1')], 'test') }

const [ofBob, outdated] = ["bob's approval does not count because", "bob's approval is outdated:"]
const isStale = `it is for ${c0}, the latest commit is ${c1}`
const isReaders = 'it is by somebody without write access'

const asks = {
  self: 'Ask a non-contributor to approve 6331000.',
  fresh: 'Ask bob for a new review.',
  eligible: 'Ask a person with write access to approve 6331000.',
}

test.for<{
  rule: string
  judges: ChangeRule
  given: string
  reviews: readonly Review[]
  more?: Partial<Change>
  is: Omit<Answer, 'outcome'>
}>([
  {
    rule: 'self-approval',
    judges: selfApproval,
    given: 'the only approval is of somebody who pushed',
    reviews: [review('bob')],
    more: bobPushed,
    is: {
      message: `${ofBob} bob pushed ${c1}.`,
      remedy: asks.self,
      people: ['bob'],
      beneficiaries: people('bob'),
      commits: [oid('c1')],
    },
  },
  {
    rule: 'self-approval',
    judges: selfApproval,
    given: 'the only approval is of the opener, who wrote nothing',
    reviews: [review('ada')],
    more: {
      commits: known([commit('c1', 'base', 'cleo')], 'test'),
      pushes: known([push('cleo', null, 'c1')], 'test'),
    },
    is: {
      message: "ada's approval does not count because ada opened the pull request.",
      remedy: asks.self,
      people: ['ada'],
      beneficiaries: people('ada'),
      commits: [],
    },
  },
  {
    rule: 'self-approval',
    judges: selfApproval,
    given: 'it is stale as well, which is told beside',
    reviews: [stale],
    more: bobPushed,
    is: {
      message: `${ofBob} bob pushed ${c1} and ${isStale}.`,
      remedy: asks.self,
      people: ['bob'],
      beneficiaries: people('bob'),
      commits: [oid('c1')],
    },
  },
  {
    rule: 'self-approval',
    judges: selfApproval,
    given: 'two contributors approved',
    reviews: [review('bob'), review('cleo')],
    more: { pushes: known([push('bob', null, 'c1'), push('cleo', null, 'c1')], 'test') },
    is: {
      message: `${ofBob} bob pushed ${c1}. cleo's approval does not count because cleo pushed ${c1}.`,
      remedy: asks.self,
      people: ['bob', 'cleo'],
      beneficiaries: people('bob', 'cleo'),
      commits: [oid('c1')],
    },
  },
  {
    rule: 'fresh-approval',
    judges: freshApproval,
    given: 'the only approval is of an earlier commit',
    reviews: [stale],
    is: {
      message: `${outdated} ${isStale}.`,
      remedy: asks.fresh,
      people: ['bob'],
      commits: [oid('c0')],
    },
  },
  {
    rule: 'fresh-approval',
    judges: freshApproval,
    given: 'GitHub lost the commit of the only approval',
    reviews: [review('bob', { commit: null })],
    is: {
      message: `${outdated} it is for a commit that GitHub no longer has.`,
      remedy: asks.fresh,
      people: ['bob'],
      commits: [],
    },
  },
  {
    rule: 'fresh-approval',
    judges: freshApproval,
    given: 'it is not entitled as well, which is told beside',
    reviews: [both],
    is: {
      message: `${ofBob} ${isStale} and ${isReaders}.`,
      remedy: asks.self,
      people: ['bob'],
      commits: [oid('c0')],
    },
  },
  {
    rule: 'eligible-approver',
    judges: eligibleApprover,
    given: 'the only approval is of somebody who only may read',
    reviews: [reader],
    is: {
      message: `${ofBob} ${isReaders}.`,
      remedy: asks.eligible,
      people: ['bob'],
      commits: [oid('c1')],
    },
  },
  {
    rule: 'eligible-approver',
    judges: eligibleApprover,
    given: 'the only approval is of an account that is deleted',
    reviews: [review(null)],
    is: {
      message:
        'The approval of a deleted account does not count because it is by an account that is ' +
        'deleted.',
      remedy: asks.eligible,
      people: [],
      commits: [oid('c1')],
    },
  },
  {
    rule: 'eligible-approver',
    judges: eligibleApprover,
    given: 'somebody else edited the only approval',
    reviews: [review('bob', { edited: { by: actor('ada') } })],
    is: {
      message: `${ofBob} it was edited by somebody else, ada.`,
      remedy: asks.eligible,
      people: ['bob'],
      commits: [oid('c1')],
    },
  },
])('$rule is violated where $given', ({ judges, reviews, more, is }) => {
  const told = judge(judges, reviews, more)
  expect({ ...inWords(told), commits: [...new Set(told.commits)] }).toEqual({
    outcome: 'violated',
    ...is,
  })
})

const satisfied = {
  self: 'No contributor approved the change.',
  fresh: 'No approval is outdated.',
  eligible: 'Everybody who approved may do so.',
}

test.for<{
  rule: string
  judges: ChangeRule
  given: string
  reviews: readonly Review[]
  more?: Partial<Change>
  message: string
}>([
  {
    rule: 'self-approval',
    judges: selfApproval,
    given: 'a stale approval',
    reviews: [stale],
    message: satisfied.self,
  },
  {
    rule: 'fresh-approval',
    judges: freshApproval,
    given: 'an approval of a contributor',
    reviews: [review('bob')],
    more: bobPushed,
    message: satisfied.fresh,
  },
  {
    rule: 'eligible-approver',
    judges: eligibleApprover,
    given: 'an approval of a contributor that is stale',
    reviews: [stale],
    more: bobPushed,
    message: satisfied.eligible,
  },
  {
    rule: 'self-approval',
    judges: selfApproval,
    given: 'nobody who approved',
    reviews: [],
    message: satisfied.self,
  },
  {
    rule: 'fresh-approval',
    judges: freshApproval,
    given: 'nobody who approved',
    reviews: [],
    message: satisfied.fresh,
  },
  {
    rule: 'eligible-approver',
    judges: eligibleApprover,
    given: 'nobody who approved',
    reviews: [],
    message: satisfied.eligible,
  },
])('$rule is satisfied by $given', ({ judges, reviews, more, message }) => {
  expect(judge(judges, reviews, more)).toEqual({ outcome: 'satisfied', message })
})

test.for<{
  given: string
  judges: ChangeRule
  more?: Partial<Change>
  aside: Review
  told: string
}>([
  {
    given: 'self-approval',
    judges: selfApproval,
    more: bobPushed,
    aside: review('bob'),
    told: `${ofBob} bob pushed ${c1}.`,
  },
  { given: 'fresh-approval', judges: freshApproval, aside: stale, told: `${outdated} ${isStale}.` },
  {
    given: 'eligible-approver',
    judges: eligibleApprover,
    aside: reader,
    told: `${ofBob} ${isReaders}.`,
  },
])(
  '$given mentions what is set aside where enough others count',
  ({ judges, more, aside, told }) => {
    expect(judge(judges, [aside, review('cleo')], more)).toEqual({
      outcome: 'satisfied',
      message: `Enough other approvals count. ${told}`,
      people: ['bob'],
    })
  },
)

test('what is set aside is violated again where two are demanded', () => {
  const two = '{version: 1, approvals: {required: 2}}'
  expect(judge(freshApproval, [stale, review('cleo')], {}, two)).toMatchObject({
    outcome: 'violated',
    people: ['bob'],
  })
})

test('an approval given after the merge is explained by none of the three', () => {
  const { pull } = change()
  const merged = { pull: { ...pull, state: 'MERGED' as const, mergedAt: '2026-03-01T10:30:00Z' } }
  for (const rule of [selfApproval, freshApproval, eligibleApprover]) {
    expect(judge(rule, [review('bob')], merged).outcome).toBe('satisfied')
  }
})

test.for([
  { given: 'self-approval', judges: selfApproval },
  { given: 'fresh-approval', judges: freshApproval },
  { given: 'eligible-approver', judges: eligibleApprover },
])('$given is undetermined where the reviews are unknown', ({ judges }) => {
  expect(judge(judges, [], { reviews: unknown('GitHub is down', 'test') })).toEqual({
    outcome: 'undetermined',
    message: 'The reviews are unknown.',
  })
})

test.for([
  { required: 1, is: false },
  { required: 2, is: false },
  { required: 3, is: true },
])('two approvals where $required are demanded are short: $is', ({ required, is }) => {
  const reviews = known([review('bob'), review('cleo')], 'test')
  const policy = `{version: 1, approvals: {required: ${required}}}`
  expect(shortageOf(caseOf(change({ reviews }), policy))).toBe(is ? 'certain' : 'none')
})

test('of several contributions one is told, and every reason of another kind', () => {
  const { person } = caseOf(change()).approvals.counted[0] ?? {}
  const aside = (count: number) => ({
    person: person ?? null,
    review: review('bob'),
    reasons: [
      ...Array.from({ length: count }, (_, index) => ({
        kind: 'contribution' as const,
        why: `did ${index}`,
        commits: [],
      })),
      { kind: 'not-entitled' as const, why: 'is by an App', commits: [] },
    ],
  })
  expect(reasonsOf(aside(6))).toBe(
    "bob's approval does not count because bob did 0 and it is by an App.",
  )
})
