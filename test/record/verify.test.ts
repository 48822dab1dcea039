// What verify finds in a record: any single value that was changed, by its entry, and what a forger cannot hide.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import { expect, test } from 'vitest'
import type { Facts } from '../../src/facts/facts.ts'
import { judge } from '../../src/judge/judge.ts'
import { sealed } from '../../src/record/digests.ts'
import { parseRecord } from '../../src/record/parse.ts'
import { recordFormats, recordOf } from '../../src/record/record.ts'
import { verify } from '../../src/record/verify.ts'
import { sha256 } from '../../src/sha256.ts'
import { flawsOf, type Tree, unnamedValues } from './changed-values.ts'

const run = {
  id: '12',
  attempt: '1',
  event: 'push',
  url: null,
  workflow: 'w',
  workflowSha: null,
  retentionDays: '90',
}

const kept = (name: string): Facts =>
  parseRecord(readFileSync(join(import.meta.dirname, 'records', `${name}.json`), 'utf8')).facts

const recordFrom = (name: string): string => {
  const facts = kept(name)
  const verdict = judge(facts)
  const uses = verdict.uses.map((use) => ({ ...use, unlogged: null }))
  return recordOf(facts, verdict, { ...run, action: null }, sha256, uses)
}

// Of every folder of worlds a record is changed value by value in every-value.test.ts.
test.for(['v1-pass', 'v1-author-deploys', 'v1-promotion', 'v1-break-glass'])(
  'a single value of %s that is changed is named by the innermost entry that holds it',
  (name) => {
    const json = recordFrom(name)
    expect(verify(json, sha256)).toEqual({ flaws: [], hasDigests: true })
    const { count, unnamed } = unnamedValues(json, 10)
    expect(unnamed).toEqual([])
    expect(count).toBeGreaterThan(200)
  },
)

test('every fact, text, finding and section has its digest', () => {
  const { digests } = JSON.parse(recordFrom('v1-author-deploys'))
  const pointers = Object.keys(digests)
  expect(pointers).toEqual(
    expect.arrayContaining([
      '/format',
      '/run',
      '/verdict',
      '/facts',
      '/facts/changes',
      '/facts/changes/value/0',
      '/facts/changes/value/0/reviews',
      '/facts/deployment',
      '/facts/deployment/triggers',
      '/findings/0',
    ]),
  )
  const texts = Object.keys(JSON.parse(recordFrom('v1-break-glass')).digests)
  expect(texts.filter((one) => one.startsWith('/texts/'))).toHaveLength(1)
  expect(pointers).not.toContain('/facts/repository')
})

/** As a forger makes the digests again, who has the code of the gate. */
const forged = (name: string, change: (record: Tree) => Tree): string =>
  sealed(change(JSON.parse(recordFrom(name))), sha256)

test('who makes every digest again is not seen: only the digest of the file proves who wrote it', () => {
  const json = forged('v1-pass', (record) => ({
    ...record,
    run: { ...run, id: '13', action: null },
  }))
  expect(verify(json, sha256).flaws).toEqual([])
  expect(sha256(json)).not.toBe(sha256(recordFrom('v1-pass')))
})

const inFindings =
  (change: (findings: readonly Tree[]) => readonly unknown[]) =>
  (record: Tree): Tree => ({ ...record, findings: change(record.findings as Tree[]) })

const first = (change: (one: Tree) => Tree) =>
  inFindings((all) => all.map((one, index) => (index === 0 ? change(one) : one)))

test.for([
  {
    name: 'a verdict that does not follow',
    change: (record: Tree) => ({ ...record, verdict: 'pass' }),
    flaws: ['/verdict is pass, and the facts lead to fail.'],
  },
  {
    name: 'a finding that does not follow',
    change: first((one) => ({ ...one, outcome: 'satisfied' })),
    flaws: ['/findings/0 is satisfied, and the facts lead to violated.'],
  },
  {
    name: 'a finding that is gone',
    change: inFindings((all) => all.slice(1)),
    flaws: ['/findings lacks author-deploys of #118 (violated), which follows from the facts.'],
  },
  {
    name: 'a finding that was put in',
    change: inFindings((all) => [...all, { ...all[0], rule: 'self-merge', pull: 8 }]),
    flaws: [/^\/findings\/\d+ does not follow from the facts\.$/],
  },
  {
    name: 'a finding that is there twice',
    change: inFindings((all) => [...all, all[0]]),
    flaws: [/^\/findings\/\d+ does not follow from the facts\.$/],
  },
  {
    name: 'people, paths, commits and an enforcement that do not follow',
    change: first((one) => ({
      ...{ ...one, people: ['bob'], paths: ['x'], commits: [], enforcement: 'warn' },
    })),
    flaws: [
      '/findings/0 differs from what the facts lead to in enforcement, commits, paths, people.',
    ],
  },
  {
    name: 'another pull request',
    change: first((one) => ({ ...one, pull: 12 })),
    flaws: [
      '/findings/0 does not follow from the facts.',
      '/findings lacks author-deploys of #118 (violated), which follows from the facts.',
    ],
  },
  {
    name: 'clauses that a finding gives no evidence for',
    change: first((one) => ({ ...one, controls: { version: '1', clauses: ['sox'] } })),
    flaws: ['/findings/0 differs from what the facts lead to in controls.'],
  },
  {
    name: 'a change that is not judged, and one that is gone',
    change: (record: Tree) => ({ ...record, judged: [{ pull: 99 }] }),
    flaws: [
      '/judged/0 does not follow from the facts.',
      /^\/judged lacks #\d+, which follows from the facts\.$/,
    ],
  },
  {
    name: 'a duty that somebody else held',
    change: (record: Tree) => JSON.parse(JSON.stringify(record).replace(/"duties".*?\d/, '$&0')),
    flaws: [/^\/(?:judged\/0|deployment) differs from what the facts lead to in duties\.$/],
  },
  {
    name: 'no deployment',
    change: (record: Tree) => ({ ...record, deployment: null }),
    flaws: ['/deployment differs from what the facts lead to in environment, sha, policy, duties.'],
  },
  {
    name: 'what is no part of a record',
    change: (record: Tree) => ({ ...record, more: 1 }),
    flaws: ['The record is not one of this gate: it differs at its top level.'],
  },
])('names $name, whatever its digests say', ({ change, flaws }) => {
  const texts = verify(forged('v1-author-deploys', change), sha256).flaws.map(({ text }) => text)
  expect(texts).toEqual(
    flaws.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
  )
})

test('a record without any people is not that of an earlier version', () => {
  const json = forged(
    'v1-author-deploys',
    inFindings((all) => all.map(({ people, ...one }) => one)),
  )
  const { flaws } = verify(json, sha256)
  expect(flaws.length).toBe(JSON.parse(json).findings.length)
  for (const { text } of flaws) expect(text).toMatch(/ differs .* in people\.$/)
})

test('names a use of a break-glass that is gone, and one that was put in', () => {
  const flawsWith = (uses: (all: Tree[]) => unknown) =>
    verify(
      forged('v1-break-glass', (one) => ({ ...one, uses: uses(one.uses as Tree[]) })),
      sha256,
    ).flaws.map(({ text }) => text)
  expect(flawsWith((all) => all.map((one) => ({ ...one, unlogged: 'Not.' })))).toEqual([])
  expect(flawsWith(() => [])).toEqual(['/uses lacks #12, which follows from the facts.'])
  expect(flawsWith((all) => [...all, { issue: 13 }])).toEqual([
    '/uses/1 does not follow from the facts.',
  ])
})

test('a later version may say the same in other words, and in another order', () => {
  const reworded = forged('v1-author-deploys', (record) => ({
    ...record,
    findings: (record.findings as Tree[])
      .map((one) => ({ ...one, message: 'Other words.', remedy: 'Do it.' }))
      .toReversed(),
  }))
  expect(verify(reworded, sha256).flaws).toEqual([])
})

const record = (): Tree => JSON.parse(recordFrom('v1-author-deploys'))

test.for([
  {
    name: 'an entry that is gone',
    differ: (one: Tree) => ({ ...one, findings: (one.findings as Tree[]).slice(0, -1) }),
    text: /^\/findings\/\d+ was removed\.$/,
  },
  {
    name: 'an entry that was put in',
    differ: (one: Tree) => ({ ...one, uses: [{}] }),
    text: /^\/uses\/0 was added\.$/,
  },
  {
    name: 'a digest that is gone',
    differ: ({ digests, ...one }: Tree) => {
      const { '/run': gone, ...others } = digests as Tree
      return { ...one, digests: others }
    },
    text: /^\/digests\/~1run and the entry \/run do not fit each other\.$/,
  },
  {
    name: 'a manifest of other digests',
    differ: (one: Tree) => ({ ...one, manifest: sha256('') }),
    text: /^\/manifest is not the digest of `digests`\.$/,
  },
  {
    name: 'no digests',
    differ: ({ digests, ...one }: Tree) => one,
    text: /^\/digests is no table of digests\.$/,
  },
])('names $name', ({ differ, text }) => {
  const texts = flawsOf(differ(record())).map((flaw) => flaw.text)
  expect(texts).toContainEqual(expect.stringMatching(text))
})

test.for([
  { name: 'no JSON', json: 'hello', text: 'The record is not JSON.' },
  {
    name: 'other bytes of the same value',
    json: JSON.stringify(JSON.parse(recordFrom('v1-pass')), null, 2),
    text: 'The bytes are not canonical JSON (RFC 8785).',
  },
  {
    name: 'a second key of the same name',
    json: recordFrom('v1-pass').replace('{', '{"verdict":"fail",'),
    text: 'The bytes are not canonical JSON (RFC 8785).',
  },
  { name: 'half a character', json: '"\\ud800"', text: 'The record has no canonical form.' },
  {
    name: 'another document',
    json: '{"a":1}',
    text: 'The record is not one of this gate: it differs at format.',
  },
  {
    name: 'a value alone',
    json: '1',
    text: 'The record is not one of this gate: it differs at its top level.',
  },
])('refuses $name', ({ json, text }) => {
  expect(verify(json, sha256).flaws.map((flaw) => flaw.text)).toContain(text)
})

test('a record of the first version has no digests, which is said', () => {
  const { digests, manifest, ...one } = JSON.parse(recordFrom('v1-pass'))
  const first = canonicalize({ ...one, format: recordFormats.first }) ?? ''
  expect(verify(first, sha256)).toEqual({ flaws: [], hasDigests: false })
})

test('refuses what is nested without end', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  expect(verify(deep, sha256).flaws).not.toEqual([])
})
