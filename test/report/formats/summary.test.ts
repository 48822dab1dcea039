import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytes } from '../../../src/report/formats/escape.ts'
import { summary } from '../../../src/report/formats/summary.ts'
import { terminal } from '../../../src/report/formats/terminal.ts'
import { oneDemanded } from '../../fixtures.ts'
import { hostile, selfApproval } from '../cases.ts'
import { ownTags } from '../hostility.ts'
import { approval, change, fact, finding, holding, judged, reading, verdict } from '../verdicts.ts'

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

const paths = times(3_000, (index) => `src/${'deep/'.repeat(40)}${index}.ts`)

/** 500 people with many duties each, and a demand on 3,000 paths. */
const crowd = judged({
  roster: {
    holdings: times(500, (index) =>
      holding(
        `contributor-${index}`,
        'committer',
        times(4, (nth) => fact(`${nth}: ${'|'.repeat(900)}`)),
      ),
    ),
    unattributed: [],
    unpushed: [],
  },
  approvals: {
    demanded: oneDemanded,
    counted: times(50, (index) => approval(`reviewer-${index}`)),
    setAside: [],
  },
  findings: [
    finding('protected-paths', {
      outcome: 'violated',
      message: `Nobody approved ${paths.join(', ')}.`,
      remedy: 'Ask dana.',
      people: ['contributor-499'],
      paths,
    }),
    finding('complete-facts'),
  ],
})

describe('a verdict too large to print', () => {
  const print = () => summary(verdict('fail', crowd))

  test('stays below what GitHub takes', () => {
    expect(bytes(print())).toBeLessThan(1024 * 1024)
  })

  test('says how many people are left out, and where they are', () => {
    const printed = print()
    const rows = printed.match(/^\| contributor-/gm)?.length ?? 0
    expect(rows).toBeGreaterThan(10)
    expect(printed).toContain(
      `\n${500 - rows} more people: left out here, the record holds everything.\n`,
    )
  })

  test('shows those whom the finding names, and every rule', () => {
    const printed = print()
    expect(printed).toContain('| contributor-499 |')
    expect(printed).toContain('❌ violated')
    expect(printed).toContain('and 2995 more paths')
    expect(printed).toContain('<code>complete-facts</code>')
  })

  test('of many changes keeps the worst, and says how much is left out', () => {
    const fine = times(400, (number) =>
      judged({ change: change({ number: number + 100 }), findings: crowd.findings.slice(1) }),
    )
    const shortened = summary(verdict('fail', ...fine, crowd), { limit: 200_000 })
    expect(bytes(shortened)).toBeLessThanOrEqual(200_000)
    expect(shortened.indexOf('### #7 ')).toBeLessThan(shortened.indexOf('### #100 '))
    expect(shortened).toMatch(/\n\d+ more parts: left out here, the record holds everything.\n$/)
  })

  test('never exceeds its bound, whatever that is', () => {
    const everything = verdict('fail', ...hostile.judged, ...selfApproval.judged)
    const whole = bytes(summary(everything))
    fc.assert(
      fc.property(fc.nat(whole + 100), (limit) => {
        const shortened = summary(everything, { limit })
        expect(bytes(shortened)).toBeLessThanOrEqual(limit)
        const isWhole = limit >= whole
        expect(shortened === summary(everything)).toBe(isWhole)
        if (!isWhole && limit > 2_000) expect(shortened).toContain('the record holds everything')
      }),
    )
  })
})

describe('what comes first', () => {
  const lines = () => summary(selfApproval).split('\n')

  test('the verdict, what it means, and the head', () => {
    expect(lines()[0]).toBe(
      "## ❌ fail: amy's approval does not count: amy authored c000000 and 10 more. Judged: #6222 at 4aadfff.",
    )
  })

  test('what to do, once for both rules that ask for it', () => {
    expect(lines().slice(2, 6)).toEqual([
      '### What to do now',
      '',
      '- **self-approval and independent-approval**: Ask a non-contributor to approve 6331000.',
      '',
    ])
  })

  test('the change that stopped it, where several are judged', () => {
    const both = verdict('fail', judged(), ...selfApproval.judged)
    const printed = summary(both)
    expect(printed).toContain('**self-approval and independent-approval of #6222**')
    expect(printed.indexOf('### #6222')).toBeLessThan(printed.indexOf('### #7'))
    expect(printed).toContain('Judged: #7 at 4aadfff and #6222 at 4aadfff.')
  })
})

test('each verdict says what it means', () => {
  const words = ['pass', 'pass-with-exception', 'fail', 'undetermined'] as const
  const firstLine = (printed: string) => printed.slice(0, printed.indexOf('\n'))
  expect(words.map((word) => firstLine(summary(verdict(word))))).toEqual([
    '## ✅ pass: No conflict of duties was found. Judged: no change.',
    '## 🟡 pass-with-exception: A recorded exception or break-glass covers what would otherwise stop this change. Judged: no change.',
    '## ❌ fail: The duties are not separated as the policy requires. Judged: no change.',
    '## ❔ undetermined: The gate could not verify this change. No violation was found. Judged: no change.',
  ])
})

test('where no change could be read the finding says why', () => {
  const lost = finding('complete-facts', {
    outcome: 'undetermined',
    message: 'Nothing could be judged: GitHub answered 502.',
    pull: null,
  })
  const printed = summary({ ...verdict('undetermined'), findings: [lost] })
  expect(printed).toContain('| ❔ undetermined | enforce | Nothing could be judged: GitHub')
  expect(terminal({ ...verdict('undetermined'), findings: [lost] })).toContain(
    'undetermined: complete-facts: Nothing could be judged: GitHub answered 502.\n',
  )
})

test('names the policy that was used', () => {
  const policy = reading({ commit: 'c0', blob: 'b0' })
  expect(summary(verdict('pass', judged({ policy })))).toContain(
    '.github/separation-of-duties.yml at c0 (blob b0)',
  )
  expect(summary(verdict('pass', judged({ policy: { ...policy, blob: null } })))).toContain(
    'none: the built-in defaults',
  )
  expect(summary(verdict('pass', judged({ policy: { ...policy, policy: null } })))).toContain(
    'could not be used',
  )
})

test('no line break, tag or table cell is made by a foreign text', () => {
  const allowed = new Set(ownTags)
  const printed = summary(hostile)
  expect((printed.match(/<[^>]*>/g) ?? []).filter((tag) => !allowed.has(tag))).toEqual([])
  const widths = printed
    .split('\n')
    .filter((one) => one.startsWith('|'))
    .map((one) => one.split('|').length - 2)
  expect(widths).toEqual([3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4])
})
