// What "Update branch" does is nobody's work; any other merge is somebody's.
import { expect, test } from 'vitest'
import { isCleanUpdate } from '../../src/duties/updates.ts'
import { type Commit, type Fact, known, type MergeSides, unknown } from '../../src/facts/fact.ts'
import { actor, commit, oid } from '../fixtures.ts'

const byGitHub = { valid: true, byGitHub: true, signer: actor('web-flow') }

/** Bob clicks "Update branch": c1 is merged with what main became. */
const update = (more: Partial<Commit> = {}): Commit =>
  commit('m1', 'c1', 'bob', {
    parents: [oid('c1'), oid('main')],
    signature: byGitHub,
    ...more,
  })

const readme = { path: 'README.md', blob: 'new', mode: '100644' }

const sides = (more: Partial<MergeSides> = {}): Fact<MergeSides> =>
  known({ head: ['src/pay.ts'], base: [readme], merge: [readme], ...more }, 'test')

const ofTheChange = [oid('c1'), oid('side')]

const isClean = (merge: Commit, compared: Fact<MergeSides> | undefined): boolean =>
  isCleanUpdate(merge, (one) => one !== null && ofTheChange.includes(one), compared)

test.for([
  { given: 'GitHub merged main, which touched other files', compared: sides() },
  {
    given: 'main removed a file, and so does the merge',
    compared: sides({
      base: [{ path: 'old.ts', blob: null, mode: null }],
      merge: [{ path: 'old.ts', blob: null, mode: null }],
    }),
  },
  { given: 'main brought nothing', compared: sides({ base: [], merge: [] }) },
])('$given: a clean update', ({ compared }) => {
  expect(isClean(update(), compared)).toBe(true)
})

test.for([
  { given: 'a commit with one parent', merge: { parents: [oid('c1')] } },
  { given: 'a commit without a parent', merge: { parents: [] } },
  { given: 'a merge of three', merge: { parents: [oid('c1'), oid('main'), oid('other')] } },
  { given: 'a merge that nobody signed', merge: { signature: null } },
  { given: 'a signature that is not valid', merge: { signature: { ...byGitHub, valid: false } } },
  {
    given: 'a merge that Bob signed himself',
    merge: { signature: { valid: true, byGitHub: false, signer: actor('bob') } },
  },
  {
    given: 'a merge into something that is not of the change',
    merge: { parents: [oid('other'), oid('main')] },
  },
  {
    given: 'a merge of a side branch, which belongs to the change itself',
    merge: { parents: [oid('c1'), oid('side')] },
  },
])('$given: somebody worked', ({ merge }) => {
  expect(isClean(update(merge), sides())).toBe(false)
})

test.for([
  { given: 'sides that were never compared', compared: undefined },
  { given: 'sides that could not be compared', compared: unknown('GitHub is down', 'test') },
  {
    given: 'a file changed on both sides, even where the merge takes that of main',
    compared: sides({ head: ['src/pay.ts', 'README.md'] }),
  },
  {
    given: 'a file of the merge that main did not touch',
    compared: sides({ merge: [readme, { path: 'src/pay.ts', blob: 'evil', mode: '100644' }] }),
  },
  {
    given: 'a file of main with another content',
    compared: sides({ merge: [{ ...readme, blob: 'evil' }] }),
  },
  {
    given: 'a file of main that the merge leaves as it was',
    compared: sides({ merge: [] }),
  },
  {
    given: 'a file of main that the merge makes a link',
    compared: sides({ merge: [{ ...readme, mode: '120000' }] }),
  },
  {
    given: 'a file of main that the merge removes',
    compared: sides({ merge: [{ ...readme, blob: null, mode: null }] }),
  },
  {
    given: 'a file that main left alone and the merge removes',
    compared: sides({ merge: [readme, { path: 'test/pay.ts', blob: null, mode: null }] }),
  },
])('$given: not known to be clean', ({ compared }) => {
  expect(isClean(update(), compared)).toBe(false)
})
