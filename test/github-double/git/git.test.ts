// The object graph gives the names that git gives and the answers that git gives.
import { expect, test } from 'vitest'
import { everything } from '../server/client.ts'
import { worldOf } from '../world/world.ts'
import { changedFiles } from './diff.ts'
import { Git } from './git.ts'
import { toOid } from './oid.ts'
import { change, EMPTY, leaf, lookup, oidOf } from './tree.ts'

const world = everything()
const git = new Git(world.commits)
const labels = new Map([...world.labels].map(([label, oid]) => [oid, label]))
const named = (commits: readonly { oid: string }[]) => commits.map(({ oid }) => labels.get(oid))

test('a tree has the name that git would give it', () => {
  const files = new Map([
    ['src/old.ts', leaf('one\ntwo\n', '100644')],
    ['src/pay.ts', leaf('v1', '100644')],
    ['link', leaf('src/pay.ts', '120000')],
    ['run.sh', leaf('#!/bin/sh\n', '100755')],
    ['a.b', leaf('x', '100644')],
    ['a/z', leaf('y', '100644')],
  ])
  const tree = change(EMPTY, files)
  expect(oidOf(tree)).toBe('554e6c9a980679d36b60d1491633829cb4c45616')
  const fewer = change(
    change(tree, new Map([['a/z', null]])),
    new Map([['a', leaf('now a file', '100644')]]),
  )
  expect(lookup(fewer, 'a')).toMatchObject({ text: 'now a file' })
})

test.for([
  { base: 'base', head: 'c2', commits: ['c1', 'c2'], status: 'ahead' },
  { base: 'c2', head: 'base', commits: [], status: 'behind' },
  { base: 'm1', head: 'g1', commits: ['c1', 'c2', 'g1'], status: 'diverged' },
  { base: 'c1', head: 'c1', commits: [], status: 'identical' },
])('$head against $base is $status', ({ base, head, commits, status }) => {
  const compared = git.compare(toOid(base), toOid(head))
  expect(named(compared.ahead)).toEqual(commits)
  expect(compared.status).toBe(status)
})

test('the merge base of two branches is where they parted', () => {
  expect(git.mergeBase(toOid('g1'), toOid('m1'))).toBe(toOid('base'))
  expect(git.mergeBase(toOid('s1'), toOid('c2'))).toBe(toOid('root'))
})

test.for([
  { first: '01', second: '02', picked: 's1' },
  { first: '02', second: '01', picked: 'b1' },
])('of two merge bases it is the one committed last: $picked', ({ first, second, picked }) => {
  const at = (minute: string) => ({ author: 'cleo', at: `2026-01-02T10:${minute}:00Z` })
  const crossed = worldOf({
    about: 'Two branches that merged the same two commits.',
    repository: 'acme/shop',
    accounts: { cleo: { id: 103 } },
    commits: {
      base: at('00'),
      b1: { parents: ['base'], ...at(first) },
      s1: { parents: ['base'], ...at(second) },
      m: { parents: ['b1', 's1'], ...at('03') },
      u: { parents: ['b1', 's1'], ...at('04') },
    },
    branches: { main: 'm', topic: 'u' },
    event: { name: 'push', branch: 'main' },
  })
  const bases = new Git(crossed.commits)
  for (const [one, other] of [
    ['m', 'u'],
    ['u', 'm'],
  ] as const) {
    expect(bases.mergeBase(toOid(one), toOid(other))).toBe(toOid(picked))
  }
})

test('a change is told since the two parted, renames as one file', () => {
  const files = changedFiles(git, toOid('m1'), toOid('c2'))
  expect(files.map(({ status, path, previous }) => [status, path, previous])).toEqual([
    ['removed', 'docs/a.md', null],
    ['renamed', 'src/new.ts', 'src/old.ts'],
    ['modified', 'src/pay.ts', null],
  ])
})
