// Records of every earlier version, kept as they were written: an auditor reads them years later.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judge } from '../../src/judge/judge.ts'
import { parseRecord } from '../../src/record/parse.ts'
import { verify } from '../../src/record/verify.ts'
import { sha256 } from '../../src/sha256.ts'

const kept = join(import.meta.dirname, 'records')
const names = globSync('*.json', { cwd: kept }).sort()

test.for(names)('%s still judges, and its facts lead to its verdict', (name) => {
  const json = readFileSync(join(kept, name), 'utf8')
  const { facts, verdict } = parseRecord(json)
  expect(judge(facts).word).toBe(verdict)
  expect(verify(json, sha256)).toEqual({ flaws: [], hasDigests: !name.startsWith('v1-') })
})

test('there are records of each version', () => {
  expect(new Set(names.map((name) => name.split('-')[0]))).toEqual(new Set(['v1', 'v2']))
})
