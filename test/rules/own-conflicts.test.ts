// The organization's own conflicts: two duties by their names.
import { expect, test } from 'vitest'
import type { Change } from '../../src/facts/change.ts'
import type { Deployment } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { judge } from '../../src/judge/judge.ts'
import {
  actor,
  attempt,
  change,
  commit,
  deployment,
  dismissal,
  facts,
  file,
  merged,
  oid,
  pastReview,
  policyText,
  short,
} from '../fixtures.ts'

const keeping = (duties: string, more = '') =>
  policyText(`version: 1\nconflicts: {kept-apart: {duties: [${duties}]${more}}}`)

const found = (all: Facts) =>
  judge(all)
    .findings.filter(({ rule }) => rule === 'kept-apart')
    .map(({ outcome, message, people, pull, commits }) => ({
      ...{ outcome, message, people, pull },
      commits,
    }))

const merge = (duties: string, one: Change) =>
  found(facts([{ ...one, policyFile: keeping(duties) }]))
const ship = (
  duties: string,
  told: Partial<Deployment>,
  changes = [merged()],
  more: Partial<Facts> = {},
) =>
  found(
    facts(changes, { deployment: deployment({ policyFile: keeping(duties), ...told }), ...more }),
  )

const byBob = merged({}, { mergers: known([{ by: actor('bob'), how: 'merged' }], 'test') })
const c1 = short('c1')

test('one person holds both duties of a change: violated, with what they did', () => {
  expect(merge('approver, merger', byBob)).toEqual([
    {
      outcome: 'violated',
      message:
        `bob approved ${c1} and merged the pull request. The policy does not allow one person ` +
        'to be approver and merger.',
      people: ['bob'],
      pull: 7,
      commits: [oid('c1')],
    },
  ])
})

test('a claim that one of the duties rests on is told beside a deed about the same commit', () => {
  const past = { by: actor('ada'), after: oid('x1') }
  const told = { ...pastReview('ada', 'cleo'), bypasses: known([past], 'test') }
  const x1 = short('x1')
  expect(ship('committer, bypasser', told, [])).toMatchObject([
    {
      outcome: 'violated',
      message:
        `ada is named as author of ${x1} (unverified) and went past the rules of the branch ` +
        `with ${x1}. The policy does not allow one person to be committer and bypasser.`,
      people: ['ada'],
    },
  ])
})

test.for([
  {
    duties: 'approver, merger',
    one: merged(),
    is: 'satisfied',
    message: 'Nobody holds both duties. approver: bob; merger: cleo.',
  },
  {
    duties: 'approver, merger',
    one: change(),
    is: 'not-applicable',
    message: 'There is no merger.',
  },
  {
    duties: 'dismisser, approver',
    one: change(),
    is: 'not-applicable',
    message: 'There is no dismisser.',
  },
  {
    duties: 'author, merger',
    one: merged({}, { mergers: known([{ by: actor('ada'), how: 'merged' }], 'test') }),
    is: 'violated',
    message:
      'ada opened the pull request and merged the pull request. The policy does not allow one person to be author and merger.',
  },
  {
    duties: 'administrator, merger',
    one: merged({}, { mergers: known([{ by: actor('ada'), how: 'merged' }], 'test') }),
    is: 'not-applicable',
    message: 'There is no administrator.',
  },
])('$duties: $is', ({ duties, one, is, message }) => {
  expect(merge(duties, one)).toMatchObject([{ outcome: is, message }])
})

test('who changed the gate itself is its administrator', () => {
  const one = merged(
    {},
    {
      files: known([file('.github/workflows/ci.yml')], 'test'),
      mergers: known([{ by: actor('ada'), how: 'merged' }], 'test'),
    },
  )
  expect(merge('administrator, merger', one)).toMatchObject([
    { outcome: 'violated', people: ['ada'] },
  ])
})

const down = unknown('GitHub is down', 'test')

test.for<{ given: string; duties: string; more: Partial<Change> }>([
  { given: 'mergers', duties: 'approver, merger', more: { mergers: down } },
  { given: 'reviews', duties: 'approver, merger', more: { reviews: down } },
  { given: 'changes of the base', duties: 'approver, merger', more: { baseChanges: down } },
  { given: 'commits', duties: 'committer, merger', more: { commits: down } },
  { given: 'former heads', duties: 'contributor, merger', more: { formerHeads: down } },
  { given: 'pushes', duties: 'pusher, merger', more: { pushes: down } },
  { given: 'force-pushes', duties: 'pusher, merger', more: { forcePushes: down } },
  {
    given: 'pushers of some commits',
    duties: 'pusher, merger',
    more: { pushes: known([], 'test') },
  },
  { given: 'dismissals', duties: 'dismisser, merger', more: { dismissals: down } },
  { given: 'files', duties: 'administrator, merger', more: { files: down } },
  {
    given: 'the account of a merger',
    duties: 'approver, merger',
    more: { mergers: known([{ by: null, how: 'merged' }], 'test') },
  },
  {
    given: 'the account of an author',
    duties: 'contributor, merger',
    more: { commits: known([commit('c1', 'base', null)], 'test') },
  },
])('$duties while the $given are unknown: undetermined', ({ duties, more }) => {
  const [finding] = merge(duties, merged({}, more))
  expect(finding?.outcome).toBe('undetermined')
  expect(finding?.message).toMatch(/^Not known: who is .*#7\.$/)
})

test('a duty of the deployment and one of a change: told of the change', () => {
  expect(ship('merger, deployer', { attempts: known([attempt('cleo')], 'test') })).toMatchObject([
    {
      outcome: 'violated',
      message:
        '#7: cleo merged the pull request and started the run. The policy does not allow one person to be merger and deployer.',
      people: ['cleo'],
      pull: 7,
    },
  ])
})

test('two duties of the deployment: told once', () => {
  const told = ship('deployment-approver, deployer', {
    attempts: known([attempt('eve')], 'test'),
  })
  expect(told).toMatchObject([{ outcome: 'violated', people: ['eve'], pull: null }])
})

test('who pushed without review and approved a change: the change is told', () => {
  const told = ship('bypasser, approver', pastReview('bob', 'bob'))
  expect(told).toMatchObject([{ outcome: 'violated', people: ['bob'], pull: 7 }])
})

test('nobody holds both: satisfied, once for all changes', () => {
  expect(ship('merger, deployer', {}, [merged(), merged({ number: 8 })])).toEqual([
    {
      outcome: 'satisfied',
      message: 'Nobody holds both duties. merger: cleo; deployer: dana.',
      people: [],
      pull: null,
      commits: [],
    },
  ])
})

test.for<{ given: string; duties: string; told: Partial<Deployment>; changes?: Change[] }>([
  { given: 'deployers', duties: 'merger, deployer', told: { attempts: down } },
  {
    given: 'releases',
    duties: 'merger, deployment-approver',
    told: { releases: down },
  },
  { given: 'bypasses', duties: 'merger, bypasser', told: { bypasses: down } },
  { given: 'range', duties: 'merger, bypasser', told: { range: down } },
  {
    given: 'merger of a change',
    duties: 'merger, deployer',
    told: {},
    changes: [merged({}, { mergers: down })],
  },
])('$duties while the $given are unknown: undetermined', ({ duties, told, changes }) => {
  expect(ship(duties, told, changes ?? [merged()]).map(({ outcome }) => outcome)).toEqual([
    'undetermined',
  ])
})

test('changes that could not be read: undetermined', () => {
  expect(ship('merger, deployer', {}, [], { changes: down })).toMatchObject([
    {
      outcome: 'undetermined',
      message: 'What would be shipped is unknown: GitHub is down.',
    },
  ])
})

test('it is told after the built-in rules, and as firmly as the policy says', () => {
  const one = { ...byBob, policyFile: keeping('approver, merger', ', enforcement: warn') }
  const { word, findings } = judge(facts([one]))
  expect(word).toBe('pass')
  expect(findings.find(({ rule }) => rule === 'kept-apart')).toMatchObject({
    enforcement: 'warn',
    outcome: 'violated',
  })
})

test('a dismisser who is no contributor is judged by an own conflict alone', () => {
  const one = merged(
    {},
    {
      dismissals: known([dismissal('cleo')], 'test'),
    },
  )
  expect(merge('dismisser, merger', one)).toMatchObject([{ outcome: 'violated', people: ['cleo'] }])
})

const byRobot = merged(
  { author: actor('robot', 'Bot') },
  { mergers: known([{ by: actor('robot', 'Bot'), how: 'merged' }], 'test') },
)

test.for([
  { agents: '', outcome: 'violated' },
  { agents: '\nagents: [{account: robot, trusted: true}]', outcome: 'violated' },
  { agents: '\nagents: [{account: robot, trusted: [work, merge]}]', outcome: 'satisfied' },
])('an agent that opened and merged a change, "$agents": $outcome', ({ agents, outcome }) => {
  const policyFile = policyText(
    `version: 1\nconflicts: {kept-apart: {duties: [author, merger]}}${agents}`,
  )
  const told = found(facts([{ ...byRobot, policyFile }]))
  expect(told.map((one) => one.outcome)).toEqual([outcome])
})

test('an exception covers those who hold both, and nobody else', () => {
  const exception =
    'exceptions: [{rules: [kept-apart], people: [bob], reason: alone, granted-by: fay, until: 2026-12-31}]'
  const text = `version: 1\nconflicts: {kept-apart: {duties: [approver, merger]}}`
  const word = (more: string): string =>
    judge(facts([{ ...byBob, policyFile: policyText(`${text}\n${more}`) }])).word
  expect(word(exception)).toBe('pass-with-exception')
  expect(word(exception.replace('bob', 'ada'))).toBe('fail')
  const { findings } = judge(facts([{ ...byBob, policyFile: keeping('approver, merger') }]))
  expect(findings.find(({ rule }) => rule === 'kept-apart')?.remedy).toBe(
    'Add to `exceptions`: {rules: [kept-apart], people: [bob], reason: "...", granted-by: ..., until: "..."}.',
  )
})
