// bypasser-deploys: whoever pushed past review, or past the branch's rules, does not deploy.
import { expect, test } from 'vitest'
import type { Deployment } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { bypasserDeploys } from '../../src/rules/bypasser-deploys.ts'
import {
  actor,
  attempt,
  deploymentCaseOf,
  merged,
  oid,
  pastReview,
  people,
  short,
} from '../fixtures.ts'

const answer = (told: Partial<Deployment>, policy = '') =>
  bypasserDeploys(deploymentCaseOf(told, [merged()], `version: 1\n${policy}`))

const down = unknown('GitHub is down', 'GET rule suites', 'Wait.')
const past = (...logins: readonly string[]) => ({
  bypasses: known(
    logins.map((login) => ({ by: actor(login), after: oid('x2') })),
    'test',
  ),
})
const [x1, x2] = [short('x1'), short('x2')]
const remedy = 'Bring the commits through a reviewed pull request, and let somebody else deploy.'

test.for<{
  given: string
  told: Partial<Deployment>
  message: string
  people: readonly string[]
  commits: readonly string[]
}>([
  {
    given: 'who went past the rules',
    told: past('dana'),
    message: `dana went past the rules of the branch with ${x2} and started attempt 1 of the run, past review.`,
    people: ['dana'],
    commits: [oid('x2')],
  },
  {
    given: 'who pushed a commit past review',
    told: pastReview('ada', 'dana'),
    message: `dana pushed ${x1} and started attempt 1 of the run, past review.`,
    people: ['dana'],
    commits: [oid('x1')],
  },
  {
    given: 'who wrote a commit past review, by a claim',
    told: pastReview('dana', 'ada'),
    message:
      `dana started attempt 1 of the run, is named by git as the author of ${x1} (a claim) and ` +
      `is named by git as the committer of ${x1} (a claim), past review.`,
    people: ['dana'],
    commits: [oid('x1'), oid('x1')],
  },
  {
    given: 'two people',
    told: { ...past('dana', 'eve'), attempts: known([attempt('dana'), attempt('eve', 2)], 'test') },
    message:
      `dana went past the rules of the branch with ${x2} and started attempt 1 of the run, past ` +
      `review. eve went past the rules of the branch with ${x2} and started attempt 2 of the ` +
      'run, past review.',
    people: ['dana', 'eve'],
    commits: [oid('x2'), oid('x2')],
  },
  {
    given: 'a pusher, while the rule suites are unknown',
    told: { ...pastReview('ada', 'dana'), bypasses: down },
    message: `dana pushed ${x1} and started attempt 1 of the run, past review.`,
    people: ['dana'],
    commits: [oid('x1')],
  },
])('$given deploys: violated', ({ told, message, people: named, commits }) => {
  expect(answer(told)).toEqual([
    {
      ...{ pull: null, outcome: 'violated', message, remedy, people: named, commits },
      beneficiaries: people(...named),
    },
  ])
})

test.for<{ given: string; told: Partial<Deployment>; is: object }>([
  {
    given: 'nobody went past review',
    told: {},
    is: { outcome: 'not-applicable', message: 'Nobody is known to have gone past review.' },
  },
  {
    given: 'nobody did, and the range is unknown',
    told: { range: down },
    is: { outcome: 'not-applicable', message: 'Nobody is known to have gone past review.' },
  },
  {
    given: 'the rule suites could not be read',
    told: { bypasses: down },
    is: {
      outcome: 'undetermined',
      message:
        'Who went past the rules of the branch is unknown: GitHub is down (GET rule suites).',
      remedy: 'Wait.',
    },
  },
  {
    given: 'others went past review',
    told: { ...pastReview('ada', 'bob'), ...past('eve') },
    is: {
      outcome: 'satisfied',
      message: 'Past review went ada, bob and eve; none of them deploys.',
      people: ['ada', 'bob', 'eve'],
    },
  },
  {
    given: 'others did, and who deploys is unknown',
    told: { ...past('eve'), attempts: unknown('GitHub is down', 'GET runs', 'Wait.') },
    is: {
      outcome: 'undetermined',
      message: 'Who deploys is unknown: GitHub is down (GET runs).',
      remedy: 'Wait.',
    },
  },
])('$given: $is.outcome', ({ told, is }) => {
  expect(answer(told)).toEqual([{ pull: null, ...is }])
})

test('another account of the bypasser deploys', () => {
  const joined = 'people: [{name: Eve S, accounts: [dana, eve]}]'
  expect(answer(past('eve'), joined)).toMatchObject([{ outcome: 'violated', people: ['eve'] }])
})
