// self-release: nobody releases the environment for a deployment that they started.
import { expect, test } from 'vitest'
import type { Deployment } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { selfRelease } from '../../src/rules/self-release.ts'
import { attempt, deploymentCaseOf, merged, people, release } from '../fixtures.ts'

const answer = (told: Partial<Deployment>, policy = '') =>
  selfRelease(deploymentCaseOf(told, [merged()], `version: 1\n${policy}`))

const down = unknown('GitHub is down', 'GET runs', 'Wait.')
const releasedBy = (...logins: readonly (string | null)[]) => ({
  releases: known(logins.map(release), 'test'),
})

test('who started it released it: violated', () => {
  expect(answer(releasedBy('dana'))).toEqual([
    {
      pull: null,
      outcome: 'violated',
      message: 'dana started attempt 1 of the run and released production.',
      remedy: 'Start the deployment anew, and let somebody else release it.',
      people: ['dana'],
      beneficiaries: people('dana'),
    },
  ])
})

test('each of several has a sentence', () => {
  const attempts = known([attempt('dana'), attempt('eve', 2)], 'test')
  expect(answer({ attempts, ...releasedBy('eve', 'bob', 'dana') })).toMatchObject([
    {
      outcome: 'violated',
      message:
        'eve started attempt 2 of the run and released production. dana started attempt 1 of ' +
        'the run and released production.',
      people: ['eve', 'dana'],
    },
  ])
})

test('by another account of the same person', () => {
  const joined = 'people: [{name: Dana S, accounts: [dana, dana-ops]}]'
  expect(answer(releasedBy('dana-ops'), joined)).toMatchObject([
    { outcome: 'violated', people: ['dana-ops'] },
  ])
})

test('a violation stands beside what is unknown', () => {
  expect(answer({ ...releasedBy('dana'), triggers: down })).toMatchObject([{ outcome: 'violated' }])
  expect(answer(releasedBy(null, 'dana'))).toMatchObject([{ outcome: 'violated' }])
})

test.for<{ given: string; told: Partial<Deployment>; policy?: string; is: object }>([
  {
    given: 'somebody else released it',
    told: {},
    is: {
      outcome: 'satisfied',
      message: 'Released by eve, who did not start it.',
      people: ['eve'],
    },
  },
  {
    given: 'two others released it',
    told: releasedBy('eve', 'bob'),
    is: {
      outcome: 'satisfied',
      message: 'Released by eve and bob, who did not start it.',
      people: ['eve', 'bob'],
    },
  },
  {
    given: 'the release is the act of deploying',
    told: releasedBy('dana'),
    policy: 'deployment: {deployer: release}',
    is: {
      outcome: 'not-applicable',
      message: 'The policy takes the release for the act of deploying.',
    },
  },
  {
    given: 'nobody must release it',
    told: { ...releasedBy(), hasReviewers: known(false, 'test') },
    is: { outcome: 'not-applicable', message: 'production waits for nobody to release it.' },
  },
  {
    given: 'who started it is unknown',
    told: { attempts: down },
    is: {
      outcome: 'undetermined',
      message: 'Who deploys is unknown: GitHub is down (GET runs).',
      remedy: 'Wait.',
    },
  },
  {
    given: 'who released it is unknown',
    told: { releases: down },
    is: {
      outcome: 'undetermined',
      message: 'Who released is unknown: GitHub is down (GET runs).',
      remedy: 'Wait.',
    },
  },
  {
    given: 'a timetable started it',
    told: { event: 'schedule' },
    is: { outcome: 'not-applicable', message: 'Nobody decided: a schedule started the run.' },
  },
])('$given: $is.outcome', ({ told, policy, is }) => {
  expect(answer(told, policy)).toEqual([{ pull: null, ...is }])
})
