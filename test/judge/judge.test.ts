// Folds the rules into a verdict: the worst stands, and doubt never passes.
import { expect, test } from 'vitest'
import { nothingHelps } from '../../src/duties/roster.ts'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown, valueOr } from '../../src/facts/fact.ts'
import type { Facts } from '../../src/facts/facts.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { judge } from '../../src/judge/judge.ts'
import { changeRuleIds } from '../../src/policy/rule-ids.ts'
import {
  actor,
  change,
  commit,
  facts,
  file,
  nobodyAsked,
  oid,
  policyText,
  push,
  review,
  short,
} from '../fixtures.ts'

const policyPath = '.github/separation-of-duties.yml'

const under = (policy: string, more: Partial<Change> = {}): Change =>
  change({ policyFile: policyText(`version: 1\n${policy}`), ...more })

const unapproved = { reviews: known([], 'test') }
const byItsPusher = { pushes: known([push('bob', null, 'c1')], 'test') }
const filesUnknown = { files: unknown('GitHub is down', 'GET files', 'Wait.') }

const find = ({ findings }: { findings: readonly Finding[] }, rule: string): Finding | undefined =>
  findings.find((one) => one.rule === rule)

/** "violated independent-approval", without those that are satisfied or do not apply. */
const told = (findings: readonly Finding[]): readonly string[] =>
  findings
    .filter(({ outcome }) => outcome === 'violated' || outcome === 'undetermined')
    .map(({ rule, outcome, enforcement, pull }) => `#${pull} ${enforcement} ${outcome} ${rule}`)

test.for<{ given: string; one: Change; word: string; is: readonly string[] }>([
  { given: 'an approved change', one: change(), word: 'pass', is: [] },
  {
    given: 'a change that nobody approved',
    one: change(unapproved),
    word: 'fail',
    is: ['#7 enforce violated independent-approval'],
  },
  {
    given: 'a change that its pusher approved',
    one: change(byItsPusher),
    word: 'fail',
    is: ['#7 enforce violated self-approval', '#7 enforce violated independent-approval'],
  },
  {
    given: 'a change of which not everything is known',
    one: change(filesUnknown),
    word: 'undetermined',
    is: ['#7 enforce undetermined control-plane', '#7 enforce undetermined complete-facts'],
  },
  {
    given: 'a violation beside something unknown',
    one: change({ ...unapproved, ...filesUnknown }),
    word: 'fail',
    is: [
      '#7 enforce violated independent-approval',
      '#7 enforce undetermined control-plane',
      '#7 enforce undetermined complete-facts',
    ],
  },
  {
    given: 'a violation that is only warned of',
    one: under('rules: {independent-approval: {enforcement: warn}}', unapproved),
    word: 'pass',
    is: ['#7 warn violated independent-approval'],
  },
  {
    given: 'a conflict that is only warned of, beside a rule that is enforced',
    one: under('conflicts: {self-approval: {enforcement: warn}}', byItsPusher),
    word: 'fail',
    is: ['#7 enforce violated independent-approval', '#7 warn violated self-approval'],
  },
  {
    given: 'a warning of something violated, behind an enforced rule in doubt',
    one: under('rules: {independent-approval: {enforcement: warn}}', {
      ...unapproved,
      ...filesUnknown,
    }),
    word: 'undetermined',
    is: [
      '#7 enforce undetermined control-plane',
      '#7 enforce undetermined complete-facts',
      '#7 warn violated independent-approval',
    ],
  },
  {
    given: 'a rule in doubt that is only warned of',
    one: under('rules: {attributable-commits: {enforcement: warn}}', {
      pull: { ...change().pull, author: null },
    }),
    word: 'pass',
    is: ['#7 warn undetermined attributable-commits'],
  },
])('$given: $word', ({ one, word, is }) => {
  const verdict = judge(facts([one]))
  expect(verdict.word).toBe(word)
  expect(told(verdict.findings)).toEqual(is)
})

test('each rule answers once, the satisfied before those that do not apply', () => {
  expect(
    judge(facts([change()])).findings.map(({ rule, outcome }) => `${outcome} ${rule}`),
  ).toEqual([
    'satisfied self-approval',
    'satisfied independent-approval',
    'satisfied fresh-approval',
    'satisfied eligible-approver',
    'satisfied attributable-commits',
    'satisfied complete-facts',
    'not-applicable self-dismissal',
    'not-applicable protected-paths',
    'not-applicable control-plane',
    'not-applicable sponsored-agents',
    'not-applicable break-glass',
    'not-applicable self-merge',
  ])
})

test('the worst comes first: enforced before warned of, and then by outcome', () => {
  const one = under(
    'rules: {attributable-commits: {enforcement: warn}}\nconflicts: {self-dismissal: ' +
      '{enforcement: off}}',
    { ...byItsPusher, ...filesUnknown, commits: known([commit('c1', 'base', null)], 'test') },
  )
  expect(judge(facts([one])).findings.map(({ rule, outcome }) => `${outcome} ${rule}`)).toEqual([
    'violated self-approval',
    'violated independent-approval',
    'undetermined control-plane',
    'undetermined complete-facts',
    'satisfied fresh-approval',
    'satisfied eligible-approver',
    'not-applicable protected-paths',
    'not-applicable sponsored-agents',
    'not-applicable break-glass',
    'undetermined attributable-commits',
    'not-applicable self-dismissal',
    'not-applicable self-merge',
  ])
})

test('a finding holds all that the rule says, with its enforcement and pull request', () => {
  const verdict = judge(
    facts([change({ reviews: known([review('bob', { commit: oid('c0') })], 'test') })]),
  )
  expect(find(verdict, 'fresh-approval')).toEqual({
    rule: 'fresh-approval',
    outcome: 'violated',
    enforcement: 'enforce',
    message:
      `bob's approval is outdated: it is for ${short('c0')}, the latest commit ` +
      `is ${short('c1')}.`,
    remedy: 'Ask bob for a new review.',
    remedies: [
      {
        kind: 'approve',
        who: {
          ...{ users: ['bob'], teams: [], right: 'write' },
          ...{ but: ['ada'], count: 1, being: 'reviewer' },
        },
        what: { pull: 7, head: oid('c1') },
      },
    ],
    people: ['bob'],
    paths: [],
    commits: [oid('c0')],
    pull: 7,
  })
})

test('what a rule leaves out is empty, and nothing is to be done', () => {
  expect(find(judge(facts([change()])), 'self-approval')).toEqual({
    rule: 'self-approval',
    outcome: 'satisfied',
    enforcement: 'enforce',
    message: 'No contributor approved the change.',
    remedy: null,
    remedies: [],
    people: [],
    paths: [],
    commits: [],
    pull: 7,
  })
})

test('people, paths and commits are named once', () => {
  const verdict = judge(
    facts([
      under(
        'protected-paths: [{name: pay, paths: ["src/**"], approvals: 2, from: {users: [dana, eve]}}]',
        {
          files: known([file('src/pay.ts'), file('src/pay.ts')], 'test'),
          reviews: known(
            [review('bob', { commit: oid('c0') }), review('dana', { commit: oid('c0') })],
            'test',
          ),
        },
      ),
    ]),
  )
  expect(find(verdict, 'fresh-approval')).toMatchObject({
    people: ['bob', 'dana'],
    commits: [oid('c0')],
  })
  expect(find(verdict, 'protected-paths')?.paths).toEqual(['src/pay.ts'])
})

test('a person who serves two demands is named once', () => {
  const twice = ['src/**', '*.ts'].map(
    (path) => `{name: "${path}", paths: ["${path}"], from: {users: [dana]}, separate: false}`,
  )
  const one = under(`protected-paths: [${twice.join(', ')}]`, {
    reviews: known([review('dana')], 'test'),
  })
  expect(find(judge(facts([one])), 'protected-paths')).toMatchObject({
    outcome: 'satisfied',
    people: ['dana'],
  })
})

test('a rule that is switched off does not judge, and says so', () => {
  const off =
    'conflicts: {self-approval: {enforcement: off}}\nrules: {independent-approval: ' +
    '{enforcement: off}}'
  const verdict = judge(facts([under(off, byItsPusher)]))
  expect(verdict.word).toBe('pass')
  for (const rule of ['self-approval', 'independent-approval']) {
    expect(find(verdict, rule)).toMatchObject({
      outcome: 'not-applicable',
      enforcement: 'off',
      message: 'Switched off by the policy.',
    })
  }
})

test('the policy joins accounts in every duty', () => {
  const joined = 'people: [{name: Ada, accounts: [ada, bob]}]'
  expect(judge(facts([under(joined)])).word).toBe('fail')
})

test('the policy demands more than one approval', () => {
  expect(judge(facts([under('approvals: {required: 2}')])).word).toBe('fail')
})

test('the directory tells who may maintain the repository', () => {
  const one = change({ files: known([file('action.yml')], 'test') })
  const word = (maintainers: Facts['directory']['maintainers']): string =>
    judge(facts([one], { directory: { ...nobodyAsked, maintainers } })).word
  expect(word({ 2: known(true, 'test') })).toBe('pass')
  expect(word({ 2: known(false, 'test') })).toBe('fail')
  expect(word({})).toBe('undetermined')
})

test('the policy lives where the facts say', () => {
  const one = change({ files: known([file('config/gate.yml')], 'test') })
  expect(judge(facts([one])).word).toBe('pass')
  expect(judge(facts([one], { policyPath: 'config/gate.yml' })).word).toBe('undetermined')
})

test('a judged change comes with its roster, its approvals and its policy', () => {
  const one = under('approvals: {required: 1}')
  const [judged] = judge(facts([one])).judged
  expect(judged?.change).toBe(one)
  expect(judged?.roster.holdings).toHaveLength(4)
  expect(judged?.approvals.counted).toHaveLength(1)
  const blob = valueOr(one.policyFile, null)?.blob ?? expect.unreachable()
  expect(judged?.policy).toMatchObject({ path: policyPath, blob })
  expect(judged?.findings.map(({ rule }) => rule)).toEqual(changeRuleIds)
})

const numbered = (number: number, one: Change): Change => ({
  ...one,
  pull: { ...one.pull, number },
})

test('of several changes the worst stands, and findings are told rule by rule', () => {
  const verdict = judge(
    facts([
      numbered(9, change(unapproved)),
      numbered(8, change(filesUnknown)),
      numbered(7, change(unapproved)),
    ]),
  )
  expect(verdict.word).toBe('fail')
  expect(verdict.judged).toHaveLength(3)
  expect(told(verdict.findings)).toEqual([
    '#7 enforce violated independent-approval',
    '#9 enforce violated independent-approval',
    '#8 enforce undetermined control-plane',
    '#8 enforce undetermined complete-facts',
  ])
})

test('pull requests are told by their number, however they are listed', () => {
  const both = (...numbers: readonly number[]): readonly (number | null)[] =>
    judge(facts(numbers.map((number) => numbered(number, change(unapproved)))))
      .findings.filter(({ outcome }) => outcome === 'violated')
      .map(({ pull }) => pull)
  expect(both(7, 9)).toEqual([7, 9])
  expect(both(9, 7)).toEqual([7, 9])
})

test('of several changes every sentence says which one it is about, and one alone does not', () => {
  const none = numbered(8, change(unapproved))
  const { findings, judged } = judge(facts([numbered(7, change()), none]))
  expect(findings[0]?.message).toBe('#8: 0 of 1 required approvals.')
  expect(findings.filter(({ message, pull }) => !message.startsWith(`#${pull}: `))).toEqual([])
  expect(judged[1]?.findings[1]?.message).toBe('#8: 0 of 1 required approvals.')
  expect(judge(facts([none])).findings[0]?.message).toBe('0 of 1 required approvals.')
})

test('each change is judged by the policy at its own base', () => {
  const verdict = judge(
    facts([
      numbered(7, under('rules: {independent-approval: {enforcement: off}}', unapproved)),
      numbered(8, under('approvals: {required: 2}')),
    ]),
  )
  expect(told(verdict.findings)).toEqual(['#8 enforce violated independent-approval'])
})

test('no change at all is nothing known', () => {
  expect(judge(facts([]))).toEqual({
    word: 'undetermined',
    judged: [],
    deployment: null,
    findings: [],
    uses: [],
    breakGlassRequests: [],
  })
})

test('changes that could not be read: undetermined, with the reason', () => {
  const changes = unknown('GitHub is down', 'GraphQL Change', 'Wait.')
  expect(judge(facts([], { changes }))).toEqual({
    word: 'undetermined',
    judged: [],
    deployment: null,
    findings: [
      {
        rule: 'complete-facts',
        outcome: 'undetermined',
        enforcement: 'enforce',
        message: 'Nothing could be judged: GitHub is down.',
        remedy: 'Wait.',
        remedies: [nothingHelps('Wait.')],
        people: [],
        paths: [],
        commits: [],
        pull: null,
      },
    ],
    uses: [],
    breakGlassRequests: [],
  })
})

test('an unusable policy: nothing is judged, and nothing passes', () => {
  const broken = policyText(
    'version: 2\nprotected-paths: [{name: x, paths: [src/**], from: {users: [Dana Scully]}}]',
  )
  const verdict = judge(facts([change({ policyFile: broken })]))
  expect(verdict.word).toBe('undetermined')
  expect(verdict.findings).toHaveLength(changeRuleIds.length)
  expect(verdict.findings[0]).toMatchObject({
    rule: 'complete-facts',
    outcome: 'undetermined',
    enforcement: 'enforce',
    message:
      `The policy ${policyPath} cannot be used. Line 1: version must be the number 1, not 2. ` +
      'And 1 more.',
    remedy: 'Correct it on the base branch: until then nothing passes.',
    pull: 7,
  })
  for (const { outcome, message, remedy } of verdict.findings.slice(1)) {
    expect({ outcome, message, remedy }).toEqual({
      outcome: 'not-applicable',
      message: 'Not judged without a policy.',
      remedy: null,
    })
  }
  expect(verdict.judged[0]?.policy.policy).toBeNull()
})

test('an unusable policy tells its errors, and leaves out its warnings', () => {
  const both = policyText(
    'version: 1\nversion: 1\nprotected-paths: [{name: x, paths: [src/**, "!src/docs/**"], ' +
      'from: {users: [dana]}}]',
  )
  const reading = judge(facts([change({ policyFile: both })]))
  expect(reading.judged[0]?.policy.problems.map(({ severity }) => severity)).toEqual([
    'error',
    'warning',
  ])
  expect(find(reading, 'complete-facts')?.message).not.toMatch(/takes nothing out/)
})

test('of many errors the first is told, and the rest are counted', () => {
  const broken = (count: number) =>
    policyText(['version: 1', ...Array.from({ length: count }, (_, n) => `x${n}: 1`)].join('\n'))
  const message = (count: number): string | undefined =>
    find(judge(facts([change({ policyFile: broken(count) })])), 'complete-facts')?.message
  expect(message(1)).toMatch(/ Line 2: [^.]*\.$/)
  expect(message(7)).toMatch(/ Line 2: [^.]*\. And 6 more\.$/)
})

test('a policy that could not be read: undetermined, with the reason', () => {
  const policyFile = unknown('GitHub is down', 'GraphQL Policy', 'Wait.')
  const verdict = judge(facts([change({ policyFile })]))
  expect(verdict.word).toBe('undetermined')
  expect(find(verdict, 'complete-facts')).toMatchObject({
    outcome: 'undetermined',
    message: `The policy ${policyPath} is unknown: GitHub is down.`,
    remedy: 'Wait.',
  })
})

test('an unusable policy of one change does not hide the violation of another', () => {
  const verdict = judge(
    facts([
      numbered(7, change({ policyFile: policyText('version: 2') })),
      numbered(8, change(unapproved)),
    ]),
  )
  expect(verdict.word).toBe('fail')
})

test('bots and people without the right to push are no reviewers, whatever else is so', () => {
  const bot = { ...actor('bob'), kind: 'Bot' as const }
  expect(
    judge(facts([change({ reviews: known([review('bob', { by: bot })], 'test') })])).word,
  ).toBe('fail')
})
