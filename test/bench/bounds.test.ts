// Where a pull request is longer than the gate reads, the bound has a name, and nobody gets past it.
import { expect, test } from 'vitest'
import { replay } from '../replay/replay.ts'
import { at } from './times.ts'
import { pullOfSize, push, worldFor } from './worlds.ts'

const ofCommits = (commits: number) => replay(pullOfSize({ commits, files: 40, reviews: 2 }))

test('a pull request of 1,000 commits is read', async () => {
  expect((await ofCommits(1000)).verdict).toBe('pass')
}, 60_000)

test('one of 1,001 commits is unknown by name, and no pass', async () => {
  const { verdict, findings, violations } = await ofCommits(1001)
  expect(verdict).toBe('undetermined')
  expect(violations).toEqual([])
  const unknown = findings.find(({ rule }) => rule === 'complete-facts')
  expect(unknown?.outcome).toBe('undetermined')
  expect(unknown?.message).toContain(
    'it has 1001 commits, and the gate reads at most 1,000 commits of a pull request',
  )
  expect(findings.filter(({ outcome }) => outcome === 'violated')).toEqual([])
}, 60_000)

/** Documents take no approval; what the last of so many of them is, only a question of its own tells. */
const ofDocuments = (count: number, last: object | string) => {
  const policy = [
    ...['version: 1', 'approvals:', '  - {required: 1}'],
    '  - {paths: ["docs/**"], required: 0}',
  ].join('\n')
  const documents = Array.from({ length: count - 1 }, (_, index) => [
    `docs/${1000 + index}.md`,
    'v1',
  ])
  const files = Object.fromEntries([...documents, ['docs/last.md', last]])
  return worldFor({
    about: `A pull request of ${count} documents.`,
    commits: {
      base: { author: 'cleo', at: at(0), files: { '.github/separation-of-duties.yml': policy } },
      c1: { parents: ['base'], author: 'ada', at: at(1), files },
    },
    head: 'c1',
    pushes: [push(null, 'c1', 1)],
    reviews: [],
  })
}

test.for([100, 101, 400, 401])('%i documents take no approval', async (count) => {
  expect((await replay(ofDocuments(count, 'v1'))).verdict).toBe('pass')
})

test.for([100, 101, 400, 401])('of %i documents the last is a symlink', async (count) => {
  const { verdict, findings } = await replay(ofDocuments(count, { mode: '120000', text: '../src' }))
  expect(verdict).toBe('fail')
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: 'independent-approval', outcome: 'violated' }),
  )
})
