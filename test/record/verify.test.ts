// What verify finds in a record: any single value that was changed, by its entry, and what a forger cannot hide.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import { expect, test } from 'vitest'
import type { Facts } from '../../src/facts/facts.ts'
import { judge } from '../../src/judge/judge.ts'
import { alterations } from '../../src/record/alterations.ts'
import { sealed } from '../../src/record/digests.ts'
import { parseRecord } from '../../src/record/parse.ts'
import { recordFormats, recordOf } from '../../src/record/record.ts'
import { verify } from '../../src/record/verify.ts'
import { sha256 } from '../../src/sha256.ts'

const run = { id: '12', attempt: '1', event: 'push', url: null, workflow: 'w', workflowSha: null }

const kept = (name: string): Facts =>
  parseRecord(readFileSync(join(import.meta.dirname, 'records', `${name}.json`), 'utf8')).facts

const recordFrom = (name: string): string => {
  const facts = kept(name)
  return recordOf(facts, judge(facts), { ...run, action: null }, sha256)
}

interface Tree {
  [key: string]: unknown
}

const flawsOf = (record: unknown) => verify(canonicalize(record) ?? '', sha256).flaws

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** Every value that holds no other, with its pointer and a way to change it. */
function* leaves(
  value: unknown,
  pointer = '',
): Generator<readonly [string, (next: unknown) => void]> {
  for (const [key, one] of Object.entries(value as Tree)) {
    const at = `${pointer}/${escaped(key)}`
    const put = (next: unknown) => {
      ;(value as Tree)[key] = next
    }
    const isLeaf = typeof one !== 'object' || one === null || Object.keys(one).length === 0
    if (isLeaf) yield [at, put]
    else yield* leaves(one, at)
  }
}

const otherThan = (value: unknown): unknown => {
  if (typeof value === 'string') return `${value}.`
  if (typeof value === 'number') return value + 1
  return typeof value === 'boolean' ? !value : 'changed'
}

const valueAt = (record: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value, key) => (value as Tree)[key], record)

test.for(['v1-pass', 'v1-author-deploys', 'v1-promotion', 'v1-break-glass'])(
  'each single value of %s that is changed is named by the innermost entry that holds it',
  (name) => {
    const json = recordFrom(name)
    expect(verify(json, sha256)).toEqual({ flaws: [], hasDigests: true })
    const record = JSON.parse(json)
    const entries = Object.keys(record.digests)
    let count = 0
    for (const [pointer, put] of leaves(record)) {
      const before = valueAt(record, pointer)
      put(otherThan(before))
      const named = alterations(record, sha256).map(({ at }) => at)
      const holders = entries.filter((one) => pointer === one || pointer.startsWith(`${one}/`))
      const innermost = holders.sort((a, b) => b.length - a.length)[0] ?? pointer
      expect(named, pointer).toContain(innermost)
      // What it costs to judge each time, every tenth value shows as well.
      if (count % 10 === 0) expect(flawsOf(record).map(({ at }) => at)).toContain(innermost)
      put(before)
      count += 1
    }
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
  canonicalize(sealed(change(JSON.parse(recordFrom(name))), sha256)) ?? ''

test('who makes every digest again is not seen: only the digest of the file proves who wrote it', () => {
  const json = forged('v1-pass', (record) => ({
    ...record,
    run: { ...run, id: '13', action: null },
  }))
  expect(verify(json, sha256).flaws).toEqual([])
  expect(sha256(json)).not.toBe(sha256(recordFrom('v1-pass')))
})

test.for([
  {
    name: 'a verdict that does not follow',
    change: (record: Tree) => ({ ...record, verdict: 'pass' }),
    flaw: { at: '/verdict', text: '/verdict is pass, and the facts lead to fail.' },
  },
  {
    name: 'a finding that does not follow',
    change: (record: Tree) => ({
      ...record,
      findings: (record.findings as Tree[]).map((one) => ({ ...one, outcome: 'satisfied' })),
    }),
    flaw: {
      at: '/findings/0',
      text: '/findings/0 is satisfied, and the facts lead to violated.',
    },
  },
  {
    name: 'what is no part of a record',
    change: (record: Tree) => ({ ...record, more: 1 }),
    flaw: { at: null, text: 'The record is not one of this gate: it differs at its top level.' },
  },
])('names $name, whatever its digests say', ({ change, flaw }) => {
  expect(verify(forged('v1-author-deploys', change), sha256).flaws).toContainEqual(flaw)
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
