// Conflicts of the organization's own that say what another says, what always is so, or what never can be.
import { expect, test } from 'vitest'
import { flaws } from '../problems.ts'

const own = (...entries: string[]) =>
  ['conflicts:', ...entries.map((entry, at) => `  own-${at}: {duties: ${entry}}`)].join('\n')

test.for([
  { given: own('[approver, merger]', '[dismisser, deployer]'), problems: [] },
  {
    given: own('[approver, merger]', '[merger, approver], effect: time-bound, enforcement: warn'),
    problems: [
      'error 4 conflicts.own-1 has the duties and the scope of conflicts.own-0 (line 3); keep one of the two',
    ],
  },
  {
    given: own(
      '[approver, merger], environments: [eu, Us], branches: [a, b], paths: [x, Y]',
      '[approver, merger], environments: [us, EU], branches: [b, a], paths: [y, X]',
    ),
    problems: [
      'error 4 conflicts.own-1 has the duties and the scope of conflicts.own-0 (line 3); keep one of the two',
    ],
  },
  { given: own('[approver, merger]', '[approver, merger], environments: [eu]'), problems: [] },
  {
    given: own('[approver, merger], branches: [a]', '[approver, merger], branches: [A]'),
    problems: [],
  },
])('$given', ({ given, problems }) => {
  expect(flaws(given)).toEqual(problems)
})

test.for([
  ['[approver, contributor]', 'self-approval'],
  ['[contributor, deployer]', 'author-deploys'],
  ['[contributor, deployment-approver]', 'author-releases'],
  ['[deployment-approver, deployer]', 'self-release'],
  ['[contributor, dismisser]', 'self-dismissal'],
  ['[approver, deployer]', 'approver-deploys'],
  ['[merger, contributor]', 'self-merge'],
  ['[bypasser, deployer]', 'bypasser-deploys'],
] as const)('%s: a warning names %s', ([duties, builtIn]) => {
  expect(flaws(own(duties))).toEqual([
    `warning 3 conflicts.own-0.duties are those of the built-in "${builtIn}", which is judged beside it; say there what you want`,
  ])
})

test.for([
  ['[author, contributor]', 'every author is a contributor'],
  ['[contributor, committer]', 'every committer is a contributor'],
  ['[pusher, contributor]', 'every pusher is a contributor'],
  ['[administrator, contributor]', 'every administrator is a contributor'],
  ['[author, administrator]', 'every author of a change to the gate itself is an administrator'],
] as const)('%s can never lie with different people', ([duties, why]) => {
  expect(flaws(own(duties))).toEqual([
    `error 3 conflicts.own-0.duties cannot lie with different people: ${why}`,
  ])
})

test('who releases is the deployer, where the policy says so', () => {
  const text = `${own('[deployer, deployment-approver]')}\ndeployment: {deployer: release}`
  expect(flaws(text)).toEqual([
    'error 3 conflicts.own-0.duties cannot lie with different people: ' +
      'with "deployer: release" whoever releases the environment deploys',
  ])
})

test.for(['[author, approver]', '[approver, pusher]', '[administrator, approver]'])(
  '%s never lie with one person',
  (duties) => {
    expect(flaws(own(duties))).toEqual([
      'warning 3 conflicts.own-0.duties never lie with one person: who had a hand in a change is ' +
        'no approver of it, as "self-approval" says',
    ])
  },
)

test.for(['[author, committer]', '[author, merger]', '[administrator, deployer]'])(
  '%s may be a conflict',
  (duties) => {
    expect(flaws(own(duties))).toEqual([])
  },
)
