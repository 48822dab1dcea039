// Nobody holds a duty for a change and another for its deployment: told change by change, with every deed.
import { expect, test } from 'vitest'
import type { Change } from '../../../src/facts/change.ts'
import type { Deployment } from '../../../src/facts/deployment.ts'
import { known, unknown } from '../../../src/facts/fact.ts'
import { asApprover, asContributor, collisionRule } from '../../../src/rules/support/conflicts.ts'
import {
  actor,
  attempt,
  commit,
  deploymentCaseOf,
  merged,
  oid,
  pastReview,
  people,
  push,
  release,
  review,
  short,
} from '../../fixtures.ts'

const contributorDeploys = collisionRule(asContributor, 'deployer', 'Do otherwise.')
const contributorReleases = collisionRule(asContributor, 'deployment-approver', 'Do otherwise.')
const approverDeploys = collisionRule(asApprover, 'deployer', 'Do otherwise.')

const by = (login: string): Partial<Deployment> => ({ attempts: known([attempt(login)], 'test') })
const c1 = short('c1')

test('the author starts the run: every deed is told, what GitHub knows first', () => {
  const triggers = known([{ by: actor('ada'), deed: 'created deployment 5' }], 'test')
  expect(contributorDeploys(deploymentCaseOf({ ...by('ada'), triggers }))).toEqual([
    {
      pull: 7,
      outcome: 'violated',
      message:
        `ada opened the pull request, pushed ${c1}, started attempt 1 of the run, created ` +
        `deployment 5, is named by git as the author of ${c1} (a claim) and is named by git as ` +
        `the committer of ${c1} (a claim).`,
      remedy: 'Do otherwise.',
      people: ['ada'],
      commits: [oid('c1'), oid('c1'), oid('c1')],
      beneficiaries: people('ada'),
    },
  ])
})

test('each of several people has a sentence', () => {
  const attempts = known([attempt('ada'), attempt('bob', 2)], 'test')
  const one = merged({}, { pushes: known([push('bob', null, 'c1')], 'test') })
  const [answer, ...others] = contributorDeploys(deploymentCaseOf({ attempts }, [one]))
  expect(others).toEqual([])
  expect(answer?.people).toEqual(['ada', 'bob'])
  expect(answer?.message).toMatch(
    /^ada opened .*\. bob pushed \w+ and started attempt 2 of the run\.$/,
  )
})

const numbered = (number: number, author: string, more: Partial<Change> = {}): Change =>
  merged(
    { number, author: actor(author) },
    {
      commits: known([commit('c1', 'base', author)], 'test'),
      pushes: known([push(author, null, 'c1')], 'test'),
      ...more,
    },
  )

test('each change has an answer of its own, and those without a collision have none', () => {
  const changes = [numbered(7, 'ada'), numbered(8, 'eve'), numbered(9, 'ada')]
  const answers = contributorDeploys(deploymentCaseOf(by('ada'), changes))
  expect(answers.map(({ pull, outcome }) => [pull, outcome])).toEqual([
    [7, 'violated'],
    [9, 'violated'],
  ])
})

test('who wrote or pushed past review collides with the whole, beside the changes', () => {
  const answers = contributorDeploys(
    deploymentCaseOf({ ...by('ada'), ...pastReview('ada', 'cleo') }),
  )
  expect(answers.map(({ pull, outcome }) => [pull, outcome])).toEqual([
    [7, 'violated'],
    [null, 'violated'],
  ])
  const [pushed] = contributorDeploys(
    deploymentCaseOf({ ...by('cleo'), ...pastReview('ada', 'cleo') }),
  )
  expect(pushed).toMatchObject({
    pull: null,
    message: `cleo pushed ${short('x1')} and started attempt 1 of the run.`,
    people: ['cleo'],
    commits: [oid('x1')],
  })
})

test.for<{
  given: string
  rule: typeof contributorDeploys
  told: Partial<Deployment>
  people: readonly string[]
}>([
  { given: 'a contributor deploys', rule: contributorDeploys, told: by('ada'), people: ['ada'] },
  {
    given: 'a contributor releases',
    rule: contributorReleases,
    told: { releases: known([release('eve'), release('ada')], 'test') },
    people: ['ada'],
  },
  { given: 'an approver deploys', rule: approverDeploys, told: by('bob'), people: ['bob'] },
  {
    given: 'a contributor beside another deployer whom nobody knows: a violation all the same',
    rule: contributorDeploys,
    told: { attempts: known([attempt(null), attempt('ada', 2)], 'test') },
    people: ['ada'],
  },
  {
    given: 'a contributor while other facts are unknown',
    rule: contributorDeploys,
    told: { ...by('ada'), triggers: unknown('GitHub is down', 'test') },
    people: ['ada'],
  },
])('$given: violated', ({ rule, told, people }) => {
  const answers = rule(deploymentCaseOf(told))
  expect(answers.map(({ outcome, pull }) => [outcome, pull])).toEqual([['violated', 7]])
  expect(answers[0]?.people).toEqual(people)
})

test('who approved and deploys is told by both', () => {
  expect(approverDeploys(deploymentCaseOf(by('bob')))).toEqual([
    {
      pull: 7,
      outcome: 'violated',
      message: `bob approved ${c1} and started attempt 1 of the run.`,
      remedy: 'Do otherwise.',
      people: ['bob'],
      beneficiaries: people('bob'),
      commits: [oid('c1')],
    },
  ])
})

test('an approval that is set aside makes no approver', () => {
  const one = merged({}, { reviews: known([review('bob', { commit: oid('c0') })], 'test') })
  expect(approverDeploys(deploymentCaseOf(by('bob'), [one]))).toMatchObject([
    { outcome: 'satisfied', pull: null },
  ])
})

test('another account of the author deploys', () => {
  const people = 'version: 1\npeople: [{name: Ada L, accounts: [ada, ada-admin]}]'
  const [answer] = contributorDeploys(deploymentCaseOf(by('ada-admin'), [merged()], people))
  expect(answer).toMatchObject({ outcome: 'violated', people: ['ada-admin'] })
  expect(answer?.message).toMatch(/^ada-admin \(Ada L\) opened the pull request, /)
})

test.for<{
  given: string
  rule: typeof contributorDeploys
  told: Partial<Deployment>
  changes: readonly Change[]
  message: string
  people: readonly string[]
}>([
  {
    given: 'one change',
    rule: contributorDeploys,
    told: {},
    changes: [merged()],
    message: 'dana started attempt 1 of the run, with no such hand in 1 change.',
    people: ['dana'],
  },
  {
    given: 'two changes and two deployers',
    rule: contributorDeploys,
    told: { attempts: known([attempt('dana'), attempt('eve', 2)], 'test') },
    changes: [numbered(7, 'ada'), numbered(8, 'cleo')],
    message:
      'dana started attempt 1 of the run; eve started attempt 2 of the run, with no such hand ' +
      'in 2 changes.',
    people: ['dana', 'eve'],
  },
  {
    given: 'a release',
    rule: contributorReleases,
    told: {},
    changes: [merged()],
    message: 'eve released production, with no such hand in 1 change.',
    people: ['eve'],
  },
  {
    given: 'who merged and dismissed had no hand in it',
    rule: contributorDeploys,
    told: by('cleo'),
    changes: [merged()],
    message: 'cleo started attempt 1 of the run, with no such hand in 1 change.',
    people: ['cleo'],
  },
])('$given: satisfied', ({ rule, told, changes, message, people }) => {
  expect(rule(deploymentCaseOf(told, changes))).toEqual([
    { pull: null, outcome: 'satisfied', message, people },
  ])
})

test('an open question is told where nobody collides', () => {
  const told = { attempts: known([attempt('dana'), attempt(null, 2)], 'test') }
  expect(contributorDeploys(deploymentCaseOf(told))).toMatchObject([
    { outcome: 'undetermined', pull: null },
  ])
})
