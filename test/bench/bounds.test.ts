// Where a pull request is longer than the gate reads, the bound has a name, and nobody gets past it.
import { expect, test } from 'vitest'
import { replay } from '../replay/replay.ts'
import { pullOfSize } from './worlds.ts'

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
