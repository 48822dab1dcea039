import { describe, expect, test } from 'vitest'
import { known } from '../../../src/facts/fact.ts'
import { annotations, findingsOutput } from '../../../src/report/formats/annotations.ts'
import { bytes } from '../../../src/report/formats/escape.ts'
import { terminal } from '../../../src/report/formats/terminal.ts'
import { hostile, selfApproval } from '../cases.ts'
import { isCommand, unseen } from '../hostility.ts'
import { base, change, finding, judged, oid, reading, verdict } from '../verdicts.ts'

const annotated = (...findings: ReturnType<typeof finding>[]) =>
  annotations(verdict('fail', judged({ findings })))

const levels = (many: ReturnType<typeof annotations>) => many.map(({ level }) => level)

describe('the level of a finding', () => {
  test.for([
    ['violated', 'enforce', ['error']],
    ['undetermined', 'enforce', ['error']],
    ['excepted', 'enforce', ['warning']],
    ['violated', 'warn', ['warning']],
    ['undetermined', 'warn', ['warning']],
    ['excepted', 'warn', ['notice']],
    ['violated', 'off', []],
    ['undetermined', 'off', []],
    ['satisfied', 'enforce', []],
    ['not-applicable', 'enforce', []],
  ] as const)('%s, %s', ([outcome, enforcement, expected]) => {
    expect(levels(annotated(finding('self-merge', { outcome, enforcement })))).toEqual(expected)
  })
})

test('names rule, outcome, remedy and the first path', () => {
  const violated = finding('self-merge', {
    outcome: 'violated',
    message: 'Nobody for payments.',
    remedy: 'Ask dana.',
    paths: ['src/pay.ts', 'src/fee.ts'],
  })
  expect(annotated(violated)).toEqual([
    {
      level: 'error',
      title: 'self-merge: violated',
      message: 'Nobody for payments. Ask dana.',
      file: 'src/pay.ts',
      line: 1,
    },
  ])
})

test('an approval that is not given yet is a notice, beside a violation an error', () => {
  const missing = finding('independent-approval', { outcome: 'violated' })
  const merged = finding('self-merge', { outcome: 'violated' })
  expect(levels(annotated(missing))).toEqual(['notice'])
  expect(levels(annotated(missing, merged))).toEqual(['error', 'error'])
})

describe('problems of files', () => {
  const problem = { severity: 'error', line: 3, column: 5, message: 'unknown key' } as const
  const owners = {
    file: {
      path: '.github/CODEOWNERS',
      commit: base,
      blob: oid('b10b'),
      text: '',
      byteSize: 0,
      flaw: null,
    },
    errors: [{ line: 2, message: 'Unknown owner' }],
  }
  const broken = judged({
    change: change({}, { codeowners: known(owners, 'GraphQL') }),
    policy: reading({ policy: null, problems: [problem, { ...problem, severity: 'warning' }] }),
    findings: [finding('complete-facts', { outcome: 'undetermined' })],
  })

  test('stand at their line, those of the policy before the findings that follow from them', () => {
    expect(annotations(verdict('undetermined', broken))).toMatchObject([
      {
        level: 'error',
        title: 'policy: error',
        file: '.github/separation-of-duties.yml',
        line: 3,
        column: 5,
      },
      { level: 'error', title: 'complete-facts: undetermined' },
      { level: 'warning', title: 'policy: warning', line: 3, column: 5 },
      {
        level: 'warning',
        title: 'CODEOWNERS: warning',
        file: '.github/CODEOWNERS',
        line: 2,
        message: 'GitHub skips this line, so an owner may never be asked: Unknown owner',
      },
    ])
  })

  test('have no column where GitHub names none', () => {
    expect(annotations(verdict('undetermined', broken)).at(-1)).not.toHaveProperty('column')
    expect(terminal(verdict('undetermined', broken))).toContain(
      '.github/CODEOWNERS:2: warning: GitHub',
    )
  })

  test('appear once for all the changes that share the file', () => {
    const titles = annotations(verdict('undetermined', broken, broken)).map(({ title }) => title)
    expect(titles.filter((title) => title.startsWith('policy'))).toHaveLength(2)
  })
})

describe('bounds', () => {
  const many = (count: number) =>
    annotated(
      ...Array.from({ length: count }, (_, n) => finding(`rule-${n}`, { outcome: 'violated' })),
    )

  test('ten of a level are ten', () => {
    expect(many(10).at(-1)?.title).toBe('rule-9: violated')
  })

  test('of more the tenth counts those that are not shown', () => {
    const shown = many(25)
    expect(shown).toHaveLength(10)
    expect(shown.at(-2)?.title).toBe('rule-8: violated')
    expect(shown.at(-1)).toEqual({
      level: 'error',
      title: '16 more',
      message: '16 more of this level are not shown here: the job summary holds them.',
    })
  })

  test('no text is longer than a runner keeps, or holds what no eye sees', () => {
    const long = `\u202e\n${'😀'.repeat(5_000)}`
    const [annotation] = annotated(
      finding(long, { outcome: 'violated', message: long, remedy: long, paths: [long] }),
    )
    expect(bytes(annotation?.message ?? '')).toBeLessThanOrEqual(4096)
    expect(annotation?.message).toMatch(/^\\u202e\\n😀+…$/u)
    expect(bytes(annotation?.title ?? '')).toBeLessThanOrEqual(255)
    expect(annotation?.file).toMatch(/^\\u202e\\n/)
  })
})

describe('the output `findings`', () => {
  test('holds every finding with exactly the keys of the contract', () => {
    const findings = JSON.parse(findingsOutput(selfApproval))
    expect(findings).toEqual(selfApproval.findings.map(({ remedy, pull, ...rest }) => rest))
    expect(Object.keys(findings[0])).toEqual([
      'rule',
      'outcome',
      'enforcement',
      'message',
      'people',
      'paths',
      'commits',
    ])
  })

  test('can be echoed into a log', () => {
    const printed = findingsOutput(hostile)
    expect(isCommand(printed)).toBe(false)
    expect(printed).not.toMatch(unseen)
    expect(JSON.parse(printed)).toHaveLength(3)
  })
})
