// control-plane: who changes what is checked, and by whom, needs an approval from its owners.
import { expect, test } from 'vitest'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import type { Directory } from '../../src/facts/facts.ts'
import { controlPlane } from '../../src/rules/control-plane.ts'
import { actor, caseOf, change, file, inWords, policyText, review, short } from '../fixtures.ts'

const policyPath = '.github/separation-of-duties.yml'
const workflow = '.github/workflows/ci.yml'

const touching = (...paths: readonly string[]) => ({
  files: known(
    paths.map((path) => file(path)),
    'test',
  ),
})

const eveMaintains = { maintainers: { 2: known(false, 'test'), 5: known(true, 'test') } }

const answer = (
  approvers: readonly string[],
  more: Partial<Change> = {},
  policy = '',
  directory: Partial<Directory> = eveMaintains,
) => {
  const reviews = known(
    approvers.map((login) => review(login)),
    'test',
  )
  const one = change({ reviews, ...touching(workflow), ...more })
  return inWords(controlPlane(caseOf(one, `version: 1\n${policy}`, directory)))
}

const remedy = (whom: string): string => `Ask ${whom} to approve ${short('c1')}.`
const anybody = 'someone with admin or maintain permission'

test('somebody who maintains the repository approved: satisfied', () => {
  expect(answer(['eve'])).toEqual({
    outcome: 'satisfied',
    message: `${workflow} needs 1 approval from ${anybody} and has 1 (eve).`,
    people: ['eve'],
    paths: [workflow],
  })
})

test('a writer approved: violated', () => {
  expect(answer(['bob'])).toEqual({
    outcome: 'violated',
    awaitsApproval: true,
    message: `${workflow} needs 1 approval from ${anybody}.`,
    remedy: remedy('a non-contributor with admin or maintain permission'),
    people: [],
    paths: [workflow],
  })
})

test('whose permission cannot be read approved: undetermined', () => {
  const directory = { maintainers: { 2: unknown('GitHub is down', 'GET permission', 'Wait.') } }
  expect(answer(['bob'], {}, '', directory)).toEqual({
    outcome: 'undetermined',
    message: `${workflow} needs 1 approval from ${anybody}. Unknown: GitHub is down.`,
    remedy: 'Wait.',
    people: [],
    paths: [workflow],
  })
})

test('the owners are others: a maintainer does not suffice', () => {
  const owners = 'control-plane: {owners: {users: [dana], teams: [platform]}}'
  const directory = { ...eveMaintains, teams: { platform: known([actor('cleo')], 'test') } }
  expect(answer(['eve'], {}, owners, directory)).toMatchObject({
    outcome: 'violated',
    remedy: remedy('dana or team platform'),
  })
  expect(answer(['cleo'], {}, owners, directory).outcome).toBe('satisfied')
})

test('a separate owner already is the ordinary reviewer: violated, and said so', () => {
  const owners = 'control-plane: {owners: {users: [dana]}, separate: true}'
  expect(answer(['dana'], {}, owners)).toMatchObject({
    outcome: 'violated',
    message:
      `${workflow} needs 1 approval from dana. One approval serves ` +
      'one demand, and that of dana serves another.',
  })
})

test('an unmet protected path is no matter of this rule', () => {
  const entry = 'protected-paths: [{name: delivery, paths: [".github/**"], from: {users: [dana]}}]'
  expect(answer(['eve'], {}, entry)).toMatchObject({
    outcome: 'satisfied',
    message: `${workflow} needs 1 approval from ${anybody} and has 1 (eve).`,
  })
})

test('no file of the control plane is touched: not applicable', () => {
  expect(answer([], touching('src/pay.ts'))).toEqual({
    outcome: 'not-applicable',
    message: 'Neither policy, CODEOWNERS, workflows nor actions are touched.',
  })
})

test.for<{ given: string; more: Partial<Change>; message: string }>([
  {
    given: 'the files',
    more: { files: unknown('GitHub is down', 'test') },
    message: 'The files are unknown.',
  },
  {
    given: 'the reviews',
    more: { reviews: unknown('GitHub is down', 'test') },
    message: 'The reviews are unknown.',
  },
])('$given are unknown: undetermined', ({ more, message }) => {
  expect(answer(['eve'], more)).toEqual({ outcome: 'undetermined', message })
})

const proposes = (text: string) => ({
  ...touching(policyPath, workflow),
  policyProposed: policyText(text),
})

test('the change would make the policy invalid: violated, whoever approved', () => {
  expect(answer(['eve'], proposes('# Ours\nversion: 2'))).toEqual({
    outcome: 'violated',
    message:
      `The change would make ${policyPath} unusable. Line 2: version must be the number ` +
      `1, not 2.`,
    remedy: 'Correct the policy in this change: an unusable one stops every later gate.',
    paths: [policyPath],
  })
})

test('every error of the proposed policy is told by its line', () => {
  const { message } = answer(['eve'], proposes('version: 2\nrule: {}'))
  expect(message).toMatch(/Line 1: version .*Line 2: .*rule/)
})

test('the change would make the policy a symlink: violated', () => {
  const { value } = policyText('version: 1')
  const policyProposed = known({ ...value, flaw: 'symlink' as const }, 'test')
  expect(answer(['eve'], { ...touching(policyPath), policyProposed })).toMatchObject({
    outcome: 'violated',
    message:
      `The change would make ${policyPath} unusable. Line 1: the policy must be a file ` +
      `of its own, not a symlink.`,
  })
})

const idle = `version: 1
protected-paths: [{name: docs, paths: ["src/**", "!src/docs/**"], from: {users: [dana]}}]`

test.for<{ given: string; more: Partial<Change> }>([
  { given: 'a valid policy', more: proposes('version: 1\napprovals: {required: 2}') },
  { given: 'a policy that earns a warning', more: proposes(idle) },
  {
    given: 'a policy that is taken away',
    more: { ...touching(policyPath), policyProposed: known(null, 'test') },
  },
  {
    given: 'a policy that cannot be read, which is told elsewhere',
    more: { ...touching(policyPath), policyProposed: unknown('GitHub is down', 'test') },
  },
])('the change proposes $given: its owners decide', ({ more }) => {
  expect(answer(['eve'], more).outcome).toBe('satisfied')
  expect(answer(['bob'], more).outcome).toBe('violated')
})

test('a change that leaves a broken policy alone is not blamed for it', () => {
  const more = { ...touching(workflow), policyProposed: policyText('version: 2') }
  expect(answer(['eve'], more).outcome).toBe('satisfied')
})
