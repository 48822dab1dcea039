// What keeps it from being known who holds a duty: nobody known is no pass, unless nobody decided.
import { expect, test } from 'vitest'
import type { Deployment } from '../../../src/facts/deployment.ts'
import { known, unknown } from '../../../src/facts/fact.ts'
import { openInDeployment } from '../../../src/rules/support/open-questions.ts'
import { actor, attempt, deploymentCaseOf, inWords, merged, release } from '../../fixtures.ts'

const byRelease = 'version: 1\ndeployment: {deployer: release}'
type Duty = 'deployer' | 'deployment-approver'

const question = (duty: Duty, told: Partial<Deployment>, policy?: string) =>
  openInDeployment(deploymentCaseOf(told, [merged()], policy), duty)

const down = unknown('GitHub is down', 'GET runs', 'Wait.')
const none = known([], 'test')
const pending = { by: actor('eve'), state: 'pending' as const }

test.for<{ given: string; duty: Duty; told: Partial<Deployment>; policy?: string }>([
  { given: 'a deployer', duty: 'deployer', told: {} },
  { given: 'a releaser', duty: 'deployment-approver', told: {} },
  { given: 'a deployer, while releases are unknown', duty: 'deployer', told: { releases: down } },
  {
    given: 'a deployer, while it is unknown whether anybody must release',
    duty: 'deployer',
    told: { hasReviewers: down },
  },
  {
    given: 'a releaser, while attempts are unknown',
    duty: 'deployment-approver',
    told: { attempts: down },
  },
  {
    given: 'a releaser, while triggers are unknown',
    duty: 'deployment-approver',
    told: { triggers: down },
  },
  {
    given: 'a deployer, while an unknown account released',
    duty: 'deployer',
    told: { releases: known([release(null)], 'test') },
  },
  {
    given: 'a releaser, while an unknown account started the run',
    duty: 'deployment-approver',
    told: { attempts: known([attempt(null)], 'test') },
  },
  {
    given: 'a releaser and a second attempt, where the trigger is the act',
    duty: 'deployment-approver',
    told: { attempts: known([attempt('dana'), attempt('dana', 2)], 'test') },
  },
  { given: 'a releaser who is the deployer', duty: 'deployer', told: {}, policy: byRelease },
  {
    given: 'a release for each attempt',
    duty: 'deployer',
    told: {
      attempts: known([attempt('dana'), attempt('dana', 2)], 'test'),
      releases: known([release('eve'), release('eve')], 'test'),
    },
    policy: byRelease,
  },
  {
    given: 'more releases than attempts',
    duty: 'deployer',
    told: { releases: known([release('eve'), release('bob')], 'test') },
    policy: byRelease,
  },
])('$given: no question', ({ duty, told, policy }) => {
  expect(question(duty, told, policy)).toBeNull()
})

const unknownTo = (who: string, remedy = 'Wait.') => ({
  outcome: 'undetermined',
  message: `Who ${who} is unknown: GitHub is down.`,
  remedy,
})

const nameless = (did: string, remedy: string) => ({
  outcome: 'undetermined',
  message: `Somebody whom GitHub does not name ${did} it.`,
  remedy,
})

const notYet = {
  outcome: 'undetermined',
  message: 'Nobody is known to have released production, so who lets it through is unknown.',
  remedy: 'Run the gate inside the job that names the environment: it starts once released.',
}

const whichAttempt = {
  outcome: 'undetermined',
  message: 'Who released this attempt is unknown: GitHub does not say which attempt was released.',
  remedy: 'Start a new run instead of running this one again.',
}

test.for<{
  given: string
  duty: Duty
  told: Partial<Deployment>
  policy?: string
  is: object
}>([
  {
    given: 'unknown attempts',
    duty: 'deployer',
    told: { attempts: down },
    is: unknownTo('deploys'),
  },
  {
    given: 'unknown triggers',
    duty: 'deployer',
    told: { triggers: down },
    is: unknownTo('deploys'),
  },
  {
    given: 'unknown releases',
    duty: 'deployment-approver',
    told: { releases: down },
    is: unknownTo('released'),
  },
  {
    given: 'it unknown whether anybody must release',
    duty: 'deployment-approver',
    told: { hasReviewers: down },
    is: unknownTo('released'),
  },
  {
    given: 'unknown releases, where the release is the act',
    duty: 'deployer',
    told: { releases: down },
    policy: byRelease,
    is: unknownTo('released'),
  },
  {
    given: 'a deployer beside one whom GitHub does not name',
    duty: 'deployer',
    told: { attempts: known([attempt('dana', 1, null)], 'test') },
    is: nameless('started', 'Ask someone with an account to start a new run.'),
  },
  {
    given: 'a releaser beside one whom GitHub does not name',
    duty: 'deployment-approver',
    told: { releases: known([release('eve'), release(null)], 'test') },
    is: nameless('released', 'Start a new run, and ask someone with an account to approve it.'),
  },
  {
    given: 'a nameless releaser, where the release is the act',
    duty: 'deployer',
    told: { releases: known([release(null)], 'test') },
    policy: byRelease,
    is: nameless('released', 'Start a new run, and ask someone with an account to approve it.'),
  },
  {
    given: 'no release yet, where the release is the act',
    duty: 'deployer',
    told: { releases: known([pending], 'test') },
    policy: byRelease,
    is: notYet,
  },
  {
    given: 'fewer releases than attempts, where the release is the act',
    duty: 'deployer',
    told: { attempts: known([attempt('dana'), attempt('dana', 2)], 'test') },
    policy: byRelease,
    is: whichAttempt,
  },
  {
    given: 'a release that was refused beside one that was given, for two attempts',
    duty: 'deployer',
    told: {
      attempts: known([attempt('dana'), attempt('dana', 2)], 'test'),
      releases: known([{ by: actor('bob'), state: 'rejected' }, release('eve')], 'test'),
    },
    policy: byRelease,
    is: whichAttempt,
  },
  {
    given: 'unknown attempts, where the release is the act',
    duty: 'deployer',
    told: { attempts: down },
    policy: byRelease,
    is: whichAttempt,
  },
  {
    given: 'the first attempt of a timetable',
    duty: 'deployer',
    told: { event: 'schedule' },
    is: { outcome: 'not-applicable', message: 'Nobody decided: a schedule started the run.' },
  },
  {
    given: 'no attempt at all',
    duty: 'deployer',
    told: { attempts: none },
    is: {
      outcome: 'undetermined',
      message: 'Who deploys is unknown: no run is named.',
      remedy: 'Name the run that deploys (`--run` on the command line).',
    },
  },
  {
    given: 'no release, where nobody must release',
    duty: 'deployment-approver',
    told: { releases: none, hasReviewers: known(false, 'test') },
    is: { outcome: 'not-applicable', message: 'Nobody has to release production.' },
  },
  {
    given: 'no release, where somebody must release',
    duty: 'deployment-approver',
    told: { releases: known([pending], 'test') },
    is: notYet,
  },
  {
    given: 'no release where nobody must, and the release is the act',
    duty: 'deployer',
    told: { releases: none, hasReviewers: known(false, 'test') },
    policy: byRelease,
    is: notYet,
  },
])('$given: $is.outcome', ({ duty, told, policy, is }) => {
  expect(inWords(question(duty, told, policy))).toEqual(is)
})
