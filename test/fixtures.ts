// Facts for tests of the core: a change that passes, described in a few words and varied from there.
import { createHash } from 'node:crypto'
import type { BreakGlassCase } from '../src/break-glass/break-glass.ts'
import { assign } from '../src/duties/assign.ts'
import { assignDeployment } from '../src/duties/deployers.ts'
import { identifier, type Person } from '../src/duties/people.ts'
import type { Change, Dismissal, PullRequest, Review } from '../src/facts/change.ts'
import type { Deployment, Past, PastRecord, PastRun, Range } from '../src/facts/deployment.ts'
import { type Actor, type ChangedFile, type Commit, known, type Push } from '../src/facts/fact.ts'
import type { BreakGlassIssue, Directory, Facts, IssueComment } from '../src/facts/facts.ts'
import { orderKey } from '../src/facts/need.ts'
import type { Branches, BranchRead } from '../src/facts/shipped.ts'
import { parsePolicy, readPolicy } from '../src/policy/reading.ts'
import type { Case, DeploymentCase } from '../src/rules/support/case.ts'

const ids: Record<string, number> = {
  ada: 1,
  bob: 2,
  cleo: 3,
  dana: 4,
  eve: 5,
  'web-flow': 19864447,
  'github-merge-queue': 118344674,
}

export const actor = (login: string, kind = 'User'): Actor => ({
  id: ids[login] ?? 1000 + [...login].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
  login,
  kind,
})

/** Those people, as a finding names whom it favours. */
export const people = (...logins: readonly string[]): readonly Person[] =>
  logins.map((login) => identifier([])(actor(login)))

/** A full oid that begins with the label's own letters. */
export const oid = (label: string): string =>
  Buffer.from(label).toString('hex').padEnd(40, '0').slice(0, 40)

/** How sentences name a commit. */
export const short = (label: string): string => oid(label).slice(0, 7)

export const signatory = (login: string | null) => ({
  name: login ?? 'somebody',
  email: login === null ? 'somebody@home.example' : `${login}@users.noreply.github.com`,
  account: login === null ? null : actor(login),
})

export const commit = (
  label: string,
  parent: string,
  author: string | null,
  more: Partial<Commit> = {},
): Commit => ({
  oid: oid(label),
  parents: [oid(parent)],
  author: signatory(author),
  committer: signatory(author),
  coAuthors: [],
  signature: null,
  ...more,
})

export const push = (by: string | null, before: string | null, after: string): Push => ({
  by: by === null ? null : actor(by),
  at: '2026-03-01T10:00:00Z',
  before: before === null ? null : oid(before),
  after: oid(after),
  kind: before === null ? 'branch_creation' : 'push',
})

/** What an approval is weighed against: one of the latest commit. */
export const oneDemanded = {
  required: 1,
  freshness: 'head',
  least: 1,
  isCertain: true,
} as const

let reviews = 0
export const review = (by: string | null, more: Partial<Review> = {}): Review => {
  reviews += 1
  return {
    id: `R${String(reviews).padStart(6, '0')}`,
    state: 'APPROVED',
    by: by === null ? null : actor(by),
    at: '2026-03-01T11:00:00Z',
    commit: oid('c1'),
    edited: null,
    canPush: true,
    ...more,
  }
}

/** An objection that somebody lifted. */
export const dismissal = (by: string | null, more: Partial<Dismissal> = {}): Dismissal => ({
  by: by === null ? null : actor(by),
  at: '2026-03-01T11:30:00Z',
  review: null,
  was: 'CHANGES_REQUESTED',
  ...more,
})

export const file = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  previous: null,
  status: 'modified',
  kind: 'file',
  lines: 1,
  ...more,
})

/** As git names a blob: another text has another name. */
export const blobOf = (text: string): string =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex')

export const policyText = (text: string) =>
  known(
    {
      path: '.github/separation-of-duties.yml',
      commit: oid('base'),
      blob: blobOf(text),
      text,
      byteSize: text.length,
      flaw: null,
    },
    'test',
  )

/** Ada opens, writes and pushes one commit; Bob approves it. */
export const change = (more: Partial<Change> = {}): Change => ({
  pull: {
    number: 7,
    url: 'https://github.com/acme/shop/pull/7',
    title: 'Refunds',
    repository: { id: 1, defaultBranch: 'main', defaultTip: oid('base') },
    state: 'OPEN',
    mergedAt: null,
    mergeCommit: null,
    base: { branch: 'main', oid: oid('base'), tip: oid('base') },
    head: { branch: 'feature', oid: oid('c1'), repository: 'acme/shop' },
    isFork: false,
    author: actor('ada'),
  },
  headAfter: known(oid('c1'), 'test'),
  commits: known([commit('c1', 'base', 'ada')], 'test'),
  formerHeads: known([], 'test'),
  pushes: known([push('ada', null, 'c1')], 'test'),
  forcePushes: known([], 'test'),
  updates: {},
  nets: {},
  reviews: known([review('bob')], 'test'),
  dismissals: known([], 'test'),
  baseChanges: known([], 'test'),
  mergers: known([], 'test'),
  assignments: known([], 'test'),
  workStarters: known([], 'test'),
  files: known([file('src/pay.ts')], 'test'),
  policyFile: known(null, 'test'),
  defaultPolicyFile: known(null, 'test'),
  policyProposed: known(null, 'test'),
  codeowners: known(null, 'test'),
  sharing: known([], 'test'),
  parts: known([], 'test'),
  ...more,
})

export const facts = (changes: readonly Change[], more: Partial<Facts> = {}): Facts => ({
  repository: 'acme/shop',
  readAt: '2026-03-01T12:00:00Z',
  policyPath: '.github/separation-of-duties.yml',
  changes: known(changes, 'test'),
  deployment: null,
  breakGlassIssues: known([], 'test'),
  directory: { ...nobodyAsked },
  ...more,
})

/** Of whom nothing was asked. */
export const nobodyAsked: Directory = { teams: {}, maintainers: {}, writers: {}, accounts: {} }

/** No policy has a break-glass. */
export const noBreakGlass: BreakGlassCase = {
  owed: null,
  weighed: () => [],
}

/** What the rules judge: a change under a policy, and what is known of people beside it. */
export function caseOf(
  told: Change,
  policyFile = 'version: 1',
  beside: Partial<Directory> = {},
): Case {
  const { policy, problems } = parsePolicy(policyFile)
  if (policy === null) throw new Error(JSON.stringify(problems))
  const identify = identifier(policy.people, policy.agents)
  const directory = { ...nobodyAsked, ...beside }
  const policyPath = '.github/separation-of-duties.yml'
  const assigned = assign(told, identify, directory, false, policy)
  const proposed = () => readPolicy(told.policyProposed, policyPath).problems
  const without = { breakGlass: noBreakGlass, found: [] }
  return { change: told, ...assigned, directory, policy, policyPath, proposed, ...without }
}

/** Cleo merged it at noon, as m1. */
export const merged = (pull: Partial<PullRequest> = {}, more: Partial<Change> = {}): Change => {
  const one = change({ mergers: known([{ by: actor('cleo'), how: 'merged' }], 'test'), ...more })
  const state = {
    state: 'MERGED',
    mergedAt: '2026-03-01T12:00:00Z',
    mergeCommit: oid('m1'),
  } as const
  return { ...one, pull: { ...one.pull, ...state, ...pull } }
}

export const range = (more: Partial<Range> = {}): Range => ({
  from: oid('base'),
  status: 'ahead',
  count: 2,
  unreviewed: [],
  ...more,
})

/** A commit that came without review. */
export const pastReview = (
  author: string | null,
  pusher: string | null,
): Pick<Deployment, 'range'> => ({
  range: known(
    range({
      unreviewed: [
        {
          commit: commit('x1', 'base', author),
          pushes: [push(pusher, 'base', 'x1')],
          why: 'came through no pull request',
        },
      ],
    }),
    'test',
  ),
})

const deployWorkflow = '.github/workflows/deploy.yml'

/** Production was deployed to at `base`, by a job of the workflow that asks. */
export const past = (more: Partial<Past> = {}, sha = oid('m1')): Past => ({
  own: { run: 9999, path: deployWorkflow },
  action: 'separation-of-duties/gate',
  defaultBranch: 'main',
  branches: ['main'],
  baseline: null,
  records: [pastRecord(1, 'base')],
  count: 1,
  pages: 1,
  isWhole: true,
  runs: { 1: pastRun(1, 'base') },
  earlierAttempts: {},
  makings: {},
  states: { [oid('base')]: true },
  orders: { [orderKey(oid('base'), sha)]: 'ahead' },
  between: {},
  ...more,
})

/** Main stood at each of these, the oldest first, and at nothing else: a row each. */
export const branches = (
  stood: readonly string[],
  more: Partial<BranchRead> = {},
  beside: Partial<Branches> = {},
): Branches => ({
  defaultBranch: 'main',
  read: {
    main: {
      tip: oid(stood.at(-1) ?? ''),
      rows: known(
        stood
          .slice(1)
          .map((label, index) => ({ ...push('bob', stood[index] ?? '', label), kind: 'pr_merge' }))
          .toReversed(),
        'test',
      ),
      isWhole: true,
      ...more,
    },
  },
  ...{ alike: {}, steps: {}, orders: {} },
  ...beside,
})

/** An hour after another by their numbers; each of the run of its own number. */
export const pastRecord = (
  id: number,
  commit: string,
  more: Partial<PastRecord> = {},
): PastRecord => ({
  ...{ id, commit: oid(commit), successes: [{ run: id, at: hour(id) }], begun: [] },
  notes: [],
  cutBefore: null,
  ...more,
})

/** Its job made the record of its number. */
export const pastRun = (id: number, head: string, more: Partial<PastRun> = {}): PastRun => ({
  ...{ path: deployWorkflow, event: 'workflow_dispatch', head: oid(head) },
  ...{ repository: 'acme/shop', hasSucceeded: true, actor: actor('dana') },
  jobs: [{ deployment: id, hasSucceeded: true, at: hour(id) }],
  workflow: null,
  ...more,
})

const hour = (id: number): string => `2026-02-01T${String(id).padStart(2, '0')}:00:00Z`

/** Dana starts the run that ships what Ada wrote; Eve releases it. */
export const deployment = (more: Partial<Deployment> = {}): Deployment => ({
  environment: 'production',
  sha: oid('m1'),
  branch: known('main', 'test'),
  range: known(range(), 'test'),
  pastDeployments: known(past({}, more.sha), 'test'),
  note: known(null, 'the run'),
  arrived: known([], 'test'),
  event: 'workflow_dispatch',
  run: 9999,
  attempts: known([attempt('dana')], 'test'),
  triggers: known([], 'test'),
  releases: known([{ by: actor('eve'), state: 'approved' }], 'test'),
  hasReviewers: known(true, 'test'),
  checks: known([], 'test'),
  bypasses: known([], 'test'),
  policyFile: known(null, 'test'),
  policyAtStart: known(null, 'test'),
  policiesBefore: {},
  ...more,
})

/** Somebody else may run an attempt again: `triggering`. */
export const attempt = (by: string | null, number = 1, triggering: string | null = by) => ({
  number,
  actor: by === null ? null : actor(by),
  triggeringActor: triggering === null ? null : actor(triggering),
})

/** Who approved the environment; it says nothing of the attempt. */
export const release = (by: string | null) => ({
  by: by === null ? null : actor(by),
  state: 'approved' as const,
})

/** What the rules about a deployment judge, the policy of each change left at the defaults. */
export function deploymentCaseOf(
  told: Partial<Deployment> = {},
  changes: readonly Change[] = [merged()],
  policyFile = 'version: 1',
  more: Partial<DeploymentCase> = {},
): DeploymentCase {
  const { policy, problems } = parsePolicy(policyFile)
  if (policy === null) throw new Error(JSON.stringify(problems))
  const identify = identifier(policy.people, policy.agents)
  const shipped = deployment(told)
  return {
    deployment: shipped,
    start: { from: oid('base'), basis: 'deployment', asides: [], grant: null },
    maintainers: {},
    changesRead: known(null, 'test'),
    roster: assignDeployment(
      ...([shipped, changes, policy.deployment.deployer, identify, nobodyAsked] as const),
    ),
    changes: changes.map((one) => ({ change: one, ...assign(one, identify) })),
    policy,
    unclear: [],
    breakGlass: noBreakGlass,
    found: [],
    foundOfChanges: [],
    ...more,
  }
}

/** The form for a break-glass as GitHub renders it; null leaves a field out. */
export const form = (fields: Readonly<Record<string, string | null>> = {}): string =>
  Object.entries({
    'Pull request or commit': '#7',
    Environment: '_No response_',
    'Rules to waive': 'independent-approval',
    Duration: '2h',
    Reason: 'Payments are down.',
    Ticket: '_No response_',
    ...fields,
  })
    .flatMap(([heading, text]) => (text === null ? [] : [`### ${heading}\n\n${text}\n`]))
    .join('\n')

/** Half an hour after Ada asked. */
export const comment = (
  by: string | null,
  body: string,
  more: Partial<IssueComment> = {},
): IssueComment => ({
  by: by === null ? null : actor(by),
  at: '2026-03-01T11:30:00Z',
  body,
  isEdited: false,
  ...more,
})

/** Ada asks at eleven to merge #7 unreviewed, for two hours; Dana approves its head. */
export const issue = (more: Partial<BreakGlassIssue> = {}): BreakGlassIssue => ({
  number: 12,
  url: 'https://github.com/acme/shop/issues/12',
  by: actor('ada'),
  at: '2026-03-01T11:00:00Z',
  body: form(),
  isEdited: false,
  closedAt: null,
  comments: [comment('dana', `/approve ${oid('c1')}`)],
  usage: known({ merged: [], deployed: [] }, 'test'),
  ...more,
})

/** Without what the remedies are as data, of which the sentences are made. */
export function inWords<T>(told: T): T {
  if (Array.isArray(told)) return told.map(inWords) as T
  if (typeof told !== 'object' || told === null) return told
  return Object.fromEntries(Object.entries(told).filter(([key]) => key !== 'remedies')) as T
}
