// Changes and deployments for laws, drawn at random: mostly clean, so that one fact decides.
import fc from 'fast-check'
import type { Change } from '../../src/facts/change.ts'
import { type Fact, known, unknown, valueOr } from '../../src/facts/fact.ts'
import type { Facts } from '../../src/facts/facts.ts'
import {
  actor,
  attempt,
  change,
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
  release,
  review,
} from '../fixtures.ts'

export const logins = ['ada', 'bob', 'cleo', 'dana', 'eve']
export const login = fc.constantFrom(...logins)
const oids = ['c1', 'c2', 'c3']

/** Mostly what a clean change has, so that one fact decides. */
export const usually = <T>(one: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constant(one) },
    ...others.map((other) => fc.constant(other)),
  )

const mostlyAda = usually<string | null>('ada', 'bob', 'cleo', 'dana', null)

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

export const changes = fc
  .record({
    opener: mostlyAda,
    authors: fc.tuple(...oids.map(() => mostlyAda)),
    coAuthor: usually<string | null>(null, 'ada', 'bob', 'eve'),
    pushers: fc.tuple(...oids.map(() => mostlyAda)),
    former: usually<string | null>(null, 'ada', 'bob', 'eve'),
    reviews: fc.array(reviewed, { maxLength: 9 }),
    dismisser: usually<string | null>(null, 'ada', 'bob'),
    retargetedAt: usually<number | null>(null, 10, 12, 13),
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

export const worlds = fc.array(changes, { minLength: 1, maxLength: 2 }).map(
  (all): Facts =>
    facts(all, {
      directory: {
        ...nobodyAsked,
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

const somebody = usually<string | null>('dana', 'eve', 'ada', 'bob', null)
const deploymentPolicies = [
  '',
  '',
  'deployment: {deployer: release}',
  'required-checks: [{name: test, app: github-actions}]',
  `conflicts:
  author-deploys: {enforcement: warn}
  author-releases: {enforcement: off}
  bypasser-deploys: {enforcement: warn}
  approver-deploys: {environments: [production]}
rules: {attributable-commits: {enforcement: off}}`,
  'conflicts: {self-merge: {}}\nrules: {reviewed-range: {enforcement: warn}}',
].map((text) => policyText(`version: 1\n${text}`))

/** What ships the changes that others wrote: mostly clean, so that one fact decides. */
export const deployments = fc
  .record({
    approvers: fc.array(usually('bob', 'dana', 'ada'), { minLength: 1, maxLength: 2 }),
    path: usually('src/pay.ts', '.github/workflows/ci.yml'),
    queuers: fc.array(somebody, { minLength: 2, maxLength: 2 }),
    mergedAt: fc.constantFrom('2026-03-01T15:00:00Z', '2026-03-01T12:30:00Z'),
    event: usually<string | null>('push', 'schedule', null),
    attempts: fc.array(fc.constantFrom('dana', 'eve', 'github-merge-queue'), {
      minLength: 1,
      maxLength: 2,
    }),
    triggering: usually<string | null>(null, 'ada', 'bob'),
    trigger: usually<string | null>(null, 'dana', 'ada'),
    releases: fc.array(usually<string | null>('cleo', 'dana', 'ada', null), { maxLength: 2 }),
    unreviewed: usually(0, 1),
    bypasser: usually<string | null>(null, 'ada', 'dana', 'cleo'),
    branch: usually<string | null>('main', null),
    conclusion: usually('success', 'failure'),
    now: fc.constantFrom(...deploymentPolicies),
    atStart: fc.constantFrom(...deploymentPolicies),
  })
  .map((told): Facts => {
    const shipped = told.approvers.map((approver, index): Change => {
      const queuer = told.queuers[index] ?? null
      return merged(
        {
          number: 7 + index,
          mergedAt: index === 0 ? '2026-03-01T15:00:00Z' : told.mergedAt,
          mergeCommit: oid(`m${index}`),
        },
        {
          reviews: known([review(approver)], 'test'),
          files: known([file(told.path)], 'test'),
          mergers: known([{ by: queuer === null ? null : actor(queuer), how: 'queued' }], 'test'),
        },
      )
    })
    const past = told.unreviewed === 0 ? [] : [commit('x1', 'base', 'eve')]
    const { trigger, bypasser } = told
    return facts(shipped, {
      deployment: deployment({
        sha: oid('m0'),
        branch: known(told.branch, 'test'),
        range: known(
          range({
            unreviewed: past.map((one) => ({
              commit: one,
              pushes: [push('eve', 'base', 'x1')],
              why: 'came through no pull request',
            })),
          }),
          'test',
        ),
        event: told.event,
        attempts: known(
          told.attempts.map((by, index) => attempt(by, index + 1, told.triggering ?? by)),
          'test',
        ),
        triggers: known(
          trigger === null ? [] : [{ by: actor(trigger), deed: 'created deployment 5' }],
          'test',
        ),
        releases: known(told.releases.map(release), 'test'),
        bypasses: known(
          bypasser === null ? [] : [{ by: actor(bypasser), after: oid('x2') }],
          'test',
        ),
        checks: known(
          [
            {
              name: 'test',
              app: 'github-actions',
              conclusion: told.conclusion,
              at: '2026-03-01T15:10:00Z',
              run: { branch: 'main', head: oid('m0') },
            },
          ],
          'test',
        ),
        policyFile: told.now,
        policyAtStart: told.atStart,
      }),
      directory: {
        ...nobodyAsked,
        teams: {},
        maintainers: Object.fromEntries(
          logins.map((one) => [actor(one).id, known(one === 'bob', 'test')]),
        ),
      },
    })
  })

/** The same facts, with a text more in every policy. */
export function withPolicy(all: Facts, text: string): Facts {
  const added = (file: Change['policyFile']): Change['policyFile'] =>
    file.known && file.value ? policyText(`${file.value.text}\n${text}`) : file
  const { changes, deployment } = all
  const value = valueOr(changes, []).map((one) => ({ ...one, policyFile: added(one.policyFile) }))
  return {
    ...all,
    changes: changes.known ? { ...changes, value } : changes,
    deployment: deployment && {
      ...deployment,
      policyFile: added(deployment.policyFile),
      policyAtStart: added(deployment.policyAtStart),
    },
  }
}

/** Every version of the facts in which one fact more is unknown. */
export function* withOneUnknown(value: unknown): Generator<unknown> {
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
