// reviewed-range: every commit that is deployed came through a pull request merged into a protected branch.
import { expect, test } from 'vitest'
import type { Deployment, Range, UnreviewedCommit } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { reviewedRange } from '../../src/rules/reviewed-range.ts'
import {
  commit,
  deploymentCaseOf,
  inWords,
  merged,
  oid,
  people,
  range,
  short,
} from '../fixtures.ts'

const one = merged()
const answer = (told: Partial<Deployment>, changes = [one]) =>
  reviewedRange(deploymentCaseOf(told, changes))

const is = (more: Partial<Range>) => ({ range: known(range(more), 'test') })
const base = short('base')

test.for<{ given: string; more: Partial<Range>; changes: number; message: string }>([
  {
    given: 'commits of one pull request',
    more: {},
    changes: 1,
    message: `2 commits since ${base} came through 1 pull request.`,
  },
  {
    given: 'one commit',
    more: { count: 1 },
    changes: 1,
    message: `1 commit since ${base} came through 1 pull request.`,
  },
  {
    given: 'two pull requests',
    more: { count: 5 },
    changes: 2,
    message: `5 commits since ${base} came through 2 pull requests.`,
  },
  {
    given: 'the same commit again',
    more: { status: 'identical', count: 0 },
    changes: 0,
    message: `Nothing new is shipped: production has ${base} already.`,
  },
  {
    given: 'a rollback',
    more: { status: 'behind', count: 0 },
    changes: 0,
    message: `A rollback from ${base} ships nothing new.`,
  },
  {
    given: 'what was deployed last on another branch, or on a history rewritten since',
    more: { status: 'diverged', count: 3 },
    changes: 1,
    message:
      `${short('m1')} does not hold ${base}, deployed last; the 3 commits since the two parted came ` +
      'through 1 pull request.',
  },
])('$given: satisfied', ({ more, changes, message }) => {
  expect(
    answer(
      is(more),
      Array.from({ length: changes }, () => one),
    ),
  ).toEqual([{ pull: null, outcome: 'satisfied', message }])
})

const past = (label: string, author: string | null, why: string): UnreviewedCommit => ({
  commit: commit(label, 'base', author),
  pushes: [],
  why,
})
const none = 'came through no pull request'
const direct = past('x1', 'eve', none)
const byHand = past('x2', null, 'is a merge that GitHub did not make')
const elsewhere =
  'Deploy a commit that was the tip of a protected branch (`deployment.branches` in the policy).'
const onNone = { branch: known(null, 'test') }
const down = unknown('GitHub is down', 'GET compare', 'Wait.')
const labels = ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7']

test.for<{ given: string; told: Partial<Deployment>; is: object }>([
  {
    given: 'a commit that was pushed without review',
    told: is({ unreviewed: [direct] }),
    is: {
      message: `Unreviewed: ${short('x1')} came through no pull request.`,
      isDone: true,
      people: ['eve'],
      commits: [oid('x1')],
      beneficiaries: null,
    },
  },
  {
    given: 'two of them, one of nobody known',
    told: is({ unreviewed: [direct, byHand] }),
    is: {
      message:
        `Unreviewed: ${short('x1')} came through no pull ` +
        `request and ${short('x2')} is a merge that GitHub did not make.`,
      isDone: true,
      people: ['eve'],
      commits: [oid('x1'), oid('x2')],
      beneficiaries: null,
    },
  },
  {
    given: 'six of them, all told',
    told: is({ unreviewed: labels.slice(0, 6).map((label) => past(label, null, none)) }),
    is: {
      message: `Unreviewed: ${['x1', 'x2', 'x3', 'x4'].map((x) => short(x)).join(', ')} and 2 more ${none}.`,
      isDone: true,
      people: [],
      commits: labels.slice(0, 6).map(oid),
      beneficiaries: null,
    },
  },
  {
    given: 'a commit of no protected branch',
    told: onNone,
    is: {
      message: `No protected branch has stood at ${short('m1')}.`,
      remedy: elsewhere,
      people: [],
      commits: [oid('m1')],
      beneficiaries: people('dana'),
    },
  },
  {
    given: 'a commit of no protected branch, while the range is unknown',
    told: { ...onNone, range: down },
    is: {
      message: `No protected branch has stood at ${short('m1')}.`,
      remedy: elsewhere,
      people: [],
      commits: [oid('m1')],
      beneficiaries: people('dana'),
    },
  },
  {
    given: 'both at once',
    told: { ...onNone, ...is({ unreviewed: [direct] }) },
    is: {
      message: `No protected branch has stood at ${short('m1')}. Unreviewed: ${short('x1')} ${none}.`,
      remedy: elsewhere,
      people: ['eve'],
      commits: [oid('m1'), oid('x1')],
      beneficiaries: people('eve', 'dana'),
    },
  },
  {
    given: 'a commit without review, while the branch is unknown',
    told: { branch: down, ...is({ unreviewed: [direct] }) },
    is: {
      message: `Unreviewed: ${short('x1')} ${none}.`,
      isDone: true,
      people: ['eve'],
      commits: [oid('x1')],
      beneficiaries: null,
    },
  },
])('$given: violated', ({ told, is: expected }) => {
  const [violated, ...others] = answer(told)
  expect(inWords(violated)).toEqual({ pull: null, outcome: 'violated', ...expected })
  // An exception lifts the violation, never what is unknown beside it.
  const isKnown = told.range?.known !== false && told.branch?.known !== false
  expect(others.map(({ outcome }) => outcome)).toEqual(isKnown ? [] : ['undetermined'])
})

test.for<{ given: string; told: Partial<Deployment> }>([
  { given: 'the range', told: { range: down } },
  {
    given: 'the branch',
    told: { branch: unknown('GitHub is down', 'GET refs', 'Wait.') },
  },
  {
    given: 'both, the range first,',
    told: { range: down, branch: unknown('GitHub is down', 'GET refs', 'Wait.') },
  },
])('$given is unknown: undetermined', ({ told }) => {
  expect(inWords(answer(told))).toEqual([
    {
      pull: null,
      outcome: 'undetermined',
      message: `What would be shipped is unknown: GitHub is down.`,
      remedy: 'Wait.',
    },
  ])
})
