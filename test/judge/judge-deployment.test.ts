// A deployment is judged whole: every change of the range, the people who ship it, one word.
import { describe, expect, test } from 'vitest'
import type { Change } from '../../src/facts/change.ts'
import type { Deployment } from '../../src/facts/deployment.ts'
import { known, notAsked, unknown } from '../../src/facts/fact.ts'
import type { Facts } from '../../src/facts/facts.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { judge } from '../../src/judge/judge.ts'
import { ruleIds } from '../../src/policy/rule-ids.ts'
import {
  actor,
  attempt,
  commit,
  deployment,
  facts,
  file,
  merged,
  nobodyAsked,
  oid,
  policyText,
  push,
  range,
  review,
  short,
} from '../fixtures.ts'

const verdictOf = (
  told: Partial<Deployment> = {},
  changes: readonly Change[] = [merged()],
  more: Partial<Facts> = {},
) => judge(facts(changes, { deployment: deployment(told), directory, ...more }))

/** GitHub knows Dana. */
const directory = { ...nobodyAsked, accounts: { dana: known(actor('dana'), 'test') } }

const policy = (text: string): Partial<Deployment> => ({
  policyFile: policyText(`version: 1\n${text}`),
})

const down = unknown('GitHub is down', 'GET it', 'Wait.')
const unapproved = { reviews: known([], 'test') }
const controlPlane = { files: known([file('.github/workflows/ci.yml')], 'test') }
const numbered = (number: number, more: Partial<Change> = {}): Change => merged({ number }, more)

const find = ({ findings }: { findings: readonly Finding[] }, rule: string) =>
  findings.filter((one) => one.rule === rule)

/** "#7 enforce violated independent-approval", without those that are satisfied or do not apply. */
const told = (findings: readonly Finding[]): readonly string[] =>
  findings
    .filter(({ outcome }) => outcome === 'violated' || outcome === 'undetermined')
    .map(({ rule, outcome, enforcement, pull }) => `#${pull} ${enforcement} ${outcome} ${rule}`)

test('a reviewed change, started and released by others: pass, a finding a rule', () => {
  const verdict = verdictOf()
  expect(verdict.word).toBe('pass')
  expect(verdict.findings.map(({ rule, outcome }) => `${outcome} ${rule}`)).toEqual([
    'satisfied author-deploys',
    'satisfied author-releases',
    'satisfied self-release',
    'satisfied reviewed-range',
    'satisfied self-approval',
    'satisfied independent-approval',
    'satisfied fresh-approval',
    'satisfied eligible-approver',
    'satisfied attributable-commits',
    'satisfied complete-facts',
    'not-applicable bypasser-deploys',
    'not-applicable required-checks',
    'not-applicable self-dismissal',
    'not-applicable protected-paths',
    'not-applicable control-plane',
    'not-applicable sponsored-agents',
    'not-applicable break-glass',
    'satisfied approver-deploys',
    'not-applicable self-merge',
  ])
})

describe('under another policy than it was read for', () => {
  const checks = unknown('nobody asked', notAsked, 'Ask.')

  test('checks that nobody asked for are unknown, not missing; where none are named, none are needed', () => {
    const named = policy('required-checks: [{name: test, app: github-actions}]')
    expect(told(verdictOf({ ...named, checks }).findings)).toEqual([
      '#null enforce undetermined required-checks',
    ])
    const loosened = policy('rules: {required-checks: {enforcement: warn}}')
    expect(verdictOf({ checks }).word).toBe('pass')
    expect(verdictOf({ ...loosened, checks }).word).toBe('pass')
  })

  test('which branch holds the commit is unknown where the policy protects others', () => {
    const others = policy('deployment: {branches: [main, develop]}')
    const none = { branch: known(null, 'test') }
    expect(told(verdictOf(none).findings)).toContain('#null enforce violated reviewed-range')
    expect(told(verdictOf({ ...none, ...others }).findings)).toEqual([
      '#null enforce undetermined reviewed-range',
    ])
    expect(told(verdictOf(others).findings)).toEqual(['#null enforce undetermined reviewed-range'])
    const same = policy('deployment: {branches: [main]}')
    expect(verdictOf(same).word).toBe('pass')
  })

  test('a range that starts elsewhere is not the one that was read', () => {
    const elsewhere = { range: known(range({ from: oid('older') }), 'test') }
    const findings = find(verdictOf(elsewhere), 'reviewed-range')
    expect(findings.map(({ message }) => message)).toEqual([
      `What would be shipped is unknown: the policy asks about a range that starts at ${short('base')}, of which nothing was read.`,
    ])
  })

  test('a start that was not read up to is unknown', () => {
    const { pastDeployments } = deployment()
    if (!pastDeployments.known) throw new Error('it is known')
    const value = { ...pastDeployments.value, runs: {} }
    const findings = verdictOf({ pastDeployments: { ...pastDeployments, value } }).findings
    expect(told(findings)).toEqual(['#null enforce undetermined reviewed-range'])
  })
})

test('what is judged comes with its rosters and its policy', () => {
  const verdict = verdictOf()
  expect(verdict.judged).toHaveLength(1)
  expect(verdict.judged[0]?.change.pull.number).toBe(7)
  expect(verdict.deployment?.deployment).toEqual(deployment())
  expect(verdict.deployment?.policy).toMatchObject({ commit: null, problems: [] })
  expect(verdict.deployment?.roster.holdings.map(({ duty }) => duty)).toEqual([
    'deployer',
    'deployment-approver',
  ])
})

test.for<{
  given: string
  deploys: Partial<Deployment>
  changes: readonly Change[]
  word: string
  is: readonly string[]
}>([
  {
    given: 'the author deploys',
    deploys: { attempts: known([attempt('ada')], 'test') },
    changes: [numbered(7)],
    word: 'fail',
    is: ['#7 enforce violated author-deploys'],
  },
  {
    given: 'the approver deploys, which is only warned of',
    deploys: { attempts: known([attempt('bob')], 'test') },
    changes: [numbered(7)],
    word: 'pass',
    is: ['#7 warn violated approver-deploys'],
  },
  {
    given: 'the approver deploys, which the policy forbids here',
    deploys: {
      attempts: known([attempt('bob')], 'test'),
      ...policy('conflicts: {approver-deploys: {environments: [production]}}'),
    },
    changes: [numbered(7)],
    word: 'fail',
    is: ['#7 enforce violated approver-deploys'],
  },
  {
    given: 'the approver deploys, which the policy forbids elsewhere',
    deploys: {
      attempts: known([attempt('bob')], 'test'),
      ...policy('conflicts: {approver-deploys: {environments: [staging]}}'),
    },
    changes: [numbered(7)],
    word: 'pass',
    is: ['#7 warn violated approver-deploys'],
  },
  {
    given: 'one change of two that nobody approved',
    deploys: {},
    changes: [numbered(7), numbered(8, unapproved)],
    word: 'fail',
    is: ['#8 enforce violated independent-approval'],
  },
  {
    given: 'a commit without review of nobody known',
    deploys: {
      range: known(
        range({
          unreviewed: [
            {
              commit: commit('x1', 'base', null),
              pushes: [push('eve', 'base', 'x1')],
              why: 'came through no pull request',
            },
          ],
        }),
        'test',
      ),
    },
    changes: [numbered(7)],
    word: 'fail',
    is: [
      '#null enforce violated author-releases',
      '#null enforce violated reviewed-range',
      '#null enforce undetermined author-deploys',
      '#null enforce undetermined attributable-commits',
    ],
  },
  {
    given: 'unknown attempts',
    deploys: { attempts: down },
    changes: [numbered(7)],
    word: 'undetermined',
    is: [
      '#null enforce undetermined author-deploys',
      '#null enforce undetermined self-release',
      '#null warn undetermined approver-deploys',
    ],
  },
  {
    given: 'a change of which not everything is known',
    deploys: {},
    changes: [numbered(7, { dismissals: down }), numbered(8)],
    word: 'undetermined',
    is: ['#7 enforce undetermined self-dismissal', '#7 enforce undetermined complete-facts'],
  },
  {
    given: 'a rule of changes that is loosened here',
    deploys: policy('conflicts: {self-merge: {environments: [Production]}}'),
    changes: [numbered(7, { mergers: known([{ by: actor('ada'), how: 'merged' }], 'test') })],
    word: 'fail',
    is: ['#7 enforce violated self-merge'],
  },
  {
    given: 'an owner whom the policy joins with the deployer',
    deploys: policy('people: [{name: Ada, accounts: [ada, dana]}]'),
    changes: [numbered(7)],
    word: 'fail',
    is: ['#7 enforce violated author-deploys'],
  },
  {
    given: 'the author releases, where the release is the act of deploying',
    deploys: {
      ...policy('deployment: {deployer: release}'),
      releases: known([{ by: actor('ada'), state: 'approved' }], 'test'),
    },
    changes: [numbered(7)],
    word: 'fail',
    is: ['#7 enforce violated author-deploys', '#7 enforce violated author-releases'],
  },
])('$given: $word', ({ deploys, changes, word, is }) => {
  const verdict = verdictOf(deploys, changes)
  expect(verdict.word).toBe(word)
  expect(told(verdict.findings)).toEqual(is)
})

test('a deployer could be the author whose second account GitHub no longer knows', () => {
  const gone = { ...nobodyAsked, accounts: { 'ada-admin': known(null, 'test') } }
  const joining = (accounts: string) =>
    verdictOf(policy(`people: [{name: Ada, accounts: [${accounts}]}]`), [numbered(7)], {
      directory: gone,
    })
  const { word, findings } = joining('ada, ada-admin')
  expect(word).toBe('undetermined')
  const whole = findings.find(({ rule, pull }) => rule === 'complete-facts' && pull === null)
  expect(whole?.message).toContain('GitHub knows no ada-admin, whom the policy names')
  expect(joining(`ada, ada-admin#${actor('zoe').id}`).word).toBe('pass')
})

test('the policy at a change says nothing: the one of now judges it', () => {
  const lax = policyText('version: 1\nrules: {independent-approval: {enforcement: off}}')
  expect(verdictOf({}, [numbered(7, { ...unapproved, policyFile: lax })]).word).toBe('fail')
  expect(verdictOf({ policyFile: lax }, [numbered(7, unapproved)]).word).toBe('pass')
})

test('a change to the control plane is judged by the policy at the start of the range', () => {
  const lax = policyText('version: 1\ncontrol-plane: {owners: {users: [bob]}}')
  const strict = policyText('version: 1\ncontrol-plane: {owners: {users: [eve]}}')
  const changes = [numbered(7, controlPlane)]
  const weakened = verdictOf({ policyFile: lax, policyAtStart: strict }, changes)
  expect(told(weakened.findings)).toEqual(['#7 enforce violated control-plane'])
  expect(weakened.judged[0]?.policy.policy?.['control-plane'].owners?.users).toEqual(['eve'])
  expect(weakened.deployment?.policy.policy?.['control-plane'].owners?.users).toEqual(['bob'])
  const strengthened = verdictOf({ policyFile: strict, policyAtStart: lax }, changes)
  expect(strengthened.word).toBe('pass')
})

test('other changes are judged by the policy of now, whatever stood at the start', () => {
  const two = policyText('version: 1\napprovals: {required: 2}')
  expect(verdictOf({ policyAtStart: two }, [numbered(7)]).word).toBe('pass')
  expect(told(verdictOf({ policyFile: two }, [numbered(7)]).findings)).toEqual([
    '#7 enforce violated independent-approval',
  ])
})

test('the environment limits an entry of the policy at the start as well', () => {
  const here = (environment: string) =>
    verdictOf(
      {
        policyAtStart: policyText(
          `version: 1\ncontrol-plane: {owners: {users: [bob]}}\nconflicts: {self-approval: {enforcement: warn, environments: [${environment}]}}\nrules: {independent-approval: {enforcement: warn}}`,
        ),
      },
      [
        numbered(7, {
          ...controlPlane,
          reviews: known([review('ada'), review('bob')], 'test'),
        }),
      ],
    ).findings.find(({ rule }) => rule === 'self-approval')?.enforcement
  expect(here('production')).toBe('warn')
  expect(here('staging')).toBe('enforce')
})

test('a policy at the start that cannot be used stops a change to the control plane', () => {
  const broken = policyText('version: 2')
  const verdict = verdictOf({ policyAtStart: broken }, [numbered(7, controlPlane)])
  expect(told(verdict.findings)).toEqual(['#7 enforce undetermined complete-facts'])
  expect(verdictOf({ policyAtStart: broken }, [numbered(7)]).word).toBe('pass')
})

test('where its files are unknown, a change passes under neither policy', () => {
  expect(verdictOf({}, [numbered(7, { files: down })]).word).toBe('undetermined')
})

test('a policy that cannot be used: nothing is judged, and nothing passes', () => {
  const verdict = verdictOf({ policyFile: policyText('version: 2') })
  expect(verdict.word).toBe('undetermined')
  expect(verdict.judged).toEqual([])
  expect(verdict.deployment?.policy.policy).toBeNull()
  expect(verdict.deployment?.roster.holdings).toHaveLength(2)
  expect(verdict.findings).toHaveLength(ruleIds.length)
  expect(verdict.findings[0]).toMatchObject({
    rule: 'complete-facts',
    outcome: 'undetermined',
    enforcement: 'enforce',
    message:
      'The policy .github/separation-of-duties.yml cannot be used. Line 1: version must be the ' +
      'number 1, not 2.',
    pull: null,
  })
})

test('a policy that could not be read', () => {
  expect(verdictOf({ policyFile: down }).findings[0]).toMatchObject({
    rule: 'complete-facts',
    message: 'The policy .github/separation-of-duties.yml is unknown: GitHub is down.',
    remedy: 'Wait.',
  })
})

test('changes that could not be read: nothing is told that rests on them', () => {
  const verdict = verdictOf({}, [], { changes: down })
  expect(verdict.word).toBe('undetermined')
  expect(told(verdict.findings)).toEqual(['#null enforce undetermined complete-facts'])
})

test('nothing new is shipped by a rollback: pass', () => {
  const back = { range: known(range({ status: 'behind', count: 0 }), 'test') }
  expect(verdictOf(back, []).word).toBe('pass')
})

test('what is settled of a rule is told once for all changes', () => {
  const [approvals, ...others] = find(verdictOf({}, [numbered(7), numbered(8)]), 'self-approval')
  expect(others).toEqual([])
  expect(approvals).toEqual({
    rule: 'self-approval',
    outcome: 'satisfied',
    enforcement: 'enforce',
    message: 'So in 2 changes.',
    remedy: null,
    remedies: [],
    people: [],
    paths: [],
    commits: [],
    pull: null,
  })
})

test('what is settled of one change alone names it, with its people', () => {
  expect(find(verdictOf(), 'independent-approval')).toMatchObject([
    { pull: 7, people: ['bob'], message: expect.stringMatching(/^#7: /) },
  ])
})

test('what is settled of the whole keeps its own words beside the changes', () => {
  expect(find(verdictOf({}, [numbered(7), numbered(8)]), 'complete-facts')).toMatchObject([
    { pull: null, message: 'Every list is whole.', outcome: 'satisfied' },
  ])
})

test('where some changes satisfy a rule and others have nothing to do with it, those are counted', () => {
  const dismissed = {
    dismissals: known(
      [
        {
          by: actor('cleo'),
          at: '2026-03-01T11:30:00Z',
          review: null,
          was: 'CHANGES_REQUESTED' as const,
        },
      ],
      'test',
    ),
  }
  const changes = [numbered(7), numbered(8, dismissed), numbered(9)]
  expect(find(verdictOf({}, changes), 'self-dismissal')).toMatchObject([
    { outcome: 'satisfied', message: 'So in 1 change.', pull: null },
  ])
})

test('what is open is told change by change, and the settled rest as one', () => {
  const changes = [numbered(7), numbered(8, unapproved), numbered(9)]
  expect(
    find(verdictOf({}, changes), 'independent-approval').map(({ outcome, message }) => [
      outcome,
      message,
    ]),
  ).toEqual([
    ['violated', '#8: 0 of 1 required approvals.'],
    ['satisfied', 'So in 2 changes.'],
  ])
})

test('the findings of a judged change do not name it', () => {
  const { judged } = verdictOf({}, [numbered(8, unapproved)])
  expect(judged[0]?.findings.find(({ outcome }) => outcome === 'violated')?.message).toBe(
    '0 of 1 required approvals.',
  )
})

test('a rule about deployments that is switched off says so, and judges nothing', () => {
  const verdict = verdictOf({
    ...policy(
      'conflicts: {author-deploys: {enforcement: off}}\nrules: {attributable-commits: {enforcement: off}}',
    ),
    attempts: known([attempt('ada')], 'test'),
  })
  for (const rule of ['author-deploys', 'attributable-commits']) {
    expect(find(verdict, rule)).toMatchObject([
      { outcome: 'not-applicable', enforcement: 'off', message: 'Switched off by the policy.' },
    ])
  }
})
