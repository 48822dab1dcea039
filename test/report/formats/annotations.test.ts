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
  const missing = finding('independent-approval', { outcome: 'violated', awaitsApproval: true })
  const merged = finding('self-merge', { outcome: 'violated' })
  expect(levels(annotated(missing))).toEqual(['notice'])
  expect(levels(annotated(missing, merged))).toEqual(['error', 'error'])
})

describe('what is unknown is one cause', () => {
  const unknown = { outcome: 'undetermined', remedy: 'Run the gate again.' } as const
  const gap = finding('complete-facts', { ...unknown, message: 'Not everything is known: x.' })
  const without = finding('fresh-approval', { ...unknown, message: 'Not all is known.' })
  const titles = (...findings: ReturnType<typeof finding>[]) =>
    annotated(...findings).map(({ title }) => title)

  test('a rule that does without it asks for nothing else', () => {
    expect(titles(without, gap)).toEqual(['complete-facts: undetermined'])
  })

  test.for([
    { about: 'another remedy', more: { remedy: 'Ask dana.' } },
    { about: 'another change', more: { pull: 8 } },
    { about: 'a violation', more: { outcome: 'violated' } },
  ] as const)('$about is told beside it', ({ more }) => {
    expect(titles({ ...without, ...more }, gap)).toHaveLength(2)
  })

  test('and nothing is left out where nothing is said of it elsewhere', () => {
    expect(titles(without)).toEqual(['fresh-approval: undetermined'])
    expect(titles(without, { ...gap, outcome: 'satisfied' })).toHaveLength(1)
  })
})

describe('too few approvals, and why, are one cause', () => {
  const count = finding('independent-approval', {
    outcome: 'violated',
    awaitsApproval: true,
    message: "0 of 1 required approvals. bob's approval does not count because bob pushed 4aadfff.",
    remedy: 'Ask a non-contributor to approve 4aadfff.',
  })
  const why = finding('self-approval', {
    outcome: 'violated',
    message: "bob's approval does not count because bob pushed 4aadfff.",
    remedy: 'Ask someone else to approve 4aadfff.',
  })
  const said = ({ level, title, message }: ReturnType<typeof annotations>[number]) =>
    `${level} ${title}: ${message}`
  const counted = count.message

  test.for([
    {
      given: 'the count and the reason are one, with what is to do about the reason',
      findings: [count, why],
      is: [
        `error independent-approval, self-approval: violated: ${counted} Ask someone else to approve 4aadfff.`,
      ],
    },
    {
      given: 'the order of the findings matters to the title alone',
      findings: [why, count],
      is: [
        `error self-approval, independent-approval: violated: ${counted} Ask someone else to approve 4aadfff.`,
      ],
    },
    {
      given: 'the count without a reason keeps its own remedy',
      findings: [count, finding('self-merge', { outcome: 'violated', message: 'bob merged it.' })],
      is: [
        `error independent-approval: violated: ${counted} ${count.remedy}`,
        'error self-merge: violated: bob merged it.',
      ],
    },
    {
      given: 'two reasons without a count are told one after the other, alike ones once',
      findings: [
        why,
        { ...why, rule: 'fresh-approval', message: 'cleo approved 633.' },
        { ...why, rule: 'eligible-approver' },
      ],
      is: [
        `error self-approval, fresh-approval, eligible-approver: violated: ${why.message} cleo approved 633. ${why.remedy}`,
      ],
    },
    {
      given: 'two changes are two causes',
      findings: [count, why, { ...count, pull: 8 }, { ...why, pull: 8 }],
      is: [
        `error independent-approval, self-approval: violated: ${counted} ${why.remedy}`,
        `error independent-approval, self-approval: violated: ${counted} ${why.remedy}`,
      ],
    },
    {
      given: 'what only warns beside it is told with it, at the higher level',
      findings: [{ ...count, enforcement: 'warn' as const }, why],
      is: [`error self-approval, independent-approval: violated: ${counted} ${why.remedy}`],
    },
    {
      given: 'a rule that is off is not named',
      findings: [count, { ...why, enforcement: 'off' as const }],
      is: [`notice independent-approval: violated: ${counted} ${count.remedy}`],
    },
    {
      given: 'what is excepted or undetermined is no violation, and is told by itself',
      findings: [
        count,
        { ...why, outcome: 'undetermined' as const },
        { ...why, rule: 'fresh-approval', outcome: 'excepted' as const },
      ],
      is: [
        `error independent-approval: violated: ${counted} ${count.remedy}`,
        `error self-approval: undetermined: ${why.message} ${why.remedy}`,
        `warning fresh-approval: excepted: ${why.message} ${why.remedy}`,
      ],
    },
    {
      given: 'a protected path without its owner is another cause',
      findings: [
        count,
        why,
        finding('protected-paths', { outcome: 'violated', message: 'src/pay.ts has none.' }),
      ],
      is: [
        `error independent-approval, self-approval: violated: ${counted} ${why.remedy}`,
        'error protected-paths: violated: src/pay.ts has none.',
      ],
    },
  ])('$given', ({ findings, is }) => {
    expect(annotated(...findings).map(said)).toEqual(is)
  })
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
    expect(findings).toEqual(
      selfApproval.findings.map(({ remedy, remedies, pull, ...rest }) => rest),
    )
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

describe('an advisory gate', () => {
  const violated = finding('self-merge', { outcome: 'violated', message: 'Ada merged it.' })
  const told = (word: 'fail' | 'pass', ...findings: ReturnType<typeof finding>[]) =>
    annotations(verdict(word, judged({ findings })), 'advisory')

  test('warns of what it would stop, and says that it does not', () => {
    const [one, ...others] = told('fail', violated)
    expect(others).toEqual([])
    expect(one).toMatchObject({
      level: 'warning',
      message: expect.stringMatching(/^Advisory: this would be stopped\. Ada merged it\./),
    })
  })

  test('says nothing of it where nothing would be stopped', () => {
    const excepted = finding('self-merge', { outcome: 'excepted', message: 'Ada merged it.' })
    expect(told('pass', excepted).map(({ message }) => message)).toEqual(
      annotated(excepted).map(({ message }) => message),
    )
  })
})
