// Which files are the control plane: both names of each, and none that only looks like one.
import { expect, test } from 'vitest'
import type { ChangedFile } from '../../../src/facts/fact.ts'
import { controlPlanePaths } from '../../../src/policy/paths/control-plane-paths.ts'
import { file } from '../../fixtures.ts'

const policyPath = '.github/separation-of-duties.yml'

const paths = (...files: readonly ChangedFile[]): readonly string[] =>
  controlPlanePaths(files, policyPath)

test.for([
  policyPath,
  '.github/Separation-Of-Duties.yml',
  'CODEOWNERS',
  'codeowners',
  '.github/CODEOWNERS',
  'docs/CODEOWNERS',
  '.github/workflows/ci.yml',
  '.github/workflows/nested/script.sh',
  '.GitHub/Workflows/ci.yml',
  '.github/actions/gate/index.js',
  'action.yml',
  'action.yaml',
  'tools/gate/action.yml',
  'tools/gate/action.yaml',
  'Action.YML',
])('%s is', (path) => {
  expect(paths(file(path))).toEqual([path])
})

test.for([
  'src/pay.ts',
  'separation-of-duties.yml',
  'docs/separation-of-duties.yml',
  'src/CODEOWNERS',
  'docs/nested/CODEOWNERS',
  'workflows/ci.yml',
  'docs/.github/workflows/ci.yml',
  '.github/dependabot.yml',
  '.github/CODEOWNERS.md',
  'my-action.yml',
  'action.yml.md',
])('%s is not', (path) => {
  expect(paths(file(path))).toEqual([])
})

test.for([
  { kind: 'symlink' as const, path: '.github/workflows', is: ['.github/workflows'] },
  { kind: 'submodule' as const, path: '.github', is: ['.github'] },
  { kind: null, path: '.github/actions', is: ['.github/actions'] },
  { kind: 'file' as const, path: '.github', is: [] },
])('a $kind at $path: $is', ({ kind, path, is }) => {
  expect(paths(file(path, { kind }))).toEqual(is)
})

const renamed = (previous: string, path: string) => file(path, { status: 'renamed', previous })

test.for([
  {
    given: 'a workflow moved out',
    moved: renamed('.github/workflows/ci.yml', 'ci.yml'),
    is: ['.github/workflows/ci.yml'],
  },
  {
    given: 'a workflow moved in',
    moved: renamed('ci.yml', '.github/workflows/ci.yml'),
    is: ['.github/workflows/ci.yml'],
  },
  { given: 'the policy moved away', moved: renamed(policyPath, 'policy.yml'), is: [policyPath] },
  {
    given: 'the policy made of a workflow',
    moved: renamed('.github/workflows/ci.yml', policyPath),
    is: [policyPath, '.github/workflows/ci.yml'],
  },
])('$given: $is', ({ moved, is }) => {
  expect(paths(moved)).toEqual(is)
})

test('every file of the control plane is told, and no other', () => {
  expect(paths(file('action.yml'), file('src/pay.ts'), file('CODEOWNERS'))).toEqual([
    'action.yml',
    'CODEOWNERS',
  ])
})

test('the policy is where it was said to be, in another case too', () => {
  expect(controlPlanePaths([file('config/Gate.yml')], 'Config/gate.yml')).toEqual([
    'config/Gate.yml',
  ])
  expect(controlPlanePaths([file(policyPath)], 'config/gate.yml')).toEqual([])
})
