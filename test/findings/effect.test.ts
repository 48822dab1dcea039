// What a conflict's effect and the elevations in force make of an answer.

import { expect, test } from 'vitest'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { applyEffect } from '../../src/findings/effect.ts'
import type { Answer, Coverage, Place, Treatment } from '../../src/findings/finding.ts'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { caseOf, change, people, review } from '../fixtures.ts'

const violated: Answer = { outcome: 'violated', message: 'Ada did both.', remedy: 'Ask Bob.' }

const approvedBy = (logins: readonly string[], more: Partial<Change> = {}) =>
  caseOf(
    change({
      reviews: known(
        logins.map((login) => review(login)),
        'test',
      ),
      ...more,
    }),
  )

const tempered = (
  effect: Treatment['effect'],
  {
    answer = violated,
    changes = [approvedBy(['bob'])] as Place['changes'],
    beyond = null as Place['beyond'],
    covers = [] as readonly Coverage[],
  } = {},
) =>
  applyEffect(
    answer,
    defaultPolicy,
    {
      rule: 'self-merge',
      place: { environment: null, changes, beyond },
      beneficiaries: people('ada'),
      coverages: covers,
    },
    { enforcement: 'enforce', effect },
  )

const two = approvedBy(['bob', 'cleo'])

test('prohibited: it stays as it is', () => {
  expect(tempered('prohibited', { changes: [two] })).toEqual(violated)
})

test('dual approval: satisfied where two approved, who are named', () => {
  expect(tempered('dual-approval', { changes: [two] })).toEqual({
    outcome: 'satisfied',
    message: 'Ada did both. Allowed under dual approval: bob and cleo approved.',
  })
})

const short = 'Ada did both. Only two independent approvals would allow it.'

test.for<{ given: string; changes: Place['changes']; beyond?: Place['beyond'] }>([
  { given: 'one approved', changes: [approvedBy(['bob'])] },
  { given: 'of two changes one has one', changes: [two, approvedBy(['bob'])] },
  { given: 'nothing was approved', changes: [] },
  { given: 'commits came without review', changes: [two], beyond: { branch: 'main' } },
])('dual approval: violated where $given', ({ changes, beyond = null }) => {
  expect(tempered('dual-approval', { changes, beyond })).toEqual({ ...violated, message: short })
})

test.for<{ given: string; more: Partial<Change> }>([
  { given: 'the commits are unknown', more: { commits: unknown('down', 'test') } },
  { given: 'former heads are unknown', more: { formerHeads: unknown('down', 'test') } },
  { given: 'changes of the base are unknown', more: { baseChanges: unknown('down', 'test') } },
])('dual approval: undetermined where two approved and $given', ({ more }) => {
  expect(tempered('dual-approval', { changes: [approvedBy(['bob', 'cleo'], more)] })).toEqual({
    ...violated,
    outcome: 'undetermined',
    message: 'Ada did both. It is not known whether two independent people approved it.',
  })
})

test('time-bound: violated, and it says what would allow it', () => {
  expect(tempered('time-bound').message).toBe(
    'Ada did both. That is time-bound, and no exception or break-glass in force covers it.',
  )
})

test.for(['prohibited', 'time-bound', 'dual-approval'] as const)(
  '%s: excepted by the first that covers it, which is told',
  (effect) => {
    const covers: readonly Coverage[] = [
      () => null,
      () => ({ text: 'Granted.' }),
      () => ({ text: 'Granted twice.' }),
    ]
    expect(tempered(effect, { covers })).toEqual({
      outcome: 'excepted',
      message: 'Ada did both. Granted.',
    })
  },
)

test('whatever covers it is told the rule, the place and whom it favours', () => {
  const asked: unknown[] = []
  const cover: Coverage = (...given) => {
    asked.push(given)
    return null
  }
  const changes = [approvedBy(['bob'])]
  const place: Place = { environment: null, changes, beyond: null }
  tempered('prohibited', { covers: [cover], changes })
  tempered('prohibited', { covers: [cover], changes, answer: { ...violated, beneficiaries: null } })
  const answer = { ...violated, beneficiaries: people('bob') }
  tempered('prohibited', { covers: [cover], changes, answer })
  expect(asked).toEqual([
    ['self-merge', place, people('ada')],
    ['self-merge', place, null],
    ['self-merge', place, people('bob')],
  ])
})

test.for(['satisfied', 'undetermined', 'not-applicable'] as const)(
  'an answer that is %s is never touched',
  (outcome) => {
    const answer: Answer = { outcome, message: 'So it is.' }
    const covers: readonly Coverage[] = [() => ({ text: 'Granted.' })]
    expect(tempered('dual-approval', { answer, changes: [two], covers })).toBe(answer)
  },
)
