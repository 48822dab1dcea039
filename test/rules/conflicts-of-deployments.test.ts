// Conflicts with a duty of the deployment: told of each change and of the whole, with every deed, and doubt is no pass.
import { expect, test } from 'vitest'
import type { Change } from '../../src/facts/change.ts'
import type { Deployment } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { builtInConflicts } from '../../src/rules/conflicts.ts'
import type { DeploymentCase } from '../../src/rules/support/case.ts'
import { changeBy, devin } from '../duties/working-agents.ts'
import {
  actor,
  attempt,
  commit,
  deploymentCaseOf,
  inWords,
  merged,
  oid,
  pastReview,
  people,
  push,
  release,
  review,
  short,
} from '../fixtures.ts'

const { ofDeployment: authorDeploys } = builtInConflicts['author-deploys']
const { ofDeployment: authorReleases } = builtInConflicts['author-releases']
const { ofDeployment: approverDeploys } = builtInConflicts['approver-deploys']
const { ofDeployment: selfRelease } = builtInConflicts['self-release']
const { ofDeployment: bypasserDeploys } = builtInConflicts['bypasser-deploys']

type Rule = typeof authorDeploys

const by = (login: string): Partial<Deployment> => ({ attempts: known([attempt(login)], 'test') })
const releasedBy = (...logins: readonly (string | null)[]) => ({
  releases: known(logins.map(release), 'test'),
})
const past = (...logins: readonly string[]) => ({
  bypasses: known(
    logins.map((login) => ({ by: actor(login), after: oid('x2') })),
    'test',
  ),
})
const down = unknown('GitHub is down', 'GET it', 'Wait.')
const [c1, x1, x2] = [short('c1'), short('x1'), short('x2')]

test('the author starts the run: a deed for each duty is told, what GitHub knows first', () => {
  const triggers = known([{ by: actor('ada'), deed: 'created deployment 5' }], 'test')
  expect(authorDeploys(deploymentCaseOf({ ...by('ada'), triggers })).map(inWords)).toEqual([
    {
      pull: 7,
      outcome: 'violated',
      message: 'ada pushed 6331000 and started the run. Contributors must not deploy.',
      remedy: 'Ask a non-contributor to start a new run.',
      people: ['ada'],
      commits: [oid('c1'), oid('c1'), oid('c1')],
      beneficiaries: people('ada'),
    },
  ])
})

test('each of several people has a sentence', () => {
  const attempts = known([attempt('ada'), attempt('bob', 2)], 'test')
  const one = merged({}, { pushes: known([push('bob', null, 'c1')], 'test') })
  const [answer, ...others] = authorDeploys(deploymentCaseOf({ attempts }, [one]))
  expect(others).toEqual([])
  expect(answer?.people).toEqual(['ada', 'bob'])
  expect(answer?.message).toMatch(
    /^ada opened .*\. bob pushed \w+ and started attempt 2 of the run\. Contributors must not deploy\.$/,
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

const places = (answers: ReturnType<Rule>) => answers.map(({ pull, outcome }) => [pull, outcome])

test('each change has an answer of its own, and those without a conflict have none', () => {
  const changes = [numbered(7, 'ada'), numbered(8, 'eve'), numbered(9, 'ada')]
  expect(places(authorDeploys(deploymentCaseOf(by('ada'), changes)))).toEqual([
    [7, 'violated'],
    [9, 'violated'],
  ])
})

test('who wrote or pushed without review is told of the whole, beside the changes', () => {
  const told = { ...by('ada'), ...pastReview('ada', 'cleo') }
  expect(places(authorDeploys(deploymentCaseOf(told)))).toEqual([
    [7, 'violated'],
    [null, 'violated'],
  ])
  const pushed = { ...by('cleo'), ...pastReview('ada', 'cleo') }
  expect(authorDeploys(deploymentCaseOf(pushed))).toMatchObject([
    {
      pull: null,
      message: `cleo pushed ${x1} and started the run. Contributors must not deploy.`,
      people: ['cleo'],
      commits: [oid('x1')],
    },
  ])
})

const undetermined = (message: string, remedy?: string) => ({
  ...{ outcome: 'undetermined', message },
  ...(remedy !== undefined && { remedy }),
})

const uncleared = undetermined('Who pushed without review is unknown: GitHub is down.', 'Wait.')

const undeployed = undetermined('Who deploys is unknown: GitHub is down.', 'Wait.')

test.for<{
  given: string
  rule: Rule
  told: Partial<Deployment>
  /** What is unknown beside it. */
  beside?: string
  message?: string
  people: readonly string[]
  pull?: null
}>([
  {
    given: 'a contributor releases',
    rule: authorReleases,
    told: releasedBy('eve', 'ada'),
    people: ['ada'],
  },
  {
    given: 'an approver deploys',
    rule: approverDeploys,
    told: by('bob'),
    message: `bob approved ${c1} and started the run. Approvers must not deploy.`,
    people: ['bob'],
  },
  {
    given: 'a contributor deploys beside somebody whom nobody knows',
    rule: authorDeploys,
    told: { attempts: known([attempt(null), attempt('ada', 2)], 'test') },
    beside: 'Somebody whom GitHub does not name started it.',
    people: ['ada'],
  },
  {
    given: 'a contributor deploys while other facts are unknown',
    rule: authorDeploys,
    told: { ...by('ada'), triggers: down },
    beside: undeployed.message,
    people: ['ada'],
  },
  {
    given: 'who started it released it',
    rule: selfRelease,
    told: releasedBy('dana'),
    message:
      'dana started the run and released production. One person must not deploy and approve the deployment.',
    people: ['dana'],
    pull: null,
  },
  {
    given: 'two who started it released it, told in the order of the releases',
    rule: selfRelease,
    told: {
      attempts: known([attempt('dana'), attempt('eve', 2)], 'test'),
      ...releasedBy('eve', 'bob', 'dana'),
    },
    message:
      'eve started attempt 2 of the run and released production. dana started ' +
      'the run and released production. One person must not deploy and approve the deployment.',
    people: ['eve', 'dana'],
    pull: null,
  },
  {
    given: 'who started it released it, beside somebody unknown',
    rule: selfRelease,
    told: releasedBy(null, 'dana'),
    beside: 'Somebody whom GitHub does not name released it.',
    people: ['dana'],
    pull: null,
  },
  {
    given: 'who went past the rules deploys',
    rule: bypasserDeploys,
    told: past('dana', 'eve'),
    message: `dana started the run and went past the rules of the branch with ${x2}. People who push without review must not deploy.`,
    people: ['dana'],
    pull: null,
  },
  {
    given: 'who pushed without review deploys, while the rule suites are unknown',
    rule: bypasserDeploys,
    told: { ...pastReview('ada', 'dana'), bypasses: down },
    message: `dana started the run and pushed ${x1}. People who push without review must not deploy.`,
    beside: uncleared.message,
    people: ['dana'],
    pull: null,
  },
])('$given: violated', ({ rule, told, message, people: named, pull = 7, beside }) => {
  const answers = rule(deploymentCaseOf(told))
  // An exception lifts the violation, never what is unknown beside it.
  expect(answers).toMatchObject([
    { outcome: 'violated', pull, people: named, beneficiaries: people(...named) },
    ...(beside === undefined ? [] : [{ outcome: 'undetermined', pull: null, message: beside }]),
  ])
  if (message !== undefined) expect(answers[0]?.message).toBe(message)
})

test('by another account of the same person', () => {
  const joined = 'version: 1\npeople: [{name: Ada L, accounts: [ada, ada-admin]}]'
  const [answer] = authorDeploys(deploymentCaseOf(by('ada-admin'), [merged()], joined))
  expect(answer).toMatchObject({ outcome: 'violated', people: ['ada-admin'] })
  expect(answer?.message).toMatch(/^ada-admin \(Ada L\) pushed \w+ and /)
})

test('an approval that is set aside makes no approver', () => {
  const one = merged({}, { reviews: known([review('bob', { commit: oid('c0') })], 'test') })
  expect(inWords(approverDeploys(deploymentCaseOf(by('bob'), [one])))).toEqual([
    {
      pull: null,
      outcome: 'satisfied',
      message: 'Nobody holds both duties. approver: nobody; deployer: bob.',
      people: ['bob'],
    },
  ])
})

const satisfied = (message: string, ...logins: readonly string[]) => ({
  outcome: 'satisfied',
  message: `Nobody holds both duties. ${message}.`,
  people: logins,
})

const idle = (message: string) => ({ outcome: 'not-applicable', message })

/** For that reviewed-range stops. */
const unshipped = { ...idle('What would be shipped is unknown.'), people: ['dana'] }

test.for<{
  given: string
  rule: Rule
  told?: Partial<Deployment>
  changes?: readonly Change[]
  policy?: string
  more?: Partial<DeploymentCase>
  is: object
}>([
  {
    given: 'others wrote two changes, and two deploy',
    rule: authorDeploys,
    told: { attempts: known([attempt('dana'), attempt('eve', 2)], 'test') },
    changes: [numbered(7, 'ada'), numbered(8, 'cleo')],
    is: satisfied('contributor: ada and cleo; deployer: dana and eve', 'dana', 'eve'),
  },
  {
    given: 'who merged and dismissed deploys',
    rule: authorDeploys,
    told: by('cleo'),
    is: satisfied('contributor: ada; deployer: cleo', 'cleo'),
  },
  {
    given: 'nothing new is shipped',
    rule: authorDeploys,
    changes: [],
    is: satisfied('contributor: nobody; deployer: dana', 'dana'),
  },
  {
    given: 'somebody else releases',
    rule: authorReleases,
    is: satisfied('contributor: ada; deployment-approver: eve', 'eve'),
  },
  {
    given: 'two others than who started it released it',
    rule: selfRelease,
    told: releasedBy('eve', 'bob'),
    is: satisfied('deployer: dana; deployment-approver: eve and bob', 'eve', 'bob'),
  },
  {
    given: 'others went without review',
    rule: bypasserDeploys,
    told: { ...pastReview('ada', 'bob'), ...past('eve') },
    is: satisfied('deployer: dana; bypasser: ada, bob and eve', 'ada', 'bob', 'eve'),
  },
  {
    given: 'the release is the act of deploying',
    rule: selfRelease,
    told: releasedBy('dana'),
    policy: 'deployment: {deployer: release}',
    is: idle('The policy takes the release for the act of deploying.'),
  },
  {
    given: 'nobody must release it',
    rule: selfRelease,
    told: { ...releasedBy(), hasReviewers: known(false, 'test'), attempts: down },
    is: idle('Nobody has to release production.'),
  },
  {
    given: 'a timetable started it',
    rule: selfRelease,
    told: { event: 'schedule' },
    is: idle('Nobody decided: a schedule started the run.'),
  },
  {
    given: 'nobody went without review, whoever deploys',
    rule: bypasserDeploys,
    told: { attempts: down },
    is: idle('There is no bypasser.'),
  },
  {
    given: 'the rule suites could not be read',
    rule: bypasserDeploys,
    told: { bypasses: down, event: 'schedule' },
    is: uncleared,
  },
  {
    given: 'the range is unknown',
    rule: bypasserDeploys,
    told: { range: down },
    is: { ...unshipped, people: [] },
  },
  {
    given: 'others went without review, and who deploys is unknown',
    rule: bypasserDeploys,
    told: { ...past('eve'), attempts: down },
    is: undeployed,
  },
  {
    given: 'who started it is unknown',
    rule: selfRelease,
    told: { attempts: down },
    is: undeployed,
  },
  {
    given: 'who released it is unknown',
    rule: selfRelease,
    told: { releases: down, attempts: down },
    is: undetermined('Who released is unknown: GitHub is down.', 'Wait.'),
  },
  {
    given: 'a change could not be read',
    rule: authorDeploys,
    more: { changesRead: down },
    is: unshipped,
  },
  {
    given: 'a change could not be read, which is no matter of the release',
    rule: selfRelease,
    more: { changesRead: down },
    is: satisfied('deployer: dana; deployment-approver: eve', 'eve'),
  },
  {
    given: 'the commits of one change are unknown',
    rule: authorDeploys,
    changes: [merged(), merged({ number: 8 }, { commits: down })],
    is: undetermined('Not known: who is contributor of #8.'),
  },
  {
    given: 'the reviews of two changes are unknown',
    rule: approverDeploys,
    changes: [merged({}, { reviews: down }), merged({ number: 8 }, { baseChanges: down })],
    is: undetermined('Not known: who is approver of #7 and who is approver of #8.'),
  },
  {
    given: 'who answers for an agent is unknown',
    rule: authorDeploys,
    changes: [changeBy(devin, { assignments: down })],
    is: undetermined('Not known: who is contributor of #7.'),
  },
  {
    given: 'nobody known wrote what came without review',
    rule: authorDeploys,
    told: pastReview(null, 'bob'),
    is: undetermined('Not known: who is contributor of what came without review.'),
  },
  {
    given: 'a deployer beside one whom nobody knows',
    rule: authorDeploys,
    told: { attempts: known([attempt('dana'), attempt(null, 2)], 'test') },
    is: undetermined(
      'Somebody whom GitHub does not name started it.',
      'Ask someone with an account to start a new run.',
    ),
  },
])('$given: $is.outcome', ({ rule, told, changes, policy = '', more, is }) => {
  expect(inWords(rule(deploymentCaseOf(told, changes, `version: 1\n${policy}`, more)))).toEqual([
    { pull: null, ...is },
  ])
})

const ofWorkflow = { id: 41898282, login: 'github-actions', kind: 'Bot' } as const
const startedByWorkflow: Partial<Deployment> = {
  attempts: known([{ ...attempt('dana'), actor: ofWorkflow, triggeringActor: ofWorkflow }], 'test'),
}

test('an agent that starts the run leaves open who deploys, though it had no hand in the change', () => {
  expect(
    inWords(authorDeploys(deploymentCaseOf({ ...startedByWorkflow, ...releasedBy() }))),
  ).toEqual([
    {
      pull: null,
      outcome: 'undetermined',
      message: "It is unknown for whom github-actions (a workflow's token) started the run.",
      remedy: 'Ask a non-contributor to start a new run, or to approve this deployment.',
      people: ['github-actions'],
    },
  ])
})

test('whoever lets in what an agent started deploys it, and by that alone does not release their own', () => {
  const judged = deploymentCaseOf({ ...startedByWorkflow, ...releasedBy('ada') })
  expect(authorDeploys(judged)).toMatchObject([{ outcome: 'violated', people: ['ada'] }])
  expect(selfRelease(judged)).toMatchObject([{ outcome: 'satisfied' }])
  const attempts = known(
    [{ ...attempt('dana'), actor: ofWorkflow, triggeringActor: actor('eve') }],
    'test',
  )
  const also = deploymentCaseOf({ attempts, ...releasedBy('eve') })
  expect(selfRelease(also)).toMatchObject([{ outcome: 'violated', people: ['eve'] }])
})
