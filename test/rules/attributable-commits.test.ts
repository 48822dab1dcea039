// attributable-commits: every commit, push and the pull request itself lead to known accounts.
import { expect, test } from 'vitest'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { attributableCommits, attributableRange } from '../../src/rules/attributable-commits.ts'
import {
  caseOf,
  change,
  commit,
  deploymentCaseOf,
  dismissal,
  inWords,
  oid,
  pastReview,
  push,
  short,
  signatory,
} from '../fixtures.ts'

const answer = (more: Partial<Change> = {}) => attributableCommits(caseOf(change(more)))

const [c1, c2] = [short('c1'), short('c2')]
const { pull } = change()
const down = unknown('GitHub is down', 'test')

const linking =
  "Add the commit's address to a GitHub account (Settings, Emails), or commit again with one that is."

test.for<{ given: string; more: Partial<Change> }>([
  { given: 'accounts behind everything', more: {} },
  {
    given: 'a trailer whose address has none',
    more: {
      commits: known([commit('c1', 'base', 'ada', { coAuthors: [signatory(null)] })], 'test'),
    },
  },
  { given: 'a dismissal by nobody known', more: { dismissals: known([dismissal(null)], 'test') } },
])('$given: satisfied', ({ more }) => {
  expect(inWords(answer(more))).toEqual({
    outcome: 'satisfied',
    message: 'Every commit leads to known accounts.',
  })
})

test.for<{
  given: string
  more: Partial<Change>
  whoever: string
  commits: readonly string[]
  remedy?: string
}>([
  {
    given: 'an author without an account',
    more: {
      commits: known([commit('c1', 'base', null, { committer: signatory('ada') })], 'test'),
    },
    whoever: `authored ${c1}`,
    commits: [oid('c1')],
  },
  {
    given: 'a commit of nobody, and another',
    more: {
      commits: known(
        [commit('c1', 'base', null), commit('c2', 'c1', 'ada', { committer: signatory(null) })],
        'test',
      ),
    },
    whoever: `authored ${c1} and committed ${c1} and ${c2}`,
    commits: [oid('c1'), oid('c2')],
  },
  {
    given: 'a commit of nobody on a former head',
    more: {
      formerHeads: known([{ oid: oid('f1'), commits: [commit('f1', 'base', null)] }], 'test'),
    },
    whoever: `authored ${short('f1')} and committed ${short('f1')}`,
    commits: [oid('f1')],
  },
  {
    given: 'a push of nobody',
    more: { pushes: known([push(null, null, 'c1')], 'test') },
    whoever: `pushed ${c1}`,
    commits: [oid('c1')],
    remedy: 'Run the gate again; where it stays so, push the branch again under another name.',
  },
  {
    given: 'an opener whose account is deleted',
    more: { pull: { ...pull, author: null } },
    whoever: 'opened the pull request',
    commits: [],
    remedy: 'Find out whose it is, or have someone with an account bring it again.',
  },
  {
    given: 'an opener whose account is deleted, while the commits are unknown',
    more: { pull: { ...pull, author: null }, commits: down },
    whoever: 'opened the pull request',
    commits: [],
    remedy: 'Find out whose it is, or have someone with an account bring it again.',
  },
])('$given: undetermined', ({ more, whoever, commits, remedy = linking }) => {
  const told = answer(more)
  expect({ ...inWords(told), commits: [...new Set(told.commits)] }).toEqual({
    outcome: 'undetermined',
    message: `No GitHub account is known for the person who ${whoever}.`,
    remedy,
    commits,
  })
})

test.for<{ given: string; more: Partial<Change> }>([
  { given: 'the commits', more: { commits: down } },
  { given: 'the former heads', more: { formerHeads: down } },
])('$given are unknown: undetermined', ({ more }) => {
  expect(inWords(answer(more))).toEqual({
    outcome: 'undetermined',
    message: 'The commits are unknown.',
  })
})

test('commits without review that lead to people: nothing to say', () => {
  expect(attributableRange(deploymentCaseOf(pastReview('ada', 'bob')))).toEqual([])
})

test('a deployer whom nobody knows is no matter of commits', () => {
  const attempts = known([{ number: 1, actor: null, triggeringActor: null }], 'test')
  expect(attributableRange(deploymentCaseOf({ attempts }))).toEqual([])
})

test('commits without review that lead to nobody: undetermined', () => {
  const x1 = short('x1')
  expect(inWords(attributableRange(deploymentCaseOf(pastReview(null, null))))).toEqual([
    {
      pull: null,
      outcome: 'undetermined',
      message: `No GitHub account is known for the person who authored ${x1}, committed ${x1} and pushed ${x1}.`,
      remedy: 'Find out whose these commits are, or revert them.',
      commits: [oid('x1'), oid('x1'), oid('x1')],
    },
  ])
})
