// What is demanded where the policy's file is there, missing, or not to be had.
import { describe, expect, test } from 'vitest'
import { known, type TextFile, unknown } from '../../src/facts/fact.ts'
import { policyReader, readPolicy } from '../../src/policy/reading.ts'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { oid, policyText } from '../fixtures.ts'

const path = '.github/separation-of-duties.yml'

const file = (text: string, flaw: TextFile['flaw'] = null): TextFile => ({
  path,
  commit: 'c'.repeat(40),
  blob: 'b'.repeat(40),
  text,
  byteSize: text.length,
  flaw,
})

const read = (value: TextFile | null) => readPolicy(known(value, 'test'), path)

test('no file: the defaults hold', () => {
  expect(read(null)).toEqual({
    path,
    commit: null,
    blob: null,
    policy: defaultPolicy,
    problems: [],
  })
})

test('a file: its own policy, with the commit and blob that show which', () => {
  const { policy, commit, blob, problems } = read(file('version: 1\napprovals: {required: 3}'))
  expect(policy?.approvals).toMatchObject({ required: 3 })
  expect([commit, blob, problems]).toEqual(['c'.repeat(40), 'b'.repeat(40), []])
})

test('by the clock that it is given an exception may have ended', () => {
  const text = `version: 1
exceptions: [{rules: [self-merge], people: [ada], reason: x, granted-by: dana, until: 2026-01-31}]`
  const messages = (now: string | null) =>
    readPolicy(known(file(text), 'test'), path, now).problems.map(({ message }) => message)
  expect(messages('2026-01-31T12:00:00Z')).toEqual([])
  expect(messages('2026-02-01T00:00:00Z')).toEqual([
    'exceptions[0] ended on 2026-01-31 and covers nothing; remove it',
  ])
  expect(messages(null)).toEqual([])
})

describe('never the defaults for a file that is there', () => {
  test.for([
    [file('version: 1', 'symlink'), 'the policy must be a file of its own, not a symlink'],
    [file('version: 1', 'directory'), 'the policy must be a file, not a directory'],
    [file('version: 1', 'binary'), 'the policy must be a text, not a binary file'],
    [
      file('version: 1', 'truncated'),
      'the policy must be shorter than 512 KiB; GitHub cuts this one off',
    ],
    [file('version: 2'), 'version must be the number 1, not 2'],
    [file(''), 'the file is empty; a policy is a mapping that starts with "version: 1"'],
  ] as const)('%j', ([given, message]) => {
    const { policy, problems, blob } = read(given)
    expect(policy).toBeNull()
    expect(problems).toMatchObject([{ severity: 'error', line: 1, message }])
    expect(blob).toBe(given.blob)
  })

  test('nor for one that could not be asked for', () => {
    expect(readPolicy(unknown('GitHub answered 500.', 'test'), path)).toEqual({
      path,
      commit: null,
      blob: null,
      policy: null,
      problems: [
        {
          severity: 'error',
          line: 1,
          column: 1,
          message: 'the policy cannot be read: GitHub answered 500.',
        },
      ],
    })
  })
})

const textOf = (approvals: number, more: object = {}) => {
  const { value, source } = policyText(`version: 1\napprovals: {required: ${approvals}}`)
  return known({ ...value, ...more }, source)
}

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

test('where a blob has two texts, each is read for itself', () => {
  const read = policyReader(path, null)
  const blob = oid('forged')
  expect(read(textOf(5, { blob })).policy?.approvals).toMatchObject({ required: 5 })
  expect(read(textOf(1, { blob })).policy?.approvals).toMatchObject({ required: 1 })
})

test('a symlink is no policy, whatever was read of its blob before', () => {
  const read = policyReader(path, null)
  expect(read(textOf(2)).policy).not.toBeNull()
  expect(read(textOf(2, { flaw: 'symlink' })).policy).toBeNull()
  expect(read(textOf(2)).policy).not.toBeNull()
})
