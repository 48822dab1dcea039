// Laws of break-glass: it lifts violations and nothing else, only while it is in force; and whoever used one owes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markerOf } from '../../src/break-glass/commands.ts'
import { readRequest } from '../../src/break-glass/request.ts'
import { known } from '../../src/facts/fact.ts'
import type { BreakGlassIssue, Facts, IssueComment } from '../../src/facts/facts.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { judge } from '../../src/judge/judge.ts'
import { actor, comment, form, issue, merged, oid } from '../fixtures.ts'
import { deployments, usually, withOneUnknown, withPolicy, worlds } from '../judge/generated.ts'
import { lawRuns } from '../law-runs.ts'
import { circumstances } from './fixtures.ts'

const never = ['control-plane', 'sponsored-agents', 'attributable-commits', 'complete-facts']
const waivable = [
  ...['self-approval', 'independent-approval', 'fresh-approval', 'eligible-approver'],
  ...['self-dismissal', 'protected-paths', 'author-deploys', 'author-releases', 'self-release'],
  ...['approver-deploys', 'bypasser-deploys', 'reviewed-range', 'required-checks'],
]

const minutes = (most: number) =>
  fc.integer({ min: 0, max: most }).map((minute) => {
    const [hour, rest] = [10 + Math.floor(minute / 60), minute % 60].map((one) =>
      String(one).padStart(2, '0'),
    )
    return `2026-03-01T${hour}:${rest}:00Z`
  })

/** Mostly of the commit that is judged. */
const saidOf = (commits: fc.Arbitrary<string>) =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .tuple(usually('fay', 'dana', 'ada', 'mallory'), commits, minutes(120))
        .map(([by, of, at]) => comment(by, `/approve ${of}`, { at })),
    },
    fc
      .tuple(usually('hal', 'fay', 'ada', 'bob'), commits, minutes(120))
      .map(([by, of, at]) => comment(by, `/reconcile approved ${of}`, { at })),
    fc.tuple(fc.constantFrom('merge', 'deployment'), commits).map(([gate, of]) =>
      comment(
        'bot',
        markerOf({ gate: gate as 'merge', oid: of, run: gate === 'merge' ? null : 5 }),
        {
          by: actor('github-actions', 'Bot'),
        },
      ),
    ),
  )

const issuesFor = (judged: string) =>
  fc
    .record({
      by: usually('ada', 'bob', 'mallory'),
      of: usually('#7', '#8', oid('m0'), oid('c3'), '#1'),
      environment: usually('production', 'none', 'staging'),
      rules: fc.oneof(
        { weight: 9, arbitrary: fc.constant(waivable) },
        fc.subarray([...waivable, ...never], { minLength: 1 }),
      ),
      duration: usually('2h', '20m', '1d'),
      comments: fc.array(saidOf(usually(judged, 'm0', 'c1', 'c0').map(oid)), {
        minLength: 1,
        maxLength: 4,
      }),
      isEdited: usually(false, true),
      closedAt: usually<string | null>(null, '2026-03-01T11:50:00Z'),
      merged: usually(0, 1),
      deployed: usually(0, 1),
    })
    .map((told): Partial<BreakGlassIssue> => {
      const became = {
        merged: told.merged === 0 ? [] : [merged({ mergeCommit: oid('m0') })],
        deployed:
          told.deployed === 0
            ? []
            : [
                {
                  ...{ environment: 'production', sha: oid('m0'), runs: [5], by: [actor('gus')] },
                  at: '2026-03-01T11:55:00Z',
                },
              ],
      }
      return {
        ...{ by: actor(told.by), at: '2026-03-01T10:30:00Z', comments: told.comments },
        ...{ isEdited: told.isEdited, closedAt: told.closedAt, usage: known(became, 'test') },
        body: form({
          'Pull request or commit': told.of,
          Environment: told.environment,
          'Rules to waive': told.rules.join(', '),
          Duration: told.duration,
        }),
      }
    })

const requestsOf = (judged: string) => fc.array(issuesFor(judged), { minLength: 1, maxLength: 2 })

const terms = (within: string) =>
  `break-glass: {responders: {users: [ada, bob]}, approvers: {users: [dana], teams: [firefighters]}, reconcile-within: ${within}}`

function under(all: Facts, asked: readonly Partial<BreakGlassIssue>[], within: string): Facts {
  return {
    ...withPolicy(all, terms(within)),
    breakGlassIssues: known(
      asked.map((one, index) => issue({ number: 12 + index, ...one })),
      'test',
    ),
    directory: {
      ...all.directory,
      teams: { ...all.directory.teams, firefighters: known([actor('fay')], 'test') },
      writers: Object.fromEntries(
        ['ada', 'bob', 'dana', 'fay', 'hal'].map((who) => [actor(who).id, known(true, 'test')]),
      ),
    },
  }
}

const generated = [
  { given: 'changes', all: worlds, requests: requestsOf('c3') },
  { given: 'deployments', all: deployments, requests: requestsOf('m0') },
]

const within = fc.constantFrom('1m', '3d')

const othersOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ rule }) => rule !== 'break-glass')

const isBlocking = ({ outcome, enforcement }: Finding): boolean =>
  enforcement === 'enforce' && (outcome === 'violated' || outcome === 'undetermined')

const passes = (all: Facts): boolean => judge(all).word.startsWith('pass')

test.for(generated)(
  '$given: a break-glass lifts violations, and changes nothing else',
  ({ all, requests }) => {
    fc.assert(
      fc.property(all, requests, within, (facts, asked, due) => {
        const [without, with_] = [judge(under(facts, [], due)), judge(under(facts, asked, due))]
        if (without.word === 'undetermined') expect(passes(under(facts, asked, due))).toBe(false)
        const before = without.findings
        // Whatever is not lifted is as it was before, word for word.
        const kept = othersOf(with_.findings).filter(({ waiver }) => waiver === undefined)
        for (const finding of kept) expect(before).toContainEqual(finding)
        for (const lifted of with_.findings.filter(({ waiver }) => waiver !== undefined)) {
          expect(lifted.outcome).toBe('excepted')
          expect(waivable).toContain(lifted.rule)
          // For a pull request that is named, nothing of another, nor of the deployment as a whole.
          const { form } = readRequest(
            issue(asked[(lifted.waiver?.issue ?? 0) - 12]),
            circumstances(),
          )
          if (form.pull !== null) expect(lifted.pull).toBe(form.pull)
          const was = before.filter(
            ({ rule, pull }) => rule === lifted.rule && pull === lifted.pull,
          )
          expect(was.map(({ outcome }) => outcome)).toContain('violated')
        }
      }),
      { numRuns: lawRuns(100) },
    )
  },
)

test.for(generated)(
  '$given: taking requests away lets nothing pass but what only break-glass itself stopped',
  ({ all, requests }) => {
    fc.assert(
      fc.property(all, requests, within, (facts, asked, due) => {
        const [without, with_] = [judge(under(facts, [], due)), judge(under(facts, asked, due))]
        if (!without.word.startsWith('pass') || with_.word.startsWith('pass')) return
        const blocking = with_.findings.filter(isBlocking)
        expect(new Set(blocking.map(({ rule }) => rule))).toEqual(new Set(['break-glass']))
        // Nobody leans on a break-glass where nothing is violated: what is left is owed for one of before.
        for (const { message } of blocking) expect(message).toMatch(/reconciled/)
      }),
      { numRuns: lawRuns(100) },
    )
  },
)

test.for(generated)('$given: one that has expired changes no other rule', ({ all, requests }) => {
  fc.assert(
    fc.property(all, requests, within, (facts, asked, due) => {
      const at = '2026-02-20T10:00:00Z'
      const expired = asked.map((one) => ({
        ...one,
        at,
        comments: (one.comments ?? []).map((said) => ({ ...said, at })),
      }))
      const [without, with_] = [judge(under(facts, [], due)), judge(under(facts, expired, due))]
      expect(othersOf(with_.findings)).toEqual(othersOf(without.findings))
      expect(with_.uses).toEqual([])
    }),
    { numRuns: lawRuns(100) },
  )
})

test.for(generated)(
  '$given: what passes by one is an exception, and is to be logged',
  ({ all, requests }) => {
    fc.assert(
      fc.property(all, requests, within, (facts, asked, due) => {
        const { word, uses, findings } = judge(under(facts, asked, due))
        if (word === 'pass') expect(uses).toEqual([])
        const isLifted = findings.some(
          ({ waiver, enforcement }) => waiver !== undefined && enforcement === 'enforce',
        )
        if (isLifted && facts.deployment === null) expect(uses).not.toEqual([])
        if (isLifted) expect(word).not.toBe('pass')
      }),
      { numRuns: lawRuns(100) },
    )
  },
)

/** Every version of the requests in which one thing more was edited. */
function* withOneEdit(
  asked: readonly Partial<BreakGlassIssue>[],
): Generator<Partial<BreakGlassIssue>[]> {
  for (const [index, one] of asked.entries()) {
    yield asked.with(index, { ...one, isEdited: true })
    const comments: readonly IssueComment[] = one.comments ?? []
    for (const [place, said] of comments.entries()) {
      const edited = comments.with(place, { ...said, isEdited: true })
      yield asked.with(index, { ...one, comments: edited })
    }
  }
}

test.for(generated)('$given: an edit never turns a stop into a pass', ({ all, requests }) => {
  fc.assert(
    fc.property(all, requests, within, (facts, asked, due) => {
      if (passes(under(facts, asked, due))) return
      for (const edited of withOneEdit(asked)) {
        expect(passes(under(facts, edited, due))).toBe(false)
      }
    }),
    { numRuns: lawRuns(100) },
  )
})

test.for(generated)(
  '$given: making any fact unknown never turns a stop into a pass',
  ({ all, requests }) => {
    fc.assert(
      fc.property(all, requests, within, (facts, asked, due) => {
        const told = under(facts, asked, due)
        if (passes(told)) return
        for (const less of withOneUnknown(told)) expect(passes(less as Facts)).toBe(false)
      }),
      { numRuns: lawRuns(30) },
    )
  },
)

test.for(generated)('the generated $given are not all alike', ({ all, requests }) => {
  const told = fc.sample(fc.tuple(all, requests, within), { numRuns: 400, seed: 1 })
  const verdicts = told.map(([facts, asked, due]) => judge(under(facts, asked, due)))
  const outcomes = verdicts.flatMap(({ findings }) =>
    findings.filter(({ rule }) => rule === 'break-glass').map(({ outcome }) => outcome),
  )
  expect(
    verdicts.filter(({ uses, word }) => uses.length > 0 && word === 'pass-with-exception').length,
  ).toBeGreaterThan(10)
  for (const outcome of ['satisfied', 'violated']) {
    expect(outcomes.filter((one) => one === outcome).length).toBeGreaterThan(20)
  }
})
