// What is said of a policy's unknown keys and wrong values: the exact sentences, at the exact places.
import { describe, expect, test } from 'vitest'
import { parsePolicy } from '../../src/policy/reading.ts'
import { positionedProblems } from './problems.ts'

const topKeys =
  '"version", "approvals", "conflicts", "rules", "protected-paths", "control-plane", ' +
  '"required-checks", "people", "agents", "exceptions", "baselines", "break-glass", "facts", "deployment", "controls" and "privacy"'

describe('an unknown key', () => {
  test.for([
    ['approval: {}', '2:1 unknown key "approval"; did you mean "approvals"?'],
    ['protected_paths: []', '2:1 unknown key "protected_paths"; did you mean "protected-paths"?'],
    ['Facts: {}', '2:1 unknown key "Facts"; did you mean "facts"?'],
    ['audits: []', `2:1 unknown key "audits"; a policy can have ${topKeys}`],
    ['exception: []', '2:1 unknown key "exception"; did you mean "exceptions"?'],
    ['breakglass: {}', '2:1 unknown key "breakglass"; did you mean "break-glass"?'],
    ['1: 2', `2:1 unknown key "1"; a policy can have ${topKeys}`],
    ['__proto__: {}', `2:1 unknown key "__proto__"; a policy can have ${topKeys}`],
    ['constructor: {}', `2:1 unknown key "constructor"; a policy can have ${topKeys}`],
    [': x', `2:1 unknown key ""; a policy can have ${topKeys}`],
    [
      `? ${'k'.repeat(200)}\n: x`,
      `2:3 unknown key "${'k'.repeat(79)}…"; a policy can have ${topKeys}`,
    ],
    [
      'approvals: {require: 1}',
      '2:13 unknown key "require" in approvals; did you mean "required"?',
    ],
    [
      'approvals: {count: 1}',
      '2:13 unknown key "count" in approvals; it can have "required" and "freshness"',
    ],
    [
      'deployment: {deployers: release}',
      '2:14 unknown key "deployers" in deployment; did you mean "deployer"?',
    ],
    [
      'control-plane: {owners: {team: [a], users: [b]}}',
      '2:26 unknown key "team" in control-plane.owners; did you mean "teams"?',
    ],
    [
      'people: [{name: a, accounts: [a, b], id: 1}]',
      '2:38 unknown key "id" in people[0]; it can have "name" and "accounts"',
    ],
    [
      'conflicts: {self-approval: {duties: [approver, merger]}}',
      '2:29 conflicts.self-approval is built in and has its duties; leave "duties" out',
    ],
    [
      'conflicts: {self-approval: {scope: all}}',
      '2:29 unknown key "scope" in conflicts.self-approval; it can have "enforcement", "effect", ' +
        '"environments", "branches" and "paths"',
    ],
    [
      'conflicts: {own: {duties: [approver, merger], effects: prohibited}}',
      '2:47 unknown key "effects" in conflicts.own; did you mean "effect"?',
    ],
    [
      'exceptions: [{rules: [self-merge], people: [a], reason: x, granted-by: b, until: 2030-01-01, path: x}]',
      '2:94 unknown key "path" in exceptions[0]; did you mean "paths"?',
    ],
    [
      'agents: [{account: a, sponsor: {users: [b]}}]',
      '2:23 unknown key "sponsor" in agents[0]; did you mean "sponsors"?',
    ],
    [
      'break-glass: {responders: {users: [a]}, approvers: {users: [b]}, duration: 4h}',
      '2:66 unknown key "duration" in break-glass; it can have "responders", "approvers", ' +
        '"max-duration", "reconcile-within" and "rules"',
    ],
    [
      'rules: {self-approval: {}}',
      '2:9 rules.self-approval is no rule; it belongs under "conflicts"',
    ],
    [
      'rules: {protected-path: {}}',
      '2:9 rules.protected-path is no rule; did you mean "protected-paths"?',
    ],
  ] as const)('%j: %s', ([text, sentence]) => {
    expect(positionedProblems(`version: 1\n${text}`)).toEqual([sentence])
  })
})

describe('a conflict that is not built in', () => {
  const needs = 'one of your own needs "duties", such as [approver, merger]'
  test.for([
    [
      'conflicts:\n  self-aproval: {}',
      '3:3 conflicts.self-aproval is no built-in conflict; did you mean "self-approval"? ' +
        'One of your own needs "duties"',
    ],
    [
      'conflicts: {author-deploy: {enforcement: warn}}',
      '2:13 conflicts.author-deploy is no built-in conflict; did you mean "author-deploys"? ' +
        'One of your own needs "duties"',
    ],
    [
      'conflicts: {nobody-tests: {}}',
      `2:13 conflicts.nobody-tests is no built-in conflict; ${needs}`,
    ],
    [
      'conflicts: {nobody-tests: }',
      `2:13 conflicts.nobody-tests is no built-in conflict; ${needs}`,
    ],
    [
      'conflicts: {fresh-approval: {}}',
      '2:13 conflicts.fresh-approval is no conflict; it belongs under "rules"',
    ],
    [
      'conflicts: {fresh-approval: {duties: [approver, merger]}}',
      '2:13 conflicts.fresh-approval must not bear the id of a rule; give your own conflict another name',
    ],
    ['conflicts: {own: 1}', '2:18 conflicts.own must be a mapping, not 1'],
    [
      'conflicts: {own: {duties: }}',
      '2:27 conflicts.own.duties is empty; it must be a list of two different duties',
    ],
    [
      'conflicts: {own: {duties: approver}}',
      '2:27 conflicts.own.duties must be a list of two different duties, not "approver"',
    ],
    [
      'conflicts: {own: {duties: [approver]}}',
      '2:27 conflicts.own.duties must be a list of two different duties, not 1',
    ],
    [
      'conflicts: {own: {duties: [approver, merger, deployer]}}',
      '2:27 conflicts.own.duties must be a list of two different duties, not 3',
    ],
    [
      'conflicts: {own: {duties: [approver, approver]}}',
      '2:27 conflicts.own.duties must be a list of two different duties, not "approver" twice',
    ],
    [
      'conflicts: {own: {duties: [aprover, merger]}}',
      '2:28 conflicts.own.duties[0] must be "author", "committer", "pusher", "contributor", ' +
        '"approver", "dismisser", "merger", "deployer", "deployment-approver", "bypasser" or ' +
        '"administrator", not "aprover"; did you mean "approver"?',
    ],
    [
      'conflicts: {own: {duties: [approver, merger], effect: dual}}',
      '2:55 conflicts.own.effect must be "prohibited", "dual-approval" or "time-bound", not "dual"',
    ],
    [
      'conflicts: {self-merge: {effect: timebound}}',
      '2:34 conflicts.self-merge.effect must be "prohibited", "dual-approval" or "time-bound", ' +
        'not "timebound"; did you mean "time-bound"?',
    ],
    [
      'conflicts: {self-merge: {environments: [], branches: [rel/*], paths: [..]}}',
      '2:40 conflicts.self-merge.environments must be a list of one or more environments, not 0',
      '2:55 conflicts.self-merge.branches[0] must be the name of one branch, such as "main", ' +
        'not "rel/*"',
      '2:71 conflicts.self-merge.paths[0] must not hold ".."; name the path from the root of the repository',
    ],
  ] as const)('%j', ([text, ...sentences]) => {
    expect(positionedProblems(`version: 1\n${text}`)).toEqual(sentences)
    expect(parsePolicy(`version: 1\n${text}`).policy).toBeNull()
  })
})

describe('a wrong value', () => {
  test.for([
    ['approvals:', '2:11 approvals is empty; it must be a mapping or a list of demands'],
    ['approvals: []', '2:12 approvals must be a list of one or more demands, not 0'],
    ['approvals: 2', '2:12 approvals must be a mapping or a list of demands, not 2'],
    [
      'approvals: {required: two}',
      '2:23 approvals.required must be a whole number from 1 to 10, not "two"',
    ],
    [
      'approvals: {required: 0}',
      '2:23 approvals.required must be a whole number from 1 to 10, not 0',
    ],
    [
      'approvals: {required: 11}',
      '2:23 approvals.required must be a whole number from 1 to 10, not 11',
    ],
    [
      'approvals: {required: 1.5}',
      '2:23 approvals.required must be a whole number from 1 to 10, not 1.5',
    ],
    [
      'approvals: {required: .inf}',
      '2:23 approvals.required must be a whole number from 1 to 10, not Infinity',
    ],
    [
      'approvals:\n  - {required: 1}\n  - {required: 0}',
      '4:5 approvals[1] must ask for at least 1 approval unless it has "paths" or "by"',
    ],
    [
      'approvals:\n  - {line-over: 3}',
      '3:6 unknown key "line-over" in approvals[0]; did you mean "lines-over"?',
    ],
    [
      'approvals: [{required: 11}]',
      '2:24 approvals[0].required must be a whole number from 0 to 10, not 11',
    ],
    [
      'approvals: [{branches: [rel**]}]',
      '2:25 approvals[0].branches[0] must be a branch or a pattern of branches, such as "release/*" or "release/**", not "rel**"',
    ],
    ['approvals: [{by: humans}]', '2:18 approvals[0].by must be "agents", not "humans"'],
    [
      'approvals: {freshness: base}',
      '2:24 approvals.freshness must be "head" or "change", not "base"',
    ],
    ['conflicts: {self-approval: }', '2:28 conflicts.self-approval is empty; it must be a mapping'],
    [
      'conflicts: {self-dismissal: {enforcement: of}}',
      '2:43 conflicts.self-dismissal.enforcement must be "enforce", "warn" or "off", not "of"; ' +
        'did you mean "off"?',
    ],
    [
      'rules: {fresh-approval: {enforcement: false}}',
      '2:39 rules.fresh-approval.enforcement must be "enforce", "warn" or "off", not false',
    ],
    [
      'rules: {control-plane: {enforcement: warn}}',
      '2:38 rules.control-plane.enforcement guards the gate itself and can only be "enforce", ' +
        'not "warn"',
    ],
    [
      'rules: {complete-facts: {enforcement: off}}',
      '2:39 rules.complete-facts.enforcement guards the gate itself and can only be "enforce", ' +
        'not "off"',
    ],
    [
      'facts: {fork-pushers: best_effort}',
      '2:23 facts.fork-pushers must be "required" or "best-effort", not "best_effort"; ' +
        'did you mean "best-effort"?',
    ],
    [
      'deployment: {branches: [main, "release/?"]}',
      '2:31 deployment.branches[1] must be a branch or a pattern of branches, such as "release/*" or "release/**", ' +
        'not "release/?"',
    ],
    [
      'deployment: {branches: [refs/heads/main]}',
      '2:25 deployment.branches[0] must be a branch or a pattern of branches, such as "release/*" or "release/**", ' +
        'not "refs/heads/main"',
    ],
    [
      'deployment: {branches: main}',
      '2:24 deployment.branches must be a list of one or more branches, not "main"',
    ],
    [
      'deployment: {branches: []}',
      '2:24 deployment.branches must be a list of one or more branches, not 0',
    ],
    [
      'people: [~, {name: a, accounts: [ada, Ada]}]',
      '2:10 people[0] is empty; it must be a mapping',
      '2:39 people[1].accounts[1] repeats the account "Ada"; overlapping people cannot be told apart',
    ],
    [
      'protected-paths: {}',
      '2:18 protected-paths must be a list of protected paths, not a mapping',
    ],
    [
      'control-plane: {owners: {users: dana}}',
      '2:33 control-plane.owners.users must be a list of one or more logins, not "dana"',
    ],
    ['people: {ada: [ada, ada-admin]}', '2:9 people must be a list of people, not a mapping'],
    [
      'people: [{name: Ada, accounts: [ada]}]',
      '2:32 people[0].accounts must be a list of two or more logins, not 1',
    ],
    [
      'people: [{name: "A\\nda", accounts: [ada, ada2]}]',
      '2:17 people[0].name must be a name in one line of at most 100 characters, not "A\nda"',
    ],
    [
      'people: [{accounts: [ada, "@ada2"]}]',
      '2:10 people[0].name is missing; it must be a name in one line of at most 100 characters',
      '2:27 people[0].accounts[1] must be a login without "@", such as "octocat" or "octocat#583231", not "@ada2"',
    ],
    [
      'people: [{name: a, accounts: [ada, bob]}, {name: b, accounts: [eve, ADA]}]',
      '2:69 people[1].accounts[1] repeats the account "ADA"; overlapping people cannot be told apart',
    ],
    [
      'people: [{name: a, accounts: [ada, "ada[bot]"]}]',
      '2:36 people[0].accounts[1] repeats the account "ada[bot]"; ' +
        'overlapping people cannot be told apart',
    ],
    [
      'control-plane: {separate: yes}',
      '2:27 control-plane.separate must be true or false, not "yes"',
    ],
    [
      'control-plane: {owners: {}}',
      '2:25 control-plane.owners must name at least one team or user',
    ],
    [
      'control-plane: {owners: platform}',
      '2:25 control-plane.owners must be a mapping of teams, users or both, not "platform"',
    ],
    [
      'control-plane: {owners: {teams: [acme/platform]}}',
      '2:34 control-plane.owners.teams[0] must be the slug of a team, such as "platform", ' +
        'not "acme/platform"',
    ],
    [
      'control-plane: {owners: {teams: []}}',
      '2:33 control-plane.owners.teams must be a list of one or more slugs of teams, not 0',
    ],
    [
      'protected-paths: [{}]',
      '2:19 protected-paths[0].name is missing; it must be a name in one line of at most 100 characters',
      '2:19 protected-paths[0].paths is missing; it must be a list of 1 to 100 path patterns',
      '2:19 protected-paths[0].from is missing; it must be a mapping of teams, users or both',
    ],
    [
      'protected-paths: [{name: a, paths: [], from: {users: [a]}, approvals: 0, separate: 1}]',
      '2:36 protected-paths[0].paths must be a list of 1 to 100 path patterns, not 0',
      '2:71 protected-paths[0].approvals must be a whole number from 1 to 10, not 0',
      '2:84 protected-paths[0].separate must be true or false, not 1',
    ],
    [
      'protected-paths: [{name: a, paths: [1, ./x], from: {users: [a]}}]',
      '2:37 protected-paths[0].paths[0] must be a path pattern, such as "src/**", not 1',
      '2:40 protected-paths[0].paths[1] must not start with "./"; leave these two characters out',
    ],
    [
      'protected-paths: [{name: a, paths: ["!x", "!y"], from: {users: [a]}}]',
      '2:36 protected-paths[0].paths must hold a pattern without "!", since "!" only takes out ' +
        'what another takes in',
    ],
    [
      'protected-paths: [{name: a, paths: [x], from: codeowner}]',
      '2:47 protected-paths[0].from must be "codeowners" or a mapping of teams and users, ' +
        'not "codeowner"; did you mean "codeowners"?',
    ],
    [
      'protected-paths: [{name: a, paths: [x], from: {user: [a]}}]',
      '2:47 protected-paths[0].from must name at least one team or user',
      '2:48 unknown key "user" in protected-paths[0].from; did you mean "users"?',
    ],
    [
      'protected-paths: [{name: a, paths: [x], from: {users: [a]}}, {name: a, paths: [y]}]',
      '2:62 protected-paths[1].from is missing; it must be a mapping of teams, users or both',
      '2:69 protected-paths[1].name repeats the name "a"; each entry needs one of its own',
    ],
    [
      'exceptions: [{}]',
      '2:14 exceptions[0].rules is missing; it must be a list of one or more rules',
      '2:14 exceptions[0].people is missing; it must be a list of one or more logins',
      '2:14 exceptions[0].reason is missing; it must say why, in at most 500 characters',
      '2:14 exceptions[0].granted-by is missing; it must be a login without "@", such as "octocat" or "octocat#583231"',
      '2:14 exceptions[0].until is missing; it must be a date, such as "2026-12-31"',
    ],
    [
      'exceptions: [{rules: [], people: [], reason: " ", granted-by: "@b", until: soon}]',
      '2:22 exceptions[0].rules must be a list of one or more rules, not 0',
      '2:34 exceptions[0].people must be a list of one or more logins, not 0',
      '2:46 exceptions[0].reason must say why, in at most 500 characters, not " "',
      '2:63 exceptions[0].granted-by must be a login without "@", such as "octocat" or "octocat#583231", not "@b"',
      '2:76 exceptions[0].until must be a date, such as "2026-12-31", not "soon"',
    ],
    ...[
      ['2026-02-29', '"2026-02-29"'],
      ['2100-02-29', '"2100-02-29"'],
      ['2026-13-01', '"2026-13-01"'],
      ['2026-04-31', '"2026-04-31"'],
      ['2026-04-00', '"2026-04-00"'],
    ].map(
      ([day, shown]) =>
        [
          `exceptions: [{rules: [self-merge], people: [a], reason: x, granted-by: b, until: ${day}}]`,
          `2:82 exceptions[0].until must be a day that the calendar has, not ${shown}`,
        ] as const,
    ),
    [
      'exceptions: [{rules: [self-merge], people: [a], reason: x, granted-by: b, until: 2026}]',
      '2:82 exceptions[0].until must be a date, such as "2026-12-31", not 2026',
    ],
    [
      'break-glass: {}',
      '2:14 break-glass.responders is missing; it must be a mapping of teams, users or both',
      '2:14 break-glass.approvers is missing; it must be a mapping of teams, users or both',
    ],
    [
      'break-glass: {responders: {users: [a]}, approvers: {users: [b]}, max-duration: 4 hours, reconcile-within: 0d}',
      '2:80 break-glass.max-duration must be a number of minutes, hours or days, such as "90m", ' +
        '"4h" or "3d", not "4 hours"',
      '2:107 break-glass.reconcile-within must be a number of minutes, hours or days, such as ' +
        '"90m", "4h" or "3d", not "0d"',
    ],
    [
      'agents: [{account: Renovate}, {account: "renovate[bot]", trusted: yes}]',
      '2:41 agents[1].account repeats the account "renovate[bot]"; one entry says all of an agent',
      '2:67 agents[1].trusted must be true, false or a list of "work", "deploy", "merge" or "dismiss", not "yes"',
    ],
    [
      'agents: [{sponsors: {}}]',
      '2:10 agents[0].account is missing; it must be a login without "@", such as "octocat" or "octocat#583231"',
      '2:21 agents[0].sponsors must name at least one team or user',
    ],
  ] as const)('%j', ([text, ...sentences]) => {
    expect(positionedProblems(`version: 1\n${text}`)).toEqual(sentences)
    expect(parsePolicy(`version: 1\n${text}`).policy).toBeNull()
  })

  test('all of them are positionedProblems, in the order of the file', () => {
    const text = [
      'approvals: {required: 0}',
      'audits: []',
      'audits: []',
      'people: [{name: a, accounts: [b, B, 1]}]',
      'facts: *f',
      'version: 2',
    ].join('\n')
    expect(positionedProblems(text).map((one) => one.split(' ')[0])).toEqual([
      '1:23',
      '2:1',
      '3:1',
      '4:34',
      '4:37',
      '5:8',
      '6:10',
    ])
  })
})
