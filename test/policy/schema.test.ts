// What a policy's text says: files that are none, the defaults, all that a policy can say, and where.
import { describe, expect, test } from 'vitest'
import { locate, parsePolicy } from '../../src/policy/reading.ts'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { positionedProblems } from './problems.ts'

describe('a file that is no policy', () => {
  test.for([
    ['', '1:1 the file is empty; a policy is a mapping that starts with "version: 1"'],
    ['# a comment', '1:1 the file is empty; a policy is a mapping that starts with "version: 1"'],
    ['~', '1:1 the file is empty; a policy is a mapping that starts with "version: 1"'],
    ['- version', '1:1 a policy is a mapping that starts with "version: 1", not a list'],
    ['\n\n  hello', '3:3 a policy is a mapping that starts with "version: 1", not "hello"'],
    ['42', '1:1 a policy is a mapping that starts with "version: 1", not 42'],
    ['{}', '1:1 version is missing; it must be the number 1'],
    ['approvals: {}', '1:1 version is missing; it must be the number 1'],
    ['version:', '1:9 version is empty; it must be the number 1'],
    ['version: 2', '1:10 version must be the number 1, not 2'],
    ['version: "1"', '1:10 version must be the number 1, not "1"'],
    ['version: {a: b}', '1:10 version must be the number 1, not a mapping'],
    ['version: true', '1:10 version must be the number 1, not true'],
  ] as const)('%j: %s', ([text, sentence]) => {
    expect(positionedProblems(text)).toEqual([sentence])
    expect(parsePolicy(text).policy).toBeNull()
  })
})

describe('a policy', () => {
  test('of a version alone holds all the defaults', () => {
    expect(parsePolicy('version: 1')).toEqual({ policy: defaultPolicy, problems: [] })
    const enforce = { enforcement: 'enforce' }
    const prohibit = { enforcement: 'enforce', effect: 'prohibited' }
    expect(defaultPolicy).toEqual({
      version: 1,
      approvals: { required: 1, freshness: 'head' },
      conflicts: {
        'self-approval': prohibit,
        'author-deploys': prohibit,
        'author-releases': prohibit,
        'self-release': prohibit,
        'self-dismissal': prohibit,
        'approver-deploys': { enforcement: 'warn', effect: 'prohibited' },
        'self-merge': { enforcement: 'off', effect: 'prohibited' },
        'bypasser-deploys': prohibit,
      },
      rules: {
        'independent-approval': enforce,
        'fresh-approval': enforce,
        'eligible-approver': enforce,
        'protected-paths': enforce,
        'attributable-commits': enforce,
        'reviewed-range': enforce,
        'sponsored-agents': enforce,
        'break-glass': enforce,
        'required-checks': enforce,
        'control-plane': enforce,
        'complete-facts': enforce,
      },
      'protected-paths': [],
      'control-plane': { separate: false },
      'required-checks': [],
      people: [],
      privacy: 'names',
      agents: [],
      exceptions: [],
      baselines: [],
      facts: { 'fork-pushers': 'required' },
      deployment: { deployer: 'trigger' },
      controls: [],
    })
  })

  test('may say everything', () => {
    const { policy, problems } = parsePolicy(whole)
    expect(problems).toEqual([])
    expect(policy).toEqual({
      ...defaultPolicy,
      approvals: { required: 2, freshness: 'head' },
      conflicts: {
        ...defaultPolicy.conflicts,
        'self-dismissal': { enforcement: 'warn', effect: 'prohibited' },
        'approver-deploys': {
          enforcement: 'enforce',
          effect: 'prohibited',
          environments: ['production'],
        },
        'self-merge': { enforcement: 'enforce', effect: 'dual-approval', branches: ['main'] },
        'tester-deploys': {
          duties: ['dismisser', 'deployer'],
          enforcement: 'warn',
          effect: 'time-bound',
          paths: ['src/**'],
        },
      },
      rules: { ...defaultPolicy.rules, 'attributable-commits': { enforcement: 'off' } },
      'protected-paths': [
        {
          name: 'payments',
          paths: ['src/payments/**', '*.sql'],
          approvals: 2,
          from: { teams: ['payments'], users: ['dana'] },
          separate: true,
        },
        {
          name: 'keys',
          paths: ['keys/'],
          approvals: 1,
          from: { users: ['dana'] },
          separate: false,
        },
      ],
      'control-plane': { owners: { teams: ['platform'] }, separate: true },
      people: [{ name: 'Ada Lovelace', accounts: ['ada', 'ada-admin'] }],
      agents: [
        { account: 'renovate', trusted: true },
        { account: 'deploy-bot', trusted: false, sponsors: { teams: ['platform'] } },
      ],
      exceptions: [
        {
          rules: ['self-merge', 'tester-deploys'],
          people: ['ada'],
          reason: 'sole maintainer of docs',
          'granted-by': 'dana',
          until: '2026-12-31',
          environments: ['production'],
          branches: ['main'],
          paths: ['docs/**'],
        },
      ],
      'break-glass': {
        responders: { teams: ['oncall'] },
        approvers: { teams: ['leads'], users: ['dana'] },
        'max-duration': '90m',
        'reconcile-within': '3d',
        rules: ['self-merge', 'reviewed-range'],
      },
      facts: { 'fork-pushers': 'best-effort' },
      'required-checks': [{ name: 'test', app: 'github-actions' }],
      deployment: {
        deployer: 'release',
        branches: ['main', 'release/1.x'],
        workflows: ['.github/workflows/hotfix.yml'],
      },
    })
  })

  test('enforces a conflict that is named without more', () => {
    const { policy } = parsePolicy('version: 1\nconflicts: {self-dismissal: {}}')
    expect(policy?.conflicts['self-dismissal']).toEqual({
      enforcement: 'enforce',
      effect: 'prohibited',
    })
  })
})

const whole = `
# yaml-language-server: $schema=policy.schema.json
version: 1
approvals: {required: 2, freshness: head}
conflicts:
  self-approval: {}
  self-dismissal: {enforcement: warn}
  approver-deploys: {environments: [production]}
  self-merge: {effect: dual-approval, branches: [main]}
  tester-deploys: {duties: [dismisser, deployer], enforcement: warn, effect: time-bound, paths: [src/**]}
rules:
  attributable-commits: {enforcement: off}
  control-plane: {enforcement: enforce}
protected-paths:
  - name: payments
    paths: ["src/payments/**", "*.sql"]
    approvals: 2
    from: {teams: [payments], users: [dana]}
  - {name: keys, paths: [keys/], from: {users: [dana]}, separate: false}
control-plane: {owners: {teams: [platform]}, separate: true}
people: [{name: Ada Lovelace, accounts: [ada, ada-admin]}]
agents: [{account: renovate, trusted: true}, {account: deploy-bot, sponsors: {teams: [platform]}}]
exceptions:
  - rules: [self-merge, tester-deploys]
    people: [ada]
    reason: sole maintainer of docs
    granted-by: dana
    until: 2026-12-31
    environments: [production]
    branches: [main]
    paths: [docs/**]
break-glass:
  responders: {teams: [oncall]}
  approvers: {teams: [leads], users: [dana]}
  max-duration: 90m
  rules: [self-merge, reviewed-range]
facts: {fork-pushers: best-effort}
deployment: {deployer: release, branches: [main, release/1.x], workflows: [.github/workflows/hotfix.yml]}
required-checks: [{name: test, app: github-actions}]
`

describe('locate', () => {
  test.for([
    [['version'], { line: 3, column: 10 }],
    [['protected-paths', 0, 'from', 'teams', 0], { line: 18, column: 20 }],
    [['people', 0, 'accounts', 1], { line: 21, column: 47 }],
    [['people', 1], null],
    [['facts', 'fork-pushers', 'deeper'], null],
  ] as const)('%j', ([path, place]) => {
    expect(locate(whole, path)).toEqual(place)
  })

  test('finds even what was not read', () => {
    expect(locate('version: 1\nfacts: *f', ['facts'])).toEqual({ line: 2, column: 8 })
  })

  test('finds nothing in what is no YAML', () => {
    expect(locate('version: "', ['version'])).toBeNull()
  })
})
