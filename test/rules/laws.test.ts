// Laws that hold for every change: what can make a verdict better, and what never can.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change, Facts } from '../../src/change/change.ts'
import type { Fact } from '../../src/change/fact.ts'
import { known, unknown } from '../../src/change/fact.ts'
import { recordOf } from '../../src/evidence/record.ts'
import { judge } from '../../src/rules/judge.ts'
import { actor, change, commit, facts, file, oid, policyText, push, review } from '../story.ts'

const logins = ['ada', 'bob', 'cleo', 'dana', 'eve']
const login = fc.constantFrom(...logins)
const oids = ['c1', 'c2', 'c3']

const policies = [
  'version: 1',
  'version: 1\napprovals: {required: 2}',
  'version: 1\nconflicts: {self-approval: {enforcement: warn}}\nrules: {attributable-commits: {enforcement: off}}',
  `version: 1
protected-paths:
  - {name: pay, paths: [src/pay*], from: {users: [dana], teams: [payments]}}
  - {name: all, paths: ["src/**"], approvals: 2, from: {users: [bob, cleo, dana]}, separate: false}
control-plane: {owners: {users: [eve], teams: [platform]}, separate: true}`,
]

const reviewed = fc.record({
  by: fc.option(fc.constantFrom(...logins, 'zoe', 'yan'), { freq: 9 }),
  state: fc.constantFrom(
    'APPROVED',
    'APPROVED',
    'APPROVED',
    'CHANGES_REQUESTED',
    'COMMENTED',
    'DISMISSED',
  ),
  commit: fc.constantFrom('c3', 'c3', 'c3', 'c1'),
  hour: fc.integer({ min: 11, max: 14 }),
  canPush: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
  editor: fc.option(login, { freq: 1 }),
  edited: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
})

const changes = fc
  .record({
    opener: fc.option(login, { freq: 20 }),
    authors: fc.tuple(...oids.map(() => fc.option(login, { freq: 20 }))),
    coAuthor: fc.option(login),
    pushers: fc.tuple(...oids.map(() => fc.option(login, { freq: 20 }))),
    former: fc.option(login),
    reviews: fc.array(reviewed, { maxLength: 9 }),
    dismisser: fc.option(login),
    retargetedAt: fc.option(fc.integer({ min: 10, max: 14 })),
    paths: fc.subarray(['src/pay.ts', 'src/a.ts', 'README.md', '.github/workflows/ci.yml']),
    policy: fc.constantFrom(...policies),
    isFork: fc.boolean(),
  })
  .map((told): Change => {
    const parents = ['base', ...oids]
    const commits = oids.map((label, i) =>
      commit(label, parents[i] ?? '', told.authors[i] ?? null, {
        coAuthors:
          told.coAuthor === null ? [] : [{ name: '', email: '', account: actor(told.coAuthor) }],
      }),
    )
    const former = told.former === null ? [] : [commit('f1', 'base', told.former)]
    const base = change()
    return change({
      pull: {
        ...base.pull,
        author: told.opener === null ? null : actor(told.opener),
        head: { ...base.pull.head, oid: oid('c3') },
        isFork: told.isFork,
      },
      headAfter: known(oid('c3'), 'test'),
      commits: known(commits, 'test'),
      formerHeads: known(
        former.map((one) => ({ oid: one.oid, commits: [one] })),
        'test',
      ),
      pushes: known(
        [
          ...former.map(() => push('ada', null, 'f1')),
          ...oids.map((label, i) => push(told.pushers[i] ?? null, parents[i] ?? null, label)),
        ],
        'test',
      ),
      reviews: known(
        told.reviews.map((one) =>
          review(one.by, {
            state: one.state as 'APPROVED',
            commit: oid(one.commit),
            at: `2026-03-01T${one.hour}:00:00Z`,
            canPush: one.canPush,
            edited: one.edited ? { by: one.editor === null ? null : actor(one.editor) } : null,
          }),
        ),
        'test',
      ),
      dismissals: known(
        told.dismisser === null
          ? []
          : [
              {
                by: actor(told.dismisser),
                at: '2026-03-01T11:30:00Z',
                review: null,
                was: 'CHANGES_REQUESTED',
              },
            ],
        'test',
      ),
      baseChanges: known(
        told.retargetedAt === null
          ? []
          : [{ by: actor('eve'), at: `2026-03-01T${told.retargetedAt}:00:00Z`, how: 'retargeted' }],
        'test',
      ),
      files: known(
        told.paths.map((path) => file(path)),
        'test',
      ),
      policyFile: policyText(told.policy),
    })
  })

const worlds = fc.array(changes, { minLength: 1, maxLength: 2 }).map(
  (all): Facts =>
    facts(all, {
      directory: {
        teams: {
          payments: known([actor('cleo')], 'test'),
          platform: known([actor('bob')], 'test'),
        },
        maintainers: Object.fromEntries(
          logins.map((one) => [actor(one).id, known(one === 'eve', 'test')]),
        ),
      },
    }),
)

const passes = (all: Facts): boolean => judge(all).word.startsWith('pass')

/** Every version of the facts in which one fact more is unknown. */
function* withOneUnknown(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) {
      for (const other of withOneUnknown(part)) yield value.with(index, other)
    }
  } else if (typeof value === 'object' && value !== null) {
    if ((value as Fact<unknown>).known) yield unknown('made unknown', 'test')
    for (const [key, part] of Object.entries(value)) {
      for (const other of withOneUnknown(part)) yield { ...value, [key]: other }
    }
  }
}

test('making any fact unknown never turns a stop into a pass', () => {
  fc.assert(
    fc.property(worlds, (all) => {
      if (passes(all)) return
      for (const less of withOneUnknown(all)) expect(passes(less as Facts)).toBe(false)
    }),
  )
})

test('a pass that loses a fact about its changes is a pass no more, unless nothing rests on it', () => {
  const whole = facts([change({ policyFile: policyText('version: 1') })])
  expect(passes(whole)).toBe(true)
  const harmless = [...withOneUnknown(whole)].filter((less) => passes(less as Facts))
  // CODEOWNERS is recorded for the reader, and no rule rests on it.
  expect(harmless).toHaveLength(1)
  expect(harmless[0]).toMatchObject({ changes: { value: [{ codeowners: { known: false } }] } })
})

test('joining two accounts into one person never turns a stop into a pass', () => {
  fc.assert(
    fc.property(changes, login, login, (one, a, b) => {
      if (a === b || !one.policyFile.known || one.policyFile.value === null) return
      const { text } = one.policyFile.value
      const joined = policyText(`${text}\npeople: [{name: One, accounts: [${a}, ${b}]}]`)
      const [apart, together] = [facts([one]), facts([{ ...one, policyFile: joined }])]
      if (!passes(apart)) expect(passes(together)).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('an independent approval more never turns a pass into a stop', () => {
  fc.assert(
    fc.property(worlds, (all) => {
      if (!passes(all) || !all.changes.known) return
      const more = all.changes.value.map((one) => ({
        ...one,
        reviews: known(
          [
            ...(one.reviews.known ? one.reviews.value : []),
            review('xena', { commit: oid('c3'), at: '2026-03-01T15:00:00Z' }),
          ],
          'test',
        ),
      }))
      expect(passes({ ...all, changes: known(more, 'test') })).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('the order of lists does not matter', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed).reverse()
    if (typeof value !== 'object' || value === null) return value
    // A commit's parents are ordered by meaning: the first is the branch that was merged into.
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, key === 'parents' ? part : reversed(part)]),
    )
  }
  const outcomes = (all: Facts) => {
    const { word, findings } = judge(all)
    return {
      word,
      outcomes: findings.map(({ rule, outcome, pull }) => `${rule} ${outcome} ${pull}`).sort(),
    }
  }
  fc.assert(
    fc.property(worlds, (all) => {
      expect(outcomes(reversed(all) as Facts)).toEqual(outcomes(all))
    }),
  )
})

test('judging twice gives the same bytes', () => {
  const run = {
    id: '1',
    attempt: '1',
    event: null,
    url: null,
    workflow: null,
    workflowSha: null,
    action: null,
  }
  fc.assert(
    fc.property(worlds, (all) => {
      const again = JSON.parse(JSON.stringify(all)) as Facts
      expect(recordOf(again, judge(again), run)).toBe(recordOf(all, judge(all), run))
    }),
  )
})

test('the generated changes are not all alike', () => {
  const seen = new Set(fc.sample(worlds, 500).map((all) => judge(all).word))
  expect([...seen].sort()).toEqual(['fail', 'pass', 'undetermined'])
})
