// The demands that files raise, who serves them, and what must be asked of GitHub to tell.
import { expect, test } from 'vitest'
import { type Actor, type Fact, known, unknown } from '../../../src/facts/fact.ts'
import type { Directory } from '../../../src/facts/facts.ts'
import { type Allotment, allot } from '../../../src/rules/support/demands.ts'
import { questionsOf } from '../../../src/rules/support/raised-demands.ts'
import { actor, caseOf, change, file, review } from '../../fixtures.ts'

const policyPath = '.github/separation-of-duties.yml'
const down = unknown('teams are not readable', 'test')

const team = (...logins: readonly string[]): Fact<readonly Actor[]> =>
  known(
    logins.map((login) => actor(login)),
    'test',
  )

const maintainers = (told: Readonly<Record<string, Fact<boolean>>>) =>
  Object.fromEntries(Object.entries(told).map(([login, may]) => [actor(login).id, may]))

const [may, mayNot] = [known(true, 'test'), known(false, 'test')]

interface Given {
  readonly policy: string
  readonly approvers: readonly string[]
  readonly paths?: readonly string[]
  readonly directory?: Partial<Directory>
}

const allotted = ({ policy, approvers, paths = ['src/pay.ts'], directory }: Given) => {
  const reviews = known(
    approvers.map((login) => review(login)),
    'test',
  )
  return allot(
    caseOf(change({ reviews }), `version: 1\n${policy}`, directory),
    paths.map((path) => file(path)),
  )
}

/** "pay: met by dana". */
const told = (demands: readonly Allotment[]): readonly string[] =>
  demands.map(({ demand: { name }, outcome, served }) => {
    const by = served.map(({ person }) => person.name).join(', ')
    return `${name}: ${outcome}${by ? ` by ${by}` : ''}`
  })

const paths = (...entries: readonly string[]): string =>
  `protected-paths: [${entries.map((entry) => `{${entry}}`).join(', ')}]`

const pay = 'name: pay, paths: ["src/pay*"], from: {users: [dana]}'
const book = 'name: book, paths: ["src/**"], from: {users: [dana, eve]}'

test.for<Given & { given: string; is: readonly string[] }>([
  {
    given: 'an owner beside an ordinary reviewer',
    policy: paths(pay),
    approvers: ['bob', 'dana'],
    is: ['pay: met by dana'],
  },
  {
    given: 'the owner alone, who is the ordinary reviewer first',
    policy: paths(pay),
    approvers: ['dana'],
    is: ['pay: unmet'],
  },
  {
    given: 'ordinary reviewers alone',
    policy: paths(pay),
    approvers: ['bob', 'cleo'],
    is: ['pay: unmet'],
  },
  {
    given: 'nobody',
    policy: paths(pay),
    approvers: [],
    is: ['pay: unmet'],
  },
  {
    given: 'two entries with an owner each, whom only one assignment fits',
    policy: paths(book, pay),
    approvers: ['bob', 'dana', 'eve'],
    is: ['book: met by eve', 'pay: met by dana'],
  },
  {
    given: 'two entries and one owner of both: the first is filled first',
    policy: paths(book, pay),
    approvers: ['bob', 'cleo', 'dana'],
    is: ['book: met by dana', 'pay: unmet'],
  },
  {
    given: 'an entry that asks for two and gets one',
    policy: paths(`${book}, approvals: 2`),
    approvers: ['bob', 'dana'],
    is: ['book: unmet by dana'],
  },
  {
    given: 'an entry that asks for two and gets them',
    policy: paths(`${book}, approvals: 2`),
    approvers: ['bob', 'dana', 'eve'],
    is: ['book: met by dana, eve'],
  },
  {
    given: 'two ordinary approvals, which leave none for the entry',
    policy: `approvals: {required: 2}\n${paths(pay)}`,
    approvers: ['bob', 'dana'],
    is: ['pay: unmet'],
  },
  {
    given: 'an entry that is not separate, and its owner alone',
    policy: paths(`${pay}, separate: false`),
    approvers: ['dana'],
    is: ['pay: met by dana'],
  },
  {
    given: 'an entry that is not separate, and nobody of it',
    policy: paths(`${pay}, separate: false`),
    approvers: ['bob', 'cleo'],
    is: ['pay: unmet'],
  },
  {
    given: 'an entry that is not separate, before one that is',
    policy: paths(`${book}, separate: false`, pay),
    approvers: ['bob', 'dana', 'eve'],
    is: ['book: met by dana, eve', 'pay: met by dana'],
  },
  {
    given: 'an entry that is not separate and takes the ordinary reviewer, beside one that is',
    policy: paths('name: book, paths: ["src/**"], from: {users: [bob]}, separate: false', pay),
    approvers: ['bob', 'dana'],
    is: ['book: met by bob', 'pay: met by dana'],
  },
  {
    given: 'a login in another case',
    policy: paths('name: pay, paths: ["src/pay*"], from: {users: [DANA]}'),
    approvers: ['bob', 'Dana'],
    is: ['pay: met by Dana'],
  },
  {
    given: 'an entry whose paths are not touched',
    policy: paths(pay),
    approvers: ['bob'],
    paths: ['docs/pay.md'],
    is: [],
  },
])('$given: $is', ({ is, ...given }) => {
  expect(told(allotted(given))).toEqual(is)
})

test('who serves what does not depend on who approved first', () => {
  const served = (...approvers: readonly string[]) =>
    told(allotted({ policy: paths(book), approvers }))
  expect(served('eve', 'dana', 'bob')).toEqual(served('bob', 'dana', 'eve'))
})

test('joining accounts gives nobody the right of the other one', () => {
  const people = 'people: [{name: Cleo, accounts: [cleo, dana]}]'
  const given = { policy: `${people}\n${paths(pay)}`, approvers: ['bob', 'cleo'] }
  expect(told(allotted(given))).toEqual(['pay: unmet'])
})

const ofTeam = 'name: pay, paths: ["src/pay*"], from: {teams: [payments]}'
const ofTeams = 'name: pay, paths: ["src/pay*"], from: {users: [eve], teams: [payments, ledger]}'

test.for<Given & { given: string; is: readonly string[] }>([
  {
    given: 'a member of the team',
    policy: paths(ofTeam),
    approvers: ['bob', 'dana'],
    directory: { teams: { payments: team('cleo', 'dana') } },
    is: ['pay: met by dana'],
  },
  {
    given: 'nobody of the team',
    policy: paths(ofTeam),
    approvers: ['bob', 'cleo'],
    directory: { teams: { payments: team('dana') } },
    is: ['pay: unmet'],
  },
  {
    given: 'nobody of a team that is empty',
    policy: paths(ofTeam),
    approvers: ['bob', 'cleo'],
    directory: { teams: { payments: team() } },
    is: ['pay: unmet'],
  },
  {
    given: 'a team that cannot be read',
    policy: paths(ofTeam),
    approvers: ['bob', 'dana'],
    directory: { teams: { payments: down } },
    is: ['pay: unknown'],
  },
  {
    given: 'a team that nobody asked for',
    policy: paths(ofTeam),
    approvers: ['bob', 'dana'],
    is: ['pay: unknown'],
  },
  {
    given: 'a team that cannot be read and too few approvals to matter',
    policy: paths(ofTeam),
    approvers: ['bob'],
    directory: { teams: { payments: down } },
    is: ['pay: unmet'],
  },
  {
    given: 'a team that cannot be read beside a named owner',
    policy: paths(ofTeams),
    approvers: ['bob', 'eve'],
    directory: { teams: { payments: down, ledger: down } },
    is: ['pay: met by eve'],
  },
  {
    given: 'a team that cannot be read beside one with a member',
    policy: paths(ofTeams),
    approvers: ['bob', 'dana'],
    directory: { teams: { payments: down, ledger: team('dana') } },
    is: ['pay: met by dana'],
  },
  {
    given: 'a team that cannot be read beside one without',
    policy: paths(ofTeams),
    approvers: ['bob', 'dana'],
    directory: { teams: { payments: team(), ledger: down } },
    is: ['pay: unknown'],
  },
  {
    given: 'members of either team, one of whom is certain',
    policy: paths(`${ofTeams}, approvals: 2`),
    approvers: ['bob', 'dana', 'eve'],
    directory: { teams: { payments: team(), ledger: down } },
    is: ['pay: unknown by eve'],
  },
  {
    given: 'a team that cannot be read, before an entry that is certain',
    policy: paths('name: all, paths: ["src/**"], from: {teams: [ledger]}', pay),
    approvers: ['bob', 'cleo', 'dana'],
    directory: { teams: { ledger: down } },
    is: ['all: unknown', 'pay: met by dana'],
  },
  {
    given: 'a team that cannot be read, not separate',
    policy: paths(`${ofTeam}, separate: false`),
    approvers: ['bob'],
    directory: { teams: { payments: down } },
    is: ['pay: unknown'],
  },
])('$given: $is', ({ is, ...given }) => {
  expect(told(allotted(given))).toEqual(is)
})

test('a member is known by the id of the account, whatever the login became', () => {
  const renamed = known([{ ...actor('dana'), login: 'dana-renamed' }], 'test')
  const namesake = known([{ ...actor('cleo'), login: 'dana' }], 'test')
  const given = { policy: paths(ofTeam), approvers: ['bob', 'dana'] }
  expect(told(allotted({ ...given, directory: { teams: { payments: renamed } } }))).toEqual([
    'pay: met by dana',
  ])
  expect(told(allotted({ ...given, directory: { teams: { payments: namesake } } }))).toEqual([
    'pay: unmet',
  ])
})

const workflow = ['.github/workflows/ci.yml']

test.for<Given & { given: string; is: readonly string[] }>([
  {
    given: 'without owners, somebody who maintains the repository',
    policy: '',
    approvers: ['eve'],
    directory: { maintainers: maintainers({ eve: may }) },
    is: ['control-plane: met by eve'],
  },
  {
    given: 'without owners, somebody who does not',
    policy: '',
    approvers: ['bob'],
    directory: { maintainers: maintainers({ bob: mayNot }) },
    is: ['control-plane: unmet'],
  },
  {
    given: 'without owners, one of two who maintains it',
    policy: '',
    approvers: ['bob', 'eve'],
    directory: { maintainers: maintainers({ bob: down, eve: may }) },
    is: ['control-plane: met by eve'],
  },
  {
    given: 'without owners, a permission that cannot be read',
    policy: '',
    approvers: ['bob'],
    directory: { maintainers: maintainers({ bob: down }) },
    is: ['control-plane: unknown'],
  },
  {
    given: 'without owners, a permission that nobody asked for',
    policy: '',
    approvers: ['bob'],
    is: ['control-plane: unknown'],
  },
  {
    given: 'without owners, nobody at all',
    policy: '',
    approvers: [],
    is: ['control-plane: unmet'],
  },
  {
    given: 'an owner, who may be the ordinary reviewer',
    policy: 'control-plane: {owners: {users: [dana]}}',
    approvers: ['dana'],
    is: ['control-plane: met by dana'],
  },
  {
    given: 'a maintainer who is no owner',
    policy: 'control-plane: {owners: {users: [dana]}}',
    approvers: ['eve'],
    directory: { maintainers: maintainers({ eve: may }) },
    is: ['control-plane: unmet'],
  },
  {
    given: 'a member of the team of owners',
    policy: 'control-plane: {owners: {teams: [platform]}}',
    approvers: ['dana'],
    directory: { teams: { platform: team('dana') } },
    is: ['control-plane: met by dana'],
  },
  {
    given: 'a team of owners that cannot be read',
    policy: 'control-plane: {owners: {teams: [platform]}}',
    approvers: ['dana'],
    directory: { teams: { platform: down } },
    is: ['control-plane: unknown'],
  },
  {
    given: 'a separate owner who is the only reviewer',
    policy: 'control-plane: {owners: {users: [dana]}, separate: true}',
    approvers: ['dana'],
    is: ['control-plane: unmet'],
  },
  {
    given: 'a separate owner beside an ordinary reviewer',
    policy: 'control-plane: {owners: {users: [dana]}, separate: true}',
    approvers: ['bob', 'dana'],
    is: ['control-plane: met by dana'],
  },
  {
    given: 'a separate maintainer beside an ordinary reviewer',
    policy: 'control-plane: {separate: true}',
    approvers: ['bob', 'eve'],
    directory: { maintainers: maintainers({ bob: mayNot, eve: may }) },
    is: ['control-plane: met by eve'],
  },
  {
    given: 'an owner of a path whom a separate control plane asks for too',
    policy: `control-plane: {owners: {users: [dana]}, separate: true}\n${paths(
      'name: delivery, paths: [".github/**"], from: {users: [dana]}',
    )}`,
    approvers: ['bob', 'dana'],
    is: ['delivery: met by dana', 'control-plane: unmet'],
  },
  {
    given: 'an owner whom a path takes for itself if its team holds her',
    policy: `control-plane: {owners: {users: [dana]}, separate: true}\n${paths(
      'name: delivery, paths: [".github/**"], from: {teams: [ledger]}',
    )}`,
    approvers: ['bob', 'dana'],
    directory: { teams: { ledger: down } },
    is: ['delivery: unknown', 'control-plane: unmet by dana'],
  },
])('control plane: $given: $is', ({ is, ...given }) => {
  expect(told(allotted({ ...given, paths: workflow }))).toEqual(is)
})

test('no control plane is touched, no demand is raised', () => {
  expect(allotted({ policy: '', approvers: [] })).toEqual([])
})

test('a demand tells its files by both their names, and whom it asks', () => {
  const judged = caseOf(
    change(),
    `version: 1\n${paths(
      'name: src, paths: ["src/**"], approvals: 2, from: {users: [dana, eve], teams: [payments]}',
    )}\ncontrol-plane: {owners: {teams: [platform, sre]}}`,
  )
  const demands = allot(judged, [
    file('src/b.ts', { previous: 'src/a.ts', status: 'renamed' }),
    file('README.md'),
    file('src/action.yml'),
  ]).map(({ demand: { entitles: _entitles, restsOn: _restsOn, ...demand } }) => demand)
  expect(demands).toEqual([
    {
      rule: 'protected-paths',
      name: 'src',
      paths: ['src/b.ts', 'src/a.ts', 'src/action.yml'],
      count: 2,
      whom: 'dana, eve or team payments',
      owners: { users: ['dana', 'eve'], teams: ['payments'] },
      separate: true,
      isShared: false,
      isDoubtful: false,
    },
    {
      rule: 'control-plane',
      name: 'control-plane',
      paths: ['src/action.yml'],
      count: 1,
      whom: 'team platform or team sre',
      owners: { teams: ['platform', 'sre'] },
      separate: false,
      isShared: false,
      isDoubtful: false,
    },
  ])
})

test('without owners the control plane asks for whoever may administer it', () => {
  const [one] = allotted({ policy: '', approvers: [], paths: workflow })
  expect(one?.demand.whom).toBe('someone with admin or maintain permission')
})

const [payments, ledger] = [team('cleo'), down]

test.for<{ given: string; policy: string; touched: string; is: readonly Fact<unknown>[] }>([
  {
    given: 'the teams of a path',
    policy: paths(ofTeams),
    touched: 'src/pay.ts',
    is: [payments, ledger],
  },
  { given: 'nothing but names', policy: paths(pay), touched: 'src/pay.ts', is: [] },
  {
    given: 'the team of the owners',
    policy: 'control-plane: {owners: {teams: [ledger]}}',
    touched: 'action.yml',
    is: [ledger],
  },
  {
    given: 'a team that nobody asked for',
    policy: 'control-plane: {owners: {teams: [sre]}}',
    touched: 'action.yml',
    is: [unknown('nobody asked for the team sre', 'gate')],
  },
  { given: 'permissions, without owners', policy: '', touched: 'action.yml', is: [may, mayNot] },
])('a demand rests on $given', ({ policy, touched, is }) => {
  const directory = { teams: { payments, ledger }, maintainers: { 2: may, 3: mayNot } }
  const [one] = allotted({ policy, approvers: ['bob', 'cleo'], paths: [touched], directory })
  expect(one?.demand.restsOn).toEqual(is)
})

const asked = (policy: string, ...touched: readonly string[]) =>
  questionsOf(
    caseOf(change(), `version: 1\n${policy}`).policy,
    touched.map((path) => file(path)),
    policyPath,
    known(null, 'test'),
  )

test.for([
  { given: 'no demand', policy: '', touched: ['src/pay.ts'], teams: [], asks: false },
  {
    given: 'the team of a path that is touched, and of no other',
    policy: paths(ofTeam, 'name: doc, paths: ["docs/**"], from: {teams: [writers]}'),
    touched: ['src/pay.ts'],
    teams: ['payments'],
    asks: false,
  },
  {
    given: 'a path among others',
    policy: paths(ofTeam),
    touched: ['README.md', 'src/pay.ts'],
    teams: ['payments'],
    asks: false,
  },
  {
    given: 'a path with named owners alone',
    policy: paths(pay),
    touched: ['src/pay.ts'],
    teams: [],
    asks: false,
  },
  {
    given: 'a team that two demands name, once',
    policy: `control-plane: {owners: {teams: [platform, payments]}}\n${paths(ofTeam)}`,
    touched: ['src/pay.ts', 'action.yml'],
    teams: ['payments', 'platform'],
    asks: false,
  },
  {
    given: 'owners of a control plane that is not touched',
    policy: 'control-plane: {owners: {teams: [platform]}}',
    touched: ['src/pay.ts'],
    teams: [],
    asks: false,
  },
  {
    given: 'the control plane without owners',
    policy: '',
    touched: ['src/pay.ts', policyPath],
    teams: [],
    asks: true,
  },
  {
    given: 'the control plane with named owners',
    policy: 'control-plane: {owners: {users: [dana]}}',
    touched: [policyPath],
    teams: [],
    asks: false,
  },
])('$given: asks for teams $teams, for maintainers: $asks', ({ policy, touched, teams, asks }) => {
  expect(asked(policy, ...touched)).toEqual({ teams, asksMaintainers: asks })
})
