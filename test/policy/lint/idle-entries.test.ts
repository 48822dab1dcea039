// Entries that say nothing, or what another says.

import { describe, expect, test } from 'vitest'
import { parsePolicy } from '../../../src/policy/reading.ts'
import { positionedProblems, problemsOf } from '../problems.ts'

describe('conflicts of the organization', () => {
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
    expect(problemsOf(given)).toEqual(problems)
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
    expect(problemsOf(own(duties))).toEqual([
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
    expect(problemsOf(own(duties))).toEqual([
      `error 3 conflicts.own-0.duties cannot lie with different people: ${why}`,
    ])
  })

  test('who releases is the deployer, where the policy says so', () => {
    const text = `${own('[deployer, deployment-approver]')}\ndeployment: {deployer: release}`
    expect(problemsOf(text)).toEqual([
      'error 3 conflicts.own-0.duties cannot lie with different people: ' +
        'with "deployer: release" the person who approves the deployment deploys',
    ])
  })

  test.for(['[author, approver]', '[approver, pusher]', '[administrator, approver]'])(
    '%s never lie with one person',
    (duties) => {
      expect(problemsOf(own(duties))).toEqual([
        'warning 3 conflicts.own-0.duties never lie with one person: a contributor is ' +
          'no approver of the change, as "self-approval" says',
      ])
    },
  )

  test.for(['[author, committer]', '[author, merger]', '[administrator, deployer]'])(
    '%s may be a conflict',
    (duties) => {
      expect(problemsOf(own(duties))).toEqual([])
    },
  )
})

describe('protected paths for the same files and the same people', () => {
  const from = 'from: {teams: [t], users: [a, b]}'
  const entries = (...each: string[]) =>
    ['protected-paths:', ...each.map((one, at) => `  - {name: n${at}, ${one}}`)].join('\n')
  const idle = (one: string, other: string) =>
    `${one} asks for nothing beside ${other}: the same files and people, and no more approvals; remove it`
  const merge =
    'error 4 protected-paths[1] asks the people of protected-paths[0] (line 3) for the same files; ' +
    'let one entry ask for all of their approvals'

  test.for([
    { given: entries(`paths: [x], ${from}`, `paths: [y], ${from}`), problems: [] },
    { given: entries(`paths: [x], ${from}`, 'paths: [x], from: {teams: [t]}'), problems: [] },
    { given: entries(`paths: [x], ${from}`, 'paths: [x], from: {users: [a, b]}'), problems: [] },
    { given: entries(`paths: [x], ${from}`, `paths: [x], ${from}`), problems: [merge] },
    {
      given: entries(
        `paths: [x, Y/**], ${from}, separate: false`,
        'paths: [y/**, X, x], from: {users: [B, A], teams: [T]}, separate: false',
      ),
      problems: [`error 4 ${idle('protected-paths[1]', 'protected-paths[0] (line 3)')}`],
    },
    {
      given: entries(`paths: [x], ${from}, approvals: 2`, `paths: [x], ${from}, separate: false`),
      problems: [`error 4 ${idle('protected-paths[1]', 'protected-paths[0] (line 3)')}`],
    },
    {
      given: entries(`paths: [x], ${from}, separate: false`, `paths: [x], ${from}, approvals: 2`),
      problems: [`error 4 ${idle('protected-paths[0] (line 3)', 'protected-paths[1]')}`],
    },
    {
      given: entries(`paths: [x], ${from}`, `paths: [x], ${from}, approvals: 2, separate: false`),
      problems: [merge],
    },
    {
      given: entries(`paths: [x, "!X/a"], ${from}`, `paths: [X, "!x/A"], ${from}, separate: false`),
      problems: [`error 4 ${idle('protected-paths[1]', 'protected-paths[0] (line 3)')}`],
    },
  ])('$given', ({ given, problems }) => {
    expect(problemsOf(given).filter((one) => !one.startsWith('warning'))).toEqual(problems)
  })

  test('what "!" takes out depends on the order', () => {
    const given = entries(`paths: ["*", "!x"], ${from}`, `paths: ["!x", "*"], ${from}`)
    expect(problemsOf(given)).toEqual([])
  })
})

describe('exclusions without effect', () => {
  const policyWith = (...paths: string[]): string =>
    `version: 1\nprotected-paths:\n  - {name: a, from: {users: [a]}, paths: ${JSON.stringify(paths)}}`

  test('are a warning, and leave the policy valid', () => {
    const { policy, problems } = parsePolicy(policyWith('src/**', '!src/docs/**'))
    expect(policy).not.toBeNull()
    expect(problems).toEqual([
      {
        severity: 'warning',
        line: 3,
        column: 52,
        message:
          'protected-paths[0].paths[1] takes nothing out of "src/docs/", which other patterns ' +
          'take in whole; as in .gitignore, put "!src/docs/" before it',
      },
    ])
  })

  test.for([
    ['approvals: [{required: 1}, {required: 2, PATHS}]', true],
    ['approvals: [{required: 1, freshness: change}, {required: 1, PATHS}]', true],
    ['approvals: [{required: 1}, {required: 1, PATHS}]', false],
    ['approvals: [{required: 1}, {required: 0, PATHS}]', false],
    ['conflicts: {author-deploys: {PATHS}}', true],
    ['conflicts: {author-deploys: {enforcement: warn, PATHS}}', false],
    [
      'exceptions: [{rules: [self-merge], people: [a], reason: sole maintainer, granted-by: b, until: 2026-12-31, PATHS}]',
      false,
    ],
  ] as const)('are told of what asks for more, not of what loosens: %j', ([entry, isTold]) => {
    const given = entry.replace('PATHS', 'paths: ["src/**", "!src/docs/**"]')
    const told = problemsOf(`version: 1\n${given}`).filter((one) => one.includes('takes nothing'))
    expect(told).toHaveLength(isTold ? 1 : 0)
  })

  test('are none once the remedy is followed', () => {
    expect(positionedProblems(policyWith('src/**', '!src/docs/', '!src/docs/**'))).toEqual([])
  })
})
