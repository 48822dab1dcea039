// The deployments of the golden files: a clean one, an author who deploys, one bad change of 150, one without a
// baseline, a hostile one.
import type { UnreviewedCommit } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { evil } from './cases.ts'
import {
  actor,
  base,
  change,
  claim,
  crew,
  deployment,
  deploys,
  fact,
  finding,
  head,
  holding,
  judged,
  merged,
  oid,
  range,
  reading,
} from './verdicts.ts'

export const pass = deploys('pass', [
  merged(11, 'Refunds'),
  merged(12, 'Faster search', 'bea-author'),
  merged(13, 'Typo'),
])

/** What a rule says of a contributor who deploys, beside others that find fault with the same change. */
export const against = (pull: number, who: string) => [
  finding('author-deploys', {
    pull,
    outcome: 'violated',
    message: `#${pull}: ${who} opened the pull request, authored c${pull}000 and started the run.`,
    remedy: 'Ask a non-contributor to start a new run.',
    people: [who],
    commits: [oid(`c${pull}`)],
  }),
  finding('approver-deploys', {
    pull,
    outcome: 'violated',
    enforcement: 'warn',
    message: `#${pull}: ${who} approved 4aadfff and started the run.`,
    people: [who],
  }),
]

export const unreviewed = (
  start: string,
  over: Partial<UnreviewedCommit> = {},
): UnreviewedCommit => ({
  commit: {
    oid: oid(start),
    parents: [base],
    author: { name: 'Bob', email: 'bob@example.com', account: actor('bob-bypasser') },
    committer: { name: 'Bob', email: 'bob@example.com', account: null },
    coAuthors: [],
    signature: null,
  },
  pushes: [
    {
      by: actor('bob-bypasser'),
      at: '2026-03-01T12:00:00Z',
      before: base,
      after: oid(start),
      kind: 'push',
    },
  ],
  why: 'came through no pull request',
  ...over,
})

export const authorDeploys = deploys(
  'fail',
  [merged(11, 'Refunds'), merged(12, 'Faster search', 'dee-deployer'), merged(13, 'Typo')],
  [
    finding('reviewed-range', {
      pull: null,
      outcome: 'violated',
      message: 'Past review: bad0000 came through no pull request.',
      remedy: 'Revert these commits, or bring them again through a pull request.',
      people: ['bob-bypasser'],
      commits: [oid('bad')],
    }),
    ...against(12, 'dee-deployer'),
    finding('self-merge', {
      pull: 13,
      outcome: 'violated',
      enforcement: 'warn',
      message: '#13: ada-author authored c130000 and merged it.',
      people: ['ada-author'],
    }),
  ],
  {
    deployment: deployment({
      range: known(range({ status: 'diverged', unreviewed: [unreviewed('bad')] }), 'GitHub'),
    }),
    roster: crew({
      holdings: [
        ...crew().holdings,
        holding('bob-bypasser', 'bypasser', [fact('pushed', { commit: oid('bad') })]),
      ],
    }),
  },
)

const many = Array.from({ length: 150 }, (_, index) =>
  merged(1000 + index, `Change ${index}`, index === 76 ? 'dee-deployer' : `author-${index % 9}`),
)

export const oneOf150 = deploys('fail', many, against(1076, 'dee-deployer'), {
  deployment: deployment({ range: known(range({ count: 500 }), 'GET /repos/acme/shop/compare') }),
})

const noBaseline = unknown(
  'nothing was ever deployed to production by this workflow',
  'GraphQL Repository.deployments',
  'Give `baseline` the first commit that you trust.',
)

export const withoutBaseline = deploys(
  'undetermined',
  [],
  [
    finding('reviewed-range', {
      pull: null,
      outcome: 'undetermined',
      message: `What would be shipped is unknown: ${noBaseline.reason} (${noBaseline.source}).`,
      remedy: noBaseline.remedy,
    }),
    finding('complete-facts', {
      pull: null,
      outcome: 'undetermined',
      message: `Not everything is known: ${noBaseline.reason} (${noBaseline.source}).`,
      remedy: noBaseline.remedy,
    }),
    finding('author-deploys', {
      pull: null,
      outcome: 'not-applicable',
      message: 'Nobody decided: a timetable started the run.',
    }),
  ],
  {
    deployment: deployment({
      event: 'schedule',
      range: noBaseline,
      policyAtStart: noBaseline,
      hasReviewers: known(false, 'GET /repos/acme/shop/environments/production'),
    }),
    roster: crew({ holdings: [] }),
  },
)

const evilChange = judged({
  ...merged(9, evil, evil),
  change: change(
    { number: 9, title: evil, author: actor(evil), base: { branch: evil, oid: evil, tip: evil } },
    { mergers: unknown(evil, evil), files: unknown(evil, evil) },
  ),
})

export const hostile = deploys(
  'fail',
  [evilChange, merged(10, evil, evil)],
  [
    finding(evil, {
      pull: 9,
      outcome: 'violated',
      message: evil,
      remedy: evil,
      people: [evil],
      paths: [evil],
    }),
    finding(evil, { pull: null, outcome: 'violated', message: evil, paths: [evil] }),
  ],
  {
    deployment: deployment({
      environment: evil,
      branch: known(evil, evil),
      range: known(
        range({
          from: evil,
          unreviewed: [
            unreviewed(evil, { why: evil }),
            {
              ...unreviewed(evil),
              commit: {
                ...unreviewed(evil).commit,
                author: { name: evil, email: evil, account: null },
              },
              pushes: [],
            },
          ],
        }),
        evil,
      ),
      attempts: unknown(evil, evil),
      releases: unknown(evil, evil),
    }),
    roster: crew({
      holdings: [holding(evil, 'deployer', [fact(evil), claim(evil, head)])],
      unattributed: [{ duty: 'deployer', evidence: fact(evil, { commit: evil }) }],
    }),
    policy: reading({
      path: evil,
      commit: evil,
      blob: evil,
      problems: [{ severity: 'warning', line: 1, column: 1, message: evil }],
    }),
  },
)
