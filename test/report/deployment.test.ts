import { describe, expect, test } from 'vitest'
import type { Range } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { shipmentSentences } from '../../src/report/deployment.ts'
import { annotations } from '../../src/report/formats/annotations.ts'
import { bytes } from '../../src/report/formats/escape.ts'
import { log } from '../../src/report/formats/log.ts'
import { summary } from '../../src/report/formats/summary.ts'
import { terminal } from '../../src/report/formats/terminal.ts'
import { evil } from './cases.ts'
import { against, authorDeploys, hostile, oneOf150, unreviewed } from './deployment-cases.ts'
import { isCommand, ownTags, unseen } from './hostility.ts'
import {
  actor,
  crew,
  deployment,
  deploys,
  fact,
  finding,
  holding,
  lastDeployed,
  merged,
  range,
  reading,
} from './verdicts.ts'

const policies = { policy: reading(), policyAtStart: reading(), start: lastDeployed }

const sentences = (
  over: Parameters<typeof deployment>[0],
  roster = crew(),
  changes = [merged(11, 'Refunds')],
) => shipmentSentences({ ...policies, deployment: deployment(over), roster }, changes)

const ranged = (over: Partial<Range>, changes = [merged(11, 'Refunds')]) =>
  sentences({ range: known(range(over), 'GitHub') }, crew(), changes)

describe('the range has its own sentence', () => {
  test.for([
    [{}, 'It ships 12 commits: 1 change by 1 person.'],
    [{ count: 1 }, 'It ships 1 commit: 1 change by 1 person.'],
    [
      { unreviewed: [unreviewed('bad')] },
      'It ships 12 commits: 1 change by 1 person, and 1 commit without review.',
    ],
    [{ status: 'identical', count: 0 }, 'It ships nothing new: this is where it comes from.'],
    [{ status: 'behind', count: 0 }, 'A rollback: it ships nothing new.'],
    [
      { status: 'diverged', count: 2 },
      'It does not hold what was deployed last: counted from where the two parted, it ships 2 commits: 1 change by 1 person.',
    ],
  ] as const)('%j', ([over, sentence]) => {
    expect(ranged(over)[2]).toBe(sentence)
  })

  test('changes that could not be read are not none', () => {
    expect(ranged({}, [])[2]).toBe('It ships 12 commits: which changes, is unknown.')
    const one = { count: 1, unreviewed: [unreviewed('bad')] }
    expect(ranged(one, [])[2]).toBe('It ships 1 commit: 1 commit without review.')
    const lost = deploys('undetermined', [])
    expect(summary(lost)).toContain('#### Changes\n\nUnknown: they could not be read.\n')
  })

  test('a rollback has no changes, and says that there are none', () => {
    const back = known(range({ status: 'behind', count: 0 }), 'GitHub')
    const rollback = deploys('pass', [], [], { deployment: deployment({ range: back }) })
    expect(summary(rollback)).toContain('#### Changes\n\nNone: nothing new is shipped.\n')
  })

  test('says where it starts and ends', () => {
    const start = { ...lastDeployed, basis: 'baseline' } as const
    const shipped = { ...policies, start, deployment: deployment(), roster: crew() }
    expect(shipmentSentences(shipped, [])[0]).toMatch(/^From ba5e0+, the baseline\.$/)
    const aside = { record: 3, commit: '4aadfff'.padEnd(40, '0'), why: 'ran for a pull request' }
    const newer = { ...shipped, start: { ...lastDeployed, asides: [aside] } }
    expect(shipmentSentences(newer, [])[1]).toBe(
      'Newer deployments from which it does not start: that of 4aadfff ran for a pull request.',
    )
    expect(sentences({ branch: known(null, 'GitHub') })[1]).toMatch(
      /, which no protected branch holds/,
    )
    expect(sentences({ branch: unknown('502', 'GitHub') })[1]).toMatch(
      /protected branch .* is unknown/,
    )
  })
})

describe('who ships it', () => {
  const empty = crew({ holdings: [] })
  const gap = unknown('GitHub answered 502', 'GET /runs')
  const nameless = crew({
    holdings: [],
    unattributed: [{ duty: 'deployer', evidence: fact('started the run') }],
  })

  test.for([
    [{}, crew(), 'Deployed by dee-deployer (started the run).'],
    [{ event: 'schedule' }, empty, 'Nobody decided: a schedule started it.'],
    [{ event: 'push' }, empty, 'Nobody decided: no person started it.'],
    [{ attempts: gap }, empty, 'Who deploys it is unknown.'],
    [{}, nameless, 'Who deploys it is unknown.'],
    [{ triggers: gap }, crew(), 'Deployed by dee-deployer (started the run), as far as is known.'],
  ] as const)('%#: deployers', ([over, roster, sentence]) => {
    expect(sentences(over, roster)[3]).toBe(sentence)
  })

  test.for([
    [{}, crew(), 'Released by ray-releaser (released production).'],
    [{ hasReviewers: gap }, crew(), 'Released by ray-releaser (released production).'],
    [{}, empty, 'Nobody has released production yet.'],
    [{ hasReviewers: known(false, 'GitHub') }, empty, 'Nobody has to release production.'],
    [{ hasReviewers: gap }, empty, 'Who released it is unknown.'],
    [{ releases: gap }, empty, 'Who released it is unknown.'],
  ] as const)('%#: releasers', ([over, roster, sentence]) => {
    expect(sentences(over, roster)[4]).toBe(sentence)
  })

  test('where the release is the act of deploying, one sentence says so', () => {
    const policy = reading({
      policy: {
        ...defaultPolicy,
        deployment: { ...defaultPolicy.deployment, deployer: 'release' },
      },
    })
    const by = (roster: ReturnType<typeof crew>) =>
      shipmentSentences({ ...policies, deployment: deployment(), roster, policy }, []).slice(3)
    const ray = holding('ray-releaser', 'deployer', [fact('released production', { commit: null })])
    expect(by(crew({ holdings: [ray] }))).toEqual([
      'Deployed by ray-releaser (released production).',
    ])
    expect(by(empty)).toEqual(['Nobody has released it yet, so who deploys it is unknown.'])
  })
})

describe('the bad change of 150', () => {
  test('is the first annotation, with its people and the fact, and the only one', () => {
    expect(annotations(oneOf150)).toEqual([
      {
        level: 'error',
        title: '#1076: author-deploys: violated (1 more finding)',
        message:
          '#1076: dee-deployer opened the pull request, authored c1076000 and started the run. Ask a non-contributor to start a new run.',
      },
    ])
  })

  test('is the first row, and the only one with details', () => {
    const rows = summary(oneOf150).match(/^\| #\d+ .*$/gm) ?? []
    expect(rows).toHaveLength(150)
    expect(rows[0]).toMatch(/^\| #1076 \| Change 76 \| dee-deployer \|.* ❌ violated \|/)
    expect(rows.slice(1).every((row) => row.endsWith('| ✅ settled |  |'))).toBe(true)
    expect(summary(oneOf150).match(/^### #.*$/gm)).toEqual(['### #1076 Change 76'])
    expect(log(oneOf150).filter(({ title }) => title.endsWith(': Approvals'))).toHaveLength(1)
  })

  test('comes before what is said of the whole, whatever order they are in', () => {
    const titles = annotations(authorDeploys).map(({ title }) => title)
    expect(titles).toEqual([
      '#12: author-deploys: violated (1 more finding)',
      'reviewed-range: violated',
      '#13: self-merge: violated',
    ])
  })
})

describe('150 bad changes', () => {
  const long = evil.repeat(20)
  const all = Array.from({ length: 150 }, (_, index) => merged(1000 + index, long, evil))
  const findings = all.flatMap(({ change }) =>
    against(change.pull.number, long).map((one) => ({ ...one, remedy: `${one.pull} ${evil}` })),
  )
  const flood = deploys('fail', all, findings)

  test('have one annotation each, of which ten are shown', () => {
    const errors = annotations(flood).filter(({ level }) => level === 'error')
    expect(errors).toHaveLength(10)
    expect(errors.at(-1)?.title).toBe('141 more')
    expect(annotations(flood).filter(({ level }) => level !== 'error')).toEqual([])
  })

  test('ask for ten steps, the others counted', () => {
    const steps = summary(flood).match(/^- \*\*.*$/gm) ?? []
    expect(steps).toHaveLength(11)
    expect(steps.at(-1)).toBe('- **140 more steps**: The rules below tell them.')
  })

  test('stay below what GitHub takes, a row each', () => {
    const printed = summary(flood)
    expect(bytes(printed)).toBeLessThan(1024 * 1024)
    expect(printed.match(/^\| #\d+ /gm)).toHaveLength(150)
    expect(printed.slice(-100)).toMatch(/: left out here, the record holds everything\.\n$/)
  })

  test('are left out at the end where there is no room', () => {
    const printed = summary(flood, { limit: 60_000 })
    expect(bytes(printed)).toBeLessThanOrEqual(60_000)
    expect(printed.match(/\n\d+ more changes: left out here/g)).toHaveLength(1)
  })
})

describe('a hostile deployment', () => {
  test('commands no runner', () => {
    const lines = log(hostile).flatMap((group) => [group.title, ...group.lines])
    expect(lines.filter((one) => isCommand(one) || unseen.test(one))).toEqual([])
    expect(isCommand(terminal(hostile))).toBe(false)
    expect(terminal(hostile).replaceAll('\n', '')).not.toMatch(unseen)
  })

  test('makes no tag, and no cell of a table', () => {
    const allowed = new Set(ownTags)
    const printed = summary(hostile)
    expect((printed.match(/<[^>]*>/g) ?? []).filter((tag) => !allowed.has(tag))).toEqual([])
    for (const rows of printed.match(/(?:^\|.*\n)+/gm) ?? []) {
      const widths = rows
        .trimEnd()
        .split('\n')
        .map((row) => row.split('|').length)
      expect(new Set(widths).size).toBe(1)
    }
  })

  test('a title without end leaves room for the finding and the count', () => {
    const long = finding('author-deploys', {
      pull: 11,
      outcome: 'violated',
      message: `#11: dee ${'x'.repeat(9_000)}`,
    })
    const change = merged(11, 'y'.repeat(9_000))
    const [first] = annotations(deploys('fail', [change], [long, { ...long, rule: 'self-merge' }]))
    expect(bytes(first?.message ?? '')).toBeLessThanOrEqual(4096)
    expect(first?.message).toMatch(/^#11: dee x+…$/)
    expect(first?.title).toBe('#11: author-deploys: violated (1 more finding)')
  })
})

test('who merged a change is unknown, or nobody known, or named', () => {
  const row = (over: object, holdings = merged(11, 'x').roster.holdings) => {
    const one = merged(11, 'Refunds')
    const change = { ...one.change, ...over }
    const printed = summary(
      deploys('pass', [{ ...one, change, roster: { ...one.roster, holdings } }]),
    )
    return printed.match(/^\| #11 \|(?:[^|]*\|){2} ([^|]*) \|/m)?.[1]
  }
  expect(row({})).toBe('max-merger')
  expect(row({}, [])).toBe('nobody known')
  expect(row({ mergers: unknown('502', 'GitHub') }, [])).toBe('unknown')
})

test('a commit without review names who wrote it by git alone, and who pushed it', () => {
  const deploying = (over: object) =>
    summary(
      deploys('fail', [], [], {
        deployment: deployment({
          range: known(range({ count: 1, unreviewed: [unreviewed('bad', over)] }), 'GitHub'),
        }),
      }),
    )
  expect(deploying({})).toContain(
    '| <code>bad0000</code> | bob-bypasser | bob-bypasser | came through no pull request |',
  )
  expect(deploying({ pushes: [] })).toContain('| bob-bypasser | unknown |')
  const push = { by: actor('amy'), at: '', before: null, after: null, kind: 'push' }
  expect(deploying({ pushes: [{ ...push, by: null }, push, push] })).toContain(
    '| bob-bypasser | somebody unknown and amy |',
  )
})

test('an exception lets through a deployment, not a change', () => {
  expect(summary(deploys('pass-with-exception', [merged(11, 'Refunds')]))).toContain(
    'A recorded exception or break-glass covers what would otherwise stop this deployment. Judged: 4aadfff for production, 1 change.',
  )
})

test('a broken policy is reported once, and first', () => {
  const policy = reading({
    policy: null,
    problems: [{ severity: 'error', line: 3, column: 5, message: 'unknown key' }],
  })
  const changes = [merged(11, 'Refunds'), merged(12, 'Typo')].map((one) => ({ ...one, policy }))
  const broken = deploys('undetermined', changes, [...against(11, 'dee-deployer')], { policy })
  expect(annotations(broken).map(({ title }) => title)).toEqual([
    'policy: error',
    '#11: author-deploys: violated (1 more finding)',
  ])
  expect(annotations({ ...broken, judged: [] })[0]?.title).toBe('policy: error')
})
