// A break-glass at the deployment gate: for the whole deployment, for one change of it, and for a merge of before.
import { expect, test } from 'vitest'
import { markerOf } from '../../src/break-glass/commands.ts'
import type { Change } from '../../src/facts/change.ts'
import type { Deployment } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import type { BreakGlassIssue, PastDeployment } from '../../src/facts/facts.ts'
import { deploying, find, nobodysReview, policy } from '../break-glass/fixtures.ts'
import {
  actor,
  attempt,
  comment,
  commit,
  file,
  form,
  merged,
  oid,
  pastReview,
  push,
  review,
  short,
} from '../fixtures.ts'

const [c1, m1] = [oid('c1'), oid('m1')]
const approval = (of: string, at = '2026-03-01T12:15:00Z') =>
  comment('dana', `/approve ${of}`, { at })
const byCleo = { attempts: known([attempt('cleo')], 'test') }
const byAda = { attempts: known([attempt('ada')], 'test') }
const down = unknown('GitHub is down', 'GET it', 'Wait.')

/** Asked after the merge: for production, of whatever the fields say. */
const late = (fields: Parameters<typeof form>[0] = {}, more: Partial<BreakGlassIssue> = {}) => ({
  at: '2026-03-01T12:10:00Z',
  body: form({ Environment: 'production', ...fields }),
  comments: [approval(m1)],
  ...more,
})

const waiving = (rules: string) => ({ 'Rules to waive': rules })
const reviewed = merged()

test('the author deploys under a break-glass for this environment', () => {
  const told = late(waiving('author-deploys, self-release'))
  const verdict = deploying([told], byAda, [reviewed])
  expect(verdict.word).toBe('pass-with-exception')
  expect(find(verdict, 'author-deploys')).toMatchObject({ outcome: 'excepted', pull: 7 })
  expect(find(verdict)).toMatchObject({
    outcome: 'satisfied',
    pull: null,
    message:
      `Break-glass #12 is in use: ada asked for it, dana approved ${short('m1')}, and it waives ` +
      'author-deploys until 2026-03-01T14:15:00Z. It must be reconciled by 2026-03-04T12:30:00Z.',
  })
  expect(verdict.uses).toEqual([
    {
      ...{ issue: 12, url: 'https://github.com/acme/shop/issues/12', gate: 'deployment', oid: m1 },
      ...{ pull: null, environment: 'production', run: 9999, rules: ['author-deploys'] },
      ...{ requester: 'ada', approver: 'dana', until: '2026-03-01T14:15:00Z' },
      reconcile: 'by 2026-03-04T12:30:00Z',
    },
  ])
})

test.for<{ given: string; told: Partial<BreakGlassIssue> }>([
  { given: 'the deployed commit', told: late({ 'Pull request or commit': m1 }) },
  { given: 'the pull request that brought it', told: late() },
  { given: 'the environment in capitals', told: late({ Environment: 'PRODUCTION' }) },
  { given: 'the change, its head approved', told: late({}, { comments: [approval(c1)] }) },
])('a change without a review ships by naming $given', ({ told }) => {
  const verdict = deploying([told], byCleo)
  expect(verdict.word).toBe('pass-with-exception')
  expect(verdict.uses).toMatchObject([{ gate: 'deployment', rules: ['independent-approval'] }])
})

test('what was granted for its merge holds for good, needs no environment, and is no use of the deployment', () => {
  const atMerge = { comments: [approval(c1, '2026-03-01T11:30:00Z')] }
  const verdict = deploying([atMerge], byCleo, undefined, { readAt: '2026-03-03T12:00:00Z' })
  expect(verdict).toMatchObject({ word: 'pass-with-exception', uses: [] })
  expect(find(verdict, 'independent-approval').message).toContain('by break-glass #12')
  const closed = { ...atMerge, closedAt: '2026-03-01T12:05:00Z' }
  expect(deploying([closed], byCleo).word).toBe('pass-with-exception')
})

test('what was granted for a merge covers no deployment', () => {
  const told = {
    body: form(waiving('independent-approval, author-deploys')),
    comments: [approval(c1, '2026-03-01T11:30:00Z')],
  }
  const verdict = deploying([told], byAda)
  expect(verdict.word).toBe('fail')
  expect(find(verdict, 'independent-approval').outcome).toBe('excepted')
  expect(find(verdict).message).toContain(
    'It names no environment, and this deploys to production.',
  )
})

test.for<{ given: string; told: Partial<BreakGlassIssue>; why: string }>([
  {
    given: 'for another environment',
    told: late({ Environment: 'staging' }),
    why: 'It is for staging, and this deploys to production.',
  },
  {
    given: 'for no environment',
    told: late({ Environment: 'none' }),
    why: 'It names no environment, and this deploys to production.',
  },
  {
    given: 'approved for another commit',
    told: late({}, { comments: [approval(oid('m0'))] }),
    why: `It was approved for ${short('m0')}, and #7 is ${short('m1')} and ${short('c1')}.`,
  },
  {
    given: 'that has ended',
    told: late({ Duration: '10m' }),
    why: 'It ended at 2026-03-01T12:25:00Z.',
  },
])('one $given is not valid', ({ told, why }) => {
  const verdict = deploying([told], byCleo)
  expect(verdict.word).toBe('fail')
  expect(find(verdict)).toMatchObject({
    outcome: 'violated',
    pull: 7,
    message: `#7: Break-glass #12 by ada is not valid: ${why}`,
  })
})

test('whoever deploys, or had a hand in any change of it, approves none for the whole', () => {
  const told = late({
    ...waiving('independent-approval, author-deploys'),
    'Pull request or commit': m1,
  })
  const byDana = { attempts: known([attempt('dana')], 'test') }
  expect(find(deploying([told], byDana)).message).toContain(
    "dana's approval does not count: dana started the run.",
  )
})

/** Brought by another pull request, which Cleo wrote and Bob approved. */
const eight = (more: Partial<Change> = {}): Change => {
  const head = { branch: 'other', oid: oid('c8'), repository: 'acme/shop' }
  return merged(
    { number: 8, mergeCommit: oid('m8'), head, author: actor('cleo') },
    {
      headAfter: known(oid('c8'), 'test'),
      commits: known([commit('c8', 'base', 'cleo')], 'test'),
      pushes: known([push('cleo', null, 'c8')], 'test'),
      reviews: known([review('bob', { commit: oid('c8') })], 'test'),
      ...more,
    },
  )
}

const both = [merged({}, nobodysReview), eight(nobodysReview)]
const ofBoth = { sha: oid('m8'), attempts: known([attempt('bob')], 'test') }

test('approved for one change, it lifts nothing of another', () => {
  const verdict = deploying([late()], ofBoth, both)
  expect(verdict.word).toBe('fail')
  expect(
    verdict.findings
      .filter(({ rule }) => rule === 'independent-approval')
      .map(({ pull, outcome }) => [pull, outcome]),
  ).toEqual([
    [8, 'violated'],
    [7, 'excepted'],
  ])
})

const forAll = late({ 'Pull request or commit': oid('m8') }, { comments: [approval(oid('m8'))] })

test('for the commit that is deployed, it lifts what its changes violate', () => {
  expect(deploying([forAll], ofBoth, both).word).toBe('pass-with-exception')
})

test('approved for what is deployed, it lifts what the named change violates, and nothing beside', () => {
  const told = late({}, { comments: [approval(oid('m8'))] })
  const outcomes = (changes: readonly Change[]) =>
    deploying([told], ofBoth, changes)
      .findings.filter(({ rule }) => rule === 'independent-approval')
      .map(({ pull, outcome }) => [pull, outcome])
  expect(outcomes(both)).toEqual([
    [8, 'violated'],
    [7, 'excepted'],
  ])
  const past = pastReview('cleo', 'cleo')
  const unreviewed = late(waiving('reviewed-range'), { comments: [approval(oid('m8'))] })
  const told8 = deploying([unreviewed], { ...ofBoth, ...past }, [eight()])
  expect(find(told8, 'reviewed-range').outcome).toBe('violated')
})

test('what let a change into the branch for one environment opens no other', () => {
  const merging = { comments: [approval(c1, '2026-03-01T11:30:00Z')] }
  const under = (environment: string) =>
    deploying([{ ...merging, body: form({ Environment: environment }) }], byCleo).word
  expect(under('staging')).toBe('fail')
  expect(under('none')).toBe('pass-with-exception')
})

test('whoever had a hand in one of the changes approves none for the whole', () => {
  const danas = eight({ pushes: known([push('dana', null, 'c8')], 'test'), ...nobodysReview })
  const verdict = deploying([forAll], ofBoth, [merged({}, nobodysReview), danas])
  expect(verdict.word).toBe('fail')
  expect(find(verdict).message).toContain(`does not count: dana pushed ${short('c8')}.`)
})

test('a change to the control plane is judged by the break-glass of the policy at the start of the range', () => {
  const workflow = {
    ...{ files: known([file('.github/workflows/ci.yml')], 'test') },
    policyFile: policy(),
  }
  const change = merged({}, { ...workflow, reviews: known([], 'test') })
  const told = late(waiving('independent-approval'))
  const withoutGlass = { policyAtStart: known(null, 'test'), ...byCleo }
  const governed = (more: Partial<Deployment>) =>
    deploying([told], { ...byCleo, ...more }, [change]).findings.filter(
      ({ rule }) => rule === 'independent-approval' || rule === 'control-plane',
    )
  expect(governed({}).map(({ outcome }) => outcome)).toEqual(['violated', 'excepted'])
  expect(governed(withoutGlass).map(({ outcome }) => outcome)).toEqual(['violated', 'violated'])
})

const shippedBefore = (more: Partial<PastDeployment> = {}): Partial<BreakGlassIssue> => ({
  usage: known(
    {
      merged: [],
      deployed: [
        {
          ...{ environment: 'Production', sha: m1, at: '2026-03-01T12:20:00Z', runs: [7001] },
          by: [actor('cleo')],
          ...more,
        },
      ],
    },
    'test',
  ),
})

const logged = (run: number | null): Partial<BreakGlassIssue> => {
  const body = markerOf({ gate: 'deployment', oid: m1, run })
  const by = actor('github-actions', 'Bot')
  return { comments: [approval(m1), comment('bob', body, { by, at: '2026-03-01T12:21:00Z' })] }
}

test.for<{ given: string; more: Partial<BreakGlassIssue>; run?: number | null; why: string }>([
  {
    given: 'another run deployed',
    more: shippedBefore(),
    why: `${short('m1')} was deployed to Production in run 7001 at 2026-03-01T12:20:00Z; it serves one deployment.`,
  },
  {
    given: 'a run that nobody knows deployed',
    more: shippedBefore({ runs: [] }),
    why: `${short('m1')} was deployed to Production at 2026-03-01T12:20:00Z; it serves one deployment.`,
  },
  {
    given: 'another run logged',
    more: logged(7001),
    why: 'Run 7001 used it at 2026-03-01T12:21:00Z; it serves one deployment.',
  },
  {
    given: 'somebody at a terminal logged',
    more: logged(null),
    why: 'A deployment used it at 2026-03-01T12:21:00Z; it serves one deployment.',
  },
  {
    given: 'a run logged, asked from a terminal',
    more: logged(9999),
    run: null,
    why: 'Run 9999 used it at 2026-03-01T12:21:00Z; it serves one deployment.',
  },
])('one that $given is used up', ({ more, run = 9999, why }) => {
  const verdict = deploying([late({}, more)], { ...byCleo, run })
  expect(verdict.word).toBe('fail')
  expect(find(verdict).message).toContain(`is not valid: ${why}`)
})

test.for<{ given: string; more: Partial<BreakGlassIssue> }>([
  { given: 'this run, in an earlier attempt', more: shippedBefore({ runs: [9999] }) },
  { given: 'this run, as it was logged', more: logged(9999) },
  { given: 'another environment', more: shippedBefore({ environment: 'staging' }) },
  { given: 'a run before the approval', more: shippedBefore({ at: '2026-03-01T12:14:59Z' }) },
  { given: 'a run of another commit', more: shippedBefore({ sha: oid('m0') }) },
])('a deployment by $given does not use it up', ({ more }) => {
  expect(deploying([late({}, more)], byCleo).word).toBe('pass-with-exception')
})

test('what became of it is unknown: it may be used up', () => {
  const verdict = deploying([late({}, { usage: down })], byCleo)
  expect(verdict.word).toBe('fail')
  expect(find(verdict)).toMatchObject({
    outcome: 'undetermined',
    remedy: expect.stringMatching(/^Add to `baselines`/),
  })
})

test('while it is unknown who deploys, nobody is surely a second person', () => {
  const rules = 'author-deploys, author-releases, self-release, independent-approval'
  const told = late(waiving(rules))
  const attempts = deploying([told], {
    attempts: down,
    triggers: known([{ by: actor('ada'), deed: 'created deployment 5' }], 'test'),
    releases: known([{ by: actor('ada'), state: 'approved' }], 'test'),
  })
  expect(attempts.word).toBe('fail')
  expect(find(attempts).message).toContain('is valid: GitHub is down.')
  const nameless = { attempts: known([attempt('ada'), attempt(null, 2)], 'test') }
  expect(find(deploying([told], nameless)).message).toContain('whom GitHub does not name deploys')
})

test('where the release is the act of deploying, whoever releases is barred', () => {
  const byRelease = policy('deployment: {deployer: release}')
  const verdict = deploying([late()], {
    policyFile: byRelease,
    releases: known([{ by: actor('dana'), state: 'approved' }], 'test'),
    ...byCleo,
  })
  expect(find(verdict).message).toContain('does not count: dana released production.')
})

test('asked after the merge, it is no matter of the merge', () => {
  const named = late({ Environment: 'none' }, { comments: [approval(c1)] })
  expect(find(deploying([named], byCleo)).message).not.toContain('not before the merge')
})

test('a conflict about one change is lifted by what was approved for that change', () => {
  const told = late(waiving('author-deploys'))
  const changes = [merged(), eight()]
  const of = (who: string) =>
    deploying([told], { sha: oid('m8'), attempts: known([attempt(who)], 'test') }, changes)
      .findings.filter(({ rule }) => rule === 'author-deploys')
      .map(({ pull, outcome }) => [pull, outcome])
  expect(of('ada')).toEqual([[7, 'excepted']])
  expect(of('cleo')).toEqual([[8, 'violated']])
})

const dana = [{ by: actor('dana'), state: 'approved' as const }]

test('while it is unknown what ships, nobody is surely a second person', () => {
  const named = late({ ...waiving('self-release'), 'Pull request or commit': m1 })
  const told = { ...named, comments: [comment('eve', `/approve ${m1}`, { at: named.at })] }
  const released = { releases: known(dana, 'test') }
  expect(find(deploying([told], released, []), 'self-release').outcome).toBe('excepted')
  const verdict = deploying([told], released, [], { changes: down })
  expect(find(verdict).message).toContain('is valid: GitHub is down.')
})

test('where the release is the act of deploying, it must be known who released', () => {
  const byRelease = { policyFile: policy('deployment: {deployer: release}'), ...byCleo }
  expect(find(deploying([late()], { ...byRelease, releases: down })).message).toContain(
    'is valid: GitHub is down.',
  )
  expect(find(deploying([late()], { ...byRelease, attempts: down })).message).toContain('is in use')
})
