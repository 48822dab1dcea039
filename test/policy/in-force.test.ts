// Which policy judges what, and that each text is read once, however many commits hold it.

import { expect, test } from 'vitest'
import { known, unknown } from '../../src/facts/fact.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { judge } from '../../src/judge/judge.ts'
import { approvalEntries } from '../../src/policy/approval-entries.ts'
import { inForce, type PolicyReading } from '../../src/policy/in-force.ts'
import { policyReader } from '../../src/policy/reading.ts'
import { change, deployment, facts, file, merged, oid, policyText } from '../fixtures.ts'

const path = '.github/separation-of-duties.yml'

const textOf = (approvals: number, more: object = {}) => {
  const { value, source } = policyText(`version: 1\napprovals: {required: ${approvals}}`)
  return known({ ...value, ...more }, source)
}

const inForceOf = (all: Facts) => inForce(all, policyReader(path, null))

const required = ({ policy: { policy } }: { policy: PolicyReading }) =>
  policy ? approvalEntries(policy)[0]?.required : undefined

test('a merge is judged by the policy at its base, and nothing is deployed', () => {
  const policies = inForceOf(facts([]))
  expect(policies.ofDeployment).toBeNull()
  const one = change({ policyFile: textOf(2) })
  expect(policies.ofChange(one)).toMatchObject([{ file: one.policyFile }])
  expect(required(policies.ofChange(one)[0])).toBe(2)
  expect(required(policies.ofChange(change())[0])).toBe(1)
})

test.for([
  { given: 'with a policy of its own', own: textOf(3), numbers: [3, 2] },
  { given: 'without one', own: known(null, 'test'), numbers: [2] },
])("a branch beside the default one, $given, has the default branch's as floor", (given) => {
  const one = change({ policyFile: given.own, defaultPolicyFile: textOf(2) })
  const beside = { ...one, pull: { ...one.pull, base: { ...one.pull.base, branch: 'release' } } }
  expect(inForceOf(facts([])).ofChange(beside).map(required)).toEqual(given.numbers)
})

test('the worse answer of each rule stands, and a floor that cannot be used stops', () => {
  const into = (own: number, floor: ReturnType<typeof textOf>) => {
    const one = change({ policyFile: textOf(own), defaultPolicyFile: floor })
    const beside = { ...one, pull: { ...one.pull, base: { ...one.pull.base, branch: 'release' } } }
    return judge(facts([beside])).word
  }
  expect(into(1, textOf(1))).toBe('pass')
  expect(into(2, textOf(1))).toBe('fail')
  expect(into(1, textOf(2))).toBe('fail')
  expect(into(1, policyText('version: 9'))).toBe('undetermined')
})

test('a policy that somebody names must be there', () => {
  const named = 'policies/gate.yml'
  const policies = inForce({ ...facts([]), policyPath: named }, policyReader(named, null))
  const [{ policy }] = policies.ofChange(change())
  expect(policy).toMatchObject({ policy: null, problems: [{ severity: 'error' }] })
})

const shipped = inForceOf(
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
  expect(required(shipped.ofChange(merged({}, { files, policyFile: own }))[0])).toBe(approvals)
})

test('a deployment as a whole is judged by the policy now', () => {
  const { now, atStart } = shipped.ofDeployment ?? {}
  expect([now, atStart].map((one) => one && required(one))).toEqual([2, 3])
  expect(now?.file).toEqual(textOf(2))
})

test('what a change would make of the policy', () => {
  const one = change({ policyProposed: textOf(4) })
  expect(required({ policy: inForceOf(facts([])).proposedBy(one) })).toBe(4)
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
