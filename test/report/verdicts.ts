// Builds verdicts by hand: a clean one of either gate, and whatever a test lays over it.

import type { Evidence } from '../../src/duties/evidence.ts'
import type { Person } from '../../src/duties/people.ts'
import type { CountedApproval, Duty, Holding } from '../../src/duties/roster.ts'
import type { Change, PullRequest, Review } from '../../src/facts/change.ts'
import type { Deployment, Range } from '../../src/facts/deployment.ts'
import { type Actor, known } from '../../src/facts/fact.ts'
import type { Finding, VerdictWord } from '../../src/findings/finding.ts'
import type { JudgedChange, JudgedDeployment, Verdict } from '../../src/judge/verdict.ts'
import { readPolicy } from '../../src/policy/reading.ts'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { oneDemanded, past } from '../fixtures.ts'

/** A full oid that starts so. */
export const oid = (start: string): string => start.padEnd(40, '0')

export const head = oid('4aadfff')
export const base = oid('ba5e')

const ids = new Map<string, number>()

export function actor(login: string): Actor {
  if (!ids.has(login)) ids.set(login, 101 + ids.size)
  return { id: ids.get(login) ?? 0, login, kind: 'User' }
}

export const person = (login: string): Person => ({
  key: `account:${actor(login).id}`,
  name: login,
  account: actor(login),
  agent: null,
})

export const fact = (deed: string, over: Partial<Evidence> = {}): Evidence => ({
  deed,
  commit: head,
  isClaim: false,
  source: `commit ${head}`,
  ...over,
})

export const claim = (deed: string, commit = head): Evidence =>
  fact(deed, { commit, isClaim: true })

export const holding = (login: string, duty: Duty, evidence: readonly Evidence[]): Holding => ({
  duty,
  person: person(login),
  evidence,
})

const review = (login: string, commit: string | null = head): Review => ({
  id: `review of ${login}`,
  state: 'APPROVED',
  by: actor(login),
  at: '2026-03-01T11:00:00Z',
  commit,
  edited: null,
  canPush: true,
})

export const approval = (login: string, commit?: string | null): CountedApproval => ({
  person: person(login),
  review: review(login, commit),
})

export const finding = (rule: string, over: Partial<Omit<Finding, 'rule'>> = {}): Finding => {
  const plain = {
    outcome: 'satisfied',
    enforcement: 'enforce',
    message: `All is well with ${rule}.`,
    remedy: null,
    remedies: [],
    people: [],
    paths: [],
    commits: [],
    pull: 7,
  } as const
  return { rule, ...plain, ...over }
}

export function change(pull: Partial<PullRequest> = {}, over: Partial<Change> = {}): Change {
  return {
    pull: {
      number: 7,
      url: 'https://github.com/acme/shop/pull/7',
      repository: { id: 1, defaultBranch: 'main', defaultTip: base },
      title: 'Refunds',
      state: 'OPEN',
      mergedAt: null,
      mergeCommit: null,
      base: { branch: 'main', oid: base, tip: base },
      head: { branch: 'refunds', oid: head, repository: 'acme/shop' },
      isFork: false,
      author: actor('ada-author'),
      ...pull,
    },
    headAfter: known(head, 'GraphQL PullRequest.headRefOid'),
    commits: known([], 'GraphQL PullRequest.commits'),
    formerHeads: known([], 'GraphQL PullRequest.timelineItems'),
    pushes: known([], 'GET /repos/acme/shop/activity'),
    forcePushes: known([], 'GraphQL PullRequest.timelineItems'),
    assignments: known([], 'GraphQL PullRequest.timelineItems'),
    workStarters: known([], 'GraphQL PullRequest.timelineItems'),
    updates: {},
    nets: {},
    reviews: known([], 'GraphQL PullRequest.reviews'),
    dismissals: known([], 'GraphQL PullRequest.timelineItems'),
    baseChanges: known([], 'GraphQL PullRequest.timelineItems'),
    mergers: known([], 'GraphQL PullRequest.mergedBy'),
    files: known([], 'GET /repos/acme/shop/pulls/7/files'),
    policyFile: known(null, 'GraphQL Repository.object'),
    defaultPolicyFile: known(null, 'GraphQL Repository.object'),
    parts: known([], 'GraphQL Commit.associatedPullRequests'),
    policyProposed: known(null, 'GraphQL Repository.object'),
    codeowners: known(null, 'GraphQL Repository.codeowners'),
    sharing: known([], 'GraphQL Commit.associatedPullRequests'),
    ...over,
  }
}

type Reading = JudgedChange['policy']

/** The defaults hold. */
export const reading = (over: Partial<Reading> = {}): Reading => ({
  path: '.github/separation-of-duties.yml',
  commit: null,
  blob: null,
  policy: defaultPolicy,
  problems: [],
  ...over,
})

/** Ada wrote it, Rev approved it, every rule is satisfied. */
export const judged = (over: Partial<JudgedChange> = {}): JudgedChange => ({
  doubts: [],
  change: change(),
  roster: {
    holdings: [
      holding('ada-author', 'author', [fact('opened the pull request', { commit: null })]),
      holding('ada-author', 'committer', [fact('authored')]),
      holding('ada-author', 'pusher', [fact('pushed')]),
      holding('rev-reviewer', 'approver', [fact('approved')]),
    ],
    unattributed: [],
    unpushed: [],
  },
  approvals: { demanded: oneDemanded, counted: [approval('rev-reviewer')], setAside: [] },
  works: [],
  unclear: [],
  policy: reading(),
  findings: [finding('self-approval'), finding('independent-approval'), finding('complete-facts')],
  ...over,
})

export const verdict = (word: VerdictWord, ...changes: readonly JudgedChange[]): Verdict => ({
  word,
  judged: changes,
  deployment: null,
  findings: changes.flatMap(({ findings }) => findings),
  uses: [],
  breakGlassRequests: [],
})

/** Twelve commits since the last successful deployment. */
export const range = (over: Partial<Range> = {}): Range => ({
  from: base,
  status: 'ahead',
  count: 12,
  unreviewed: [],
  ...over,
})

/** Dee starts it, Ray releases it. */
export const deployment = (over: Partial<Deployment> = {}): Deployment => ({
  environment: 'production',
  sha: head,
  branch: known('main', 'GraphQL Repository.refs'),
  range: known(range(), 'GET /repos/acme/shop/compare'),
  pastDeployments: known(past(), 'GraphQL Repository.deployments'),
  note: known(null, 'the run'),
  arrived: known([], 'the run'),
  event: 'workflow_dispatch',
  run: 8001,
  attempts: known(
    [{ number: 1, actor: actor('dee-deployer'), triggeringActor: actor('dee-deployer') }],
    'GET /repos/acme/shop/actions/runs/8001/attempts/1',
  ),
  triggers: known([], 'GET /repos/acme/shop/deployments'),
  releases: known(
    [{ by: actor('ray-releaser'), state: 'approved' }],
    'GET /repos/acme/shop/actions/runs/8001/approvals',
  ),
  hasReviewers: known(true, 'GET /repos/acme/shop/environments/production'),
  checks: known([], 'GraphQL Commit.checkSuites'),
  bypasses: known([], 'not asked'),
  policyFile: known(null, 'GraphQL Repository.object'),
  policyAtStart: known(null, 'GraphQL Repository.object'),
  policiesBefore: {},
  ...over,
})

type DeploymentRoster = JudgedDeployment['roster']

export const crew = (over: Partial<DeploymentRoster> = {}): DeploymentRoster => ({
  holdings: [
    holding('dee-deployer', 'deployer', [fact('started the run', { commit: null })]),
    holding('ray-releaser', 'deployment-approver', [fact('released production', { commit: null })]),
  ],
  unattributed: [],
  unpushed: [],
  ...over,
})

/** Merged by Max, approved by Rev: as it stands in a range. */
export const merged = (number: number, title: string, author = 'ada-author'): JudgedChange =>
  judged({
    change: change({
      number,
      title,
      author: actor(author),
      state: 'MERGED',
      mergedAt: '2026-03-01T12:00:00Z',
      mergeCommit: oid(`f${number}`),
    }),
    roster: {
      holdings: [
        holding(author, 'author', [fact('opened the pull request', { commit: null })]),
        holding(author, 'committer', [fact('authored', { commit: oid(`c${number}`) })]),
        holding('rev-reviewer', 'approver', [fact('approved')]),
        holding('max-merger', 'merger', [fact('merged', { commit: null })]),
      ],
      unattributed: [],
      unpushed: [],
    },
  })

export const lastDeployed = { from: base, basis: 'deployment', asides: [], grant: null } as const

/** A deployment of these changes: what is settled everywhere is one finding a rule, about the whole. */
export const deploys = (
  word: VerdictWord,
  changes: readonly JudgedChange[],
  findings: readonly Finding[] = [],
  over: Partial<JudgedDeployment> = {},
): Verdict => ({
  word,
  judged: changes,
  deployment: {
    deployment: deployment(),
    start: lastDeployed,
    roster: crew(),
    policy: reading({ commit: base, blob: oid('b10b') }),
    policyAtStart: readPolicy(
      (over.deployment ?? deployment()).policyAtStart,
      (over.policy ?? reading()).path,
    ),
    ...over,
  },
  findings: [
    ...findings,
    ...['author-deploys', 'reviewed-range', 'independent-approval']
      .filter((rule) => findings.every((finding) => finding.rule !== rule))
      .map((rule) => finding(rule, { pull: null })),
  ],
  uses: [],
  breakGlassRequests: [],
})
