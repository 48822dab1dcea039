import { expect, test } from 'vitest'
import { known } from '../../src/facts/fact.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { judge } from '../../src/judge/judge.ts'
import { parseRecord } from '../../src/record/parse.ts'
import { recordOf } from '../../src/record/record.ts'
import { verify } from '../../src/record/verify.ts'
import { sha256 } from '../../src/sha256.ts'
import { policy } from '../break-glass/fixtures.ts'
import { issue, facts as judgedFacts, change as madeChange, policyText } from '../fixtures.ts'
import { authorDeploys, oneOf150, unreviewed, withoutBaseline } from '../report/deployment-cases.ts'
import { actor, change, deployment, judged, oid, range, verdict } from '../report/verdicts.ts'

const run = {
  ...{ id: null, attempt: null, event: null, url: null },
  ...{ workflow: null, workflowSha: null, action: null, retentionDays: null },
}

const factsOf = ({ judged, deployment }: typeof authorDeploys): Facts => ({
  repository: 'acme/shop',
  readAt: '2026-03-01T12:00:00Z',
  policyPath: '.github/separation-of-duties.yml',
  changes: known(
    judged.map(({ change }) => change),
    'GraphQL',
  ),
  deployment: deployment?.deployment ?? null,
  breakGlassIssues: known([], 'the policy'),
  directory: { teams: {}, maintainers: {}, writers: {}, accounts: {} },
})

const everything = {
  ...authorDeploys,
  deployment: {
    ...(authorDeploys.deployment ?? expect.unreachable()),
    deployment: deployment({
      range: known(range({ unreviewed: [unreviewed('bad')] }), 'GitHub'),
      triggers: known([{ by: null, deed: 'created deployment 5' }], 'GitHub'),
      checks: known([{ name: 'test', app: 'ci', conclusion: null, at: null, run: null }], 'GitHub'),
      bypasses: known([{ by: actor('bob'), after: oid('bad') }], 'GitHub'),
    }),
  },
  judged: [
    judged({
      change: change(
        { mergeCommit: oid('feed') },
        { mergers: known([{ by: null, how: 'switched on auto-merge for' }], 'GraphQL') },
      ),
    }),
  ],
}

test.for([
  ['a merge', verdict('pass', judged())],
  ['an author who deploys', authorDeploys],
  ['150 changes', oneOf150],
  ['no baseline', withoutBaseline],
  ['every fact of a deployment', everything],
] as const)('the facts come back as they were: %s', ([, given]) => {
  const facts = factsOf(given)
  expect(parseRecord(recordOf(facts, given, run, sha256)).facts).toEqual(facts)
})

test('holds the policy and the duties of the deployment beside those of its changes', () => {
  const record = JSON.parse(recordOf(factsOf(authorDeploys), authorDeploys, run, sha256))
  expect(record.judged.map(({ pull }: { pull: number }) => pull)).toEqual([11, 12, 13])
  expect(record.deployment).toMatchObject({
    environment: 'production',
    sha: oid('4aadfff'),
    policy: { blob: oid('b10b') },
    duties: { holdings: [{ duty: 'deployer' }, { duty: 'deployment-approver' }, {}] },
  })
})

test('requests for a break-glass come back as they were, and the record holds what became of each', () => {
  const asked = issue({ usage: known({ merged: [change()], deployed: [] }, 'GraphQL') })
  const shipped = factsOf(authorDeploys)
  const facts: Facts = {
    ...{ ...shipped, breakGlassIssues: known([asked], 'GraphQL') },
    deployment: shipped.deployment && { ...shipped.deployment, policyFile: policy() },
  }
  const verdict = judge(facts)
  const record = recordOf(facts, verdict, run, sha256)
  expect(parseRecord(record).facts).toEqual(facts)
  expect(JSON.parse(record).breakGlassRequests).toEqual(verdict.breakGlassRequests)
  expect(verdict.breakGlassRequests).toMatchObject([{ issue: 12 }])
})

test.for([
  [
    'facts.deployment',
    (record: Tree) => ({ ...record, facts: { ...record.facts, deployment: {} } }),
  ],
  ['deployment', ({ deployment, ...record }: Tree) => record],
  ['deployment', (record: Tree) => ({ ...record, deployment: { ...record.deployment, more: 1 } })],
] as const)('refuses a record that differs at %s', ([at, differ]) => {
  const record = JSON.parse(recordOf(factsOf(authorDeploys), authorDeploys, run, sha256))
  expect(() => parseRecord(JSON.stringify(differ(record)))).toThrow(`it differs at ${at}`)
})

interface Tree {
  readonly facts: object
  readonly deployment: object
}

test('names the clauses of the standards that the policy selects, beside what was judged alone', () => {
  const text = 'version: 1\ncontrols: [slsa]\n'
  const all = judgedFacts([madeChange({ policyFile: policyText(text) })])
  const { findings } = JSON.parse(recordOf(all, judge(all), run, sha256))
  const named = (findings as { rule: string; controls?: unknown }[]).filter(
    ({ controls }) => controls !== undefined,
  )
  expect(named.map(({ rule }) => rule)).toContain('independent-approval')
  expect(named.map(({ controls }) => controls)).toEqual(
    named.map(() => ({ version: '1', clauses: ['slsa Two-party review'] })),
  )
  expect(verify(recordOf(all, judge(all), run, sha256), sha256).flaws).toEqual([])
})
