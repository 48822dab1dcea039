// Which policy judges what, and that each text is read once, however many commits hold it.
import { expect, test } from 'vitest'
import { known, unknown } from '../../src/facts/fact.ts'
import { judge } from '../../src/judge/judge.ts'
import { inForce, policyReader } from '../../src/policy/in-force.ts'
import type { PolicyReading } from '../../src/policy/parsed-policy.ts'
import { change, deployment, facts, file, merged, oid, policyText } from '../fixtures.ts'

const path = '.github/separation-of-duties.yml'

/** A text is its blob, as in git, unless somebody says otherwise. */
const textOf = (approvals: number, more: object = {}) => {
  const fact = policyText(`version: 1\napprovals: {required: ${approvals}}`)
  return known({ ...fact.value, blob: oid(`blob${approvals}`), ...more }, fact.source)
}

const required = ({ policy }: { policy: PolicyReading }) => policy.policy?.approvals.required

test('a merge is judged by the policy at its base, and nothing is deployed', () => {
  const policies = inForce(facts([]))
  expect(policies.ofDeployment).toBeNull()
  const one = change({ policyFile: textOf(2) })
  expect(policies.ofChange(one)).toMatchObject({ file: one.policyFile })
  expect(required(policies.ofChange(one))).toBe(2)
  expect(required(policies.ofChange(change()))).toBe(1)
})

const shipped = inForce(
  facts([], {
    deployment: deployment({ policyFile: textOf(2), policyAtStart: textOf(3) }),
  }),
)

test.for([
  { given: 'an ordinary change', files: known([file('src/pay.ts')], 'test'), approvals: 2 },
  { given: 'a change of the policy', files: known([file(path)], 'test'), approvals: 3 },
  {
    given: 'a change that moves a workflow away',
    files: known([file('ci.yml', { previous: '.github/workflows/ci.yml' })], 'test'),
    approvals: 3,
  },
  { given: 'a change of unknown files', files: unknown('GitHub is down', 'test'), approvals: 2 },
])('of a deployment, $given takes $approvals approvals', ({ files, approvals }) => {
  const own = textOf(5)
  expect(required(shipped.ofChange(merged({}, { files, policyFile: own })))).toBe(approvals)
})

test('a deployment as a whole is judged by the policy now', () => {
  const { now, atStart } = shipped.ofDeployment ?? {}
  expect([now, atStart].map((one) => one && required(one))).toEqual([2, 3])
  expect(now?.file).toEqual(textOf(2))
})

test('what a change would make of the policy', () => {
  const one = change({ policyProposed: textOf(4) })
  expect(required({ policy: inForce(facts([])).proposedBy(one) })).toBe(4)
})

test('the same text of two commits is read once, and each reading keeps its commit and its path', () => {
  const read = policyReader(path, null)
  const one = read(textOf(2, { commit: oid('m1') }))
  const other = read(textOf(2, { commit: oid('m2'), path: 'elsewhere.yml' }))
  expect(one.policy).not.toBeNull()
  expect(other.policy).toBe(one.policy)
  expect(other.problems).toBe(one.problems)
  expect([one.commit, one.path]).toEqual([oid('m1'), path])
  expect([other.commit, other.path, other.blob]).toEqual([oid('m2'), 'elsewhere.yml', one.blob])
})

test('a record in which a blob stands for two texts: each is read for itself', () => {
  const read = policyReader(path, null)
  const blob = oid('forged')
  expect(read(textOf(5, { blob })).policy?.approvals.required).toBe(5)
  expect(read(textOf(1, { blob })).policy?.approvals.required).toBe(1)
})

test('a symlink is no policy, whatever was read of its blob before', () => {
  const read = policyReader(path, null)
  expect(read(textOf(2)).policy).not.toBeNull()
  expect(read(textOf(2, { flaw: 'symlink' })).policy).toBeNull()
  expect(read(textOf(2)).policy).not.toBeNull()
})

test('exceptions end by the clock that is given', () => {
  const text =
    'version: 1\nexceptions: [{rules: [self-merge], people: [ada], reason: x, granted-by: bob, until: 2026-02-28}]'
  const problems = (now: string | null) => policyReader(path, now)(policyText(text)).problems
  expect(problems(null)).toEqual([])
  expect(problems('2026-03-01T12:00:00Z')).toHaveLength(1)
  const one = change({ policyFile: policyText(text) })
  expect(inForce(facts([one])).ofChange(one).policy.problems).toHaveLength(1)
})

/** What is parsed anew is another object. */
const parsed = (verdict: ReturnType<typeof judge>) =>
  new Set(
    [
      verdict.deployment?.policy,
      verdict.deployment?.policyAtStart,
      ...verdict.judged.map(({ policy }) => policy),
    ]
      .flatMap((one) => one ?? [])
      .map(({ policy }) => policy),
  )

test('a deployment of 150 changes parses two texts twice, and one that stands for both once', () => {
  const workflow = { files: known([file('.github/workflows/ci.yml')], 'test') }
  const changes = Array.from({ length: 150 }, (_, at) =>
    merged({ number: at + 1 }, { policyFile: textOf(4), ...(at % 2 === 0 ? workflow : {}) }),
  )
  const judgedBy = (now: number, atStart: number) =>
    parsed(
      judge(
        facts(changes, {
          deployment: deployment({ policyFile: textOf(now), policyAtStart: textOf(atStart) }),
        }),
      ),
    )
  expect(judgedBy(1, 2).size).toBe(2)
  expect(judgedBy(1, 1).size).toBe(1)
})

test('a merge group of changes on one base parses its policy once', () => {
  const changes = Array.from({ length: 20 }, (_, at) => {
    const one = change({ policyFile: textOf(1, { commit: oid(`b${at}`) }) })
    return { ...one, pull: { ...one.pull, number: at + 1 } }
  })
  expect(parsed(judge(facts(changes))).size).toBe(1)
})
