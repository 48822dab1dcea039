// Each text is in a record once, by its blob: many changes share a policy of 500 paths, and the record stays small.
import { expect, test } from 'vitest'
import { known, valueOr } from '../../src/facts/fact.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { judge } from '../../src/judge/judge.ts'
import { parseRecord } from '../../src/record/parse.ts'
import { recordOf } from '../../src/record/record.ts'
import { sha256 } from '../../src/sha256.ts'
import {
  blobOf,
  change,
  commit,
  deployment,
  facts,
  file,
  merged,
  oid,
  policyText,
  push,
  range,
  review,
} from '../fixtures.ts'

const run = {
  ...{ id: null, attempt: null, event: null, url: null },
  ...{ workflow: null, workflowSha: null, action: null, retentionDays: null },
}

const written = (all: Facts): string => recordOf(all, judge(all), run, sha256)

const paths = Array.from(
  { length: 500 },
  (_, n) =>
    `  - {name: "service ${n}", paths: ["services/${n}/**"], from: {teams: [team-${n}], users: [dana]}}`,
)
const long = `version: 1\nprotected-paths:\n${paths.join('\n')}\n`

/** Three commits, each pushed by itself, in ten files, reviewed by two. */
function busy(number: number): ReturnType<typeof change> {
  const labels = Array.from({ length: 3 }, (_, n) => `${number}/${n}`)
  const commits = labels.map((label, n) => commit(label, labels[n - 1] ?? 'base', 'ada'))
  const head = labels.at(-1) ?? ''
  return merged(
    { number, head: { branch: `topic-${number}`, oid: oid(head), repository: 'acme/shop' } },
    {
      headAfter: known(oid(head), 'GraphQL PullRequest.headRefOid'),
      commits: known(commits, 'GraphQL PullRequest.commits'),
      pushes: known(
        labels.map((label, n) => push('ada', labels[n - 1] ?? null, label)),
        'GET /repos/{owner}/{repo}/activity',
      ),
      reviews: known(
        ['bob', 'cleo'].map((by) => review(by, { commit: oid(head) })),
        'GraphQL PullRequest.reviews',
      ),
      files: known(
        Array.from({ length: 10 }, (_, n) => file(`src/module-${number}/file-${n}.ts`)),
        'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
      ),
      policyFile: policyText(long),
      policyProposed: policyText(long),
    },
  )
}

const many = Array.from({ length: 150 }, (_, n) => busy(100 + n))

test('150 changes under a policy of 500 paths fit into 2 MB, and come back as they were', () => {
  const all = facts(many, {
    deployment: deployment({
      range: known(range({ count: 450 }), 'GitHub'),
      policyFile: policyText(long),
      policyAtStart: policyText(long),
    }),
  })
  const record = written(all)
  expect(Buffer.byteLength(record)).toBeLessThan(2_000_000)
  expect(record.split('services/499/**')).toHaveLength(2)
  const parsed = parseRecord(record)
  expect(parsed.facts).toEqual(all)
  expect(judge(parsed.facts).word).toBe(parsed.verdict)
})

const text = 'version: 1\napprovals: {required: 2}'
const codeowners = '* @acme/owners'
const target = 'elsewhere.yml'
const linked = { ...policyText('').value, text: '', blob: blobOf(target), flaw: 'symlink' } as const
const plain = { ...policyText(target).value, path: 'elsewhere.yml' }

const mixed = facts([
  change({ policyFile: policyText(text), policyProposed: known(linked, 'test') }),
  change({ policyFile: policyText(text), policyProposed: known(plain, 'test') }),
  change({
    codeowners: known({ file: policyText(codeowners).value, errors: [] }, 'test'),
    policyProposed: policyText(''),
  }),
])

test('every plain file refers to the table; a symlink has the blob of its target and no text', () => {
  const record = JSON.parse(written(mixed))
  expect(record.texts).toEqual({
    [blobOf(text)]: text,
    [blobOf(codeowners)]: codeowners,
    [blobOf(target)]: target,
    [blobOf('')]: '',
  })
  const [first, second, third] = record.facts.changes.value
  expect(first.policyFile.value).not.toHaveProperty('text')
  expect(first.policyProposed.value).toMatchObject({ flaw: 'symlink', text: '' })
  expect(second.policyProposed.value).not.toHaveProperty('text')
  expect(third.codeowners.value.file).not.toHaveProperty('text')
  expect(record.judged[0].policy).toEqual({
    path: '.github/separation-of-duties.yml',
    commit: oid('base'),
    blob: blobOf(text),
  })
  expect(parseRecord(written(mixed)).facts).toEqual(mixed)
})

test('two texts of one blob are no facts', () => {
  const other = { ...policyText('version: 1').value, blob: blobOf(text) }
  const all = facts([change({ policyFile: policyText(text) }), change()])
  const [one, two] = valueOr(all.changes, [])
  const changes = [one, two && { ...two, policyFile: known(other, 'test') }].filter(
    (each) => !!each,
  )
  expect(() => written({ ...all, changes: known(changes, 'test') })).toThrow(
    `GitHub gave two texts for the blob ${blobOf(text)}.`,
  )
})

const place = 'facts.changes.value.0.policyFile.value.text'

test.for([
  {
    name: 'a text that is not there',
    differ: (record: Tree) => ({
      ...record,
      texts: { ...record.texts, [blobOf(text)]: undefined },
    }),
    at: place,
  },
  {
    name: 'a text to which no file refers',
    differ: (record: Tree) => ({ ...record, texts: { ...record.texts, [oid('more')]: text } }),
    at: `texts.${oid('more')}`,
  },
  {
    name: 'a text that is none',
    differ: (record: Tree) => ({ ...record, texts: { ...record.texts, [blobOf(text)]: 1 } }),
    at: `texts.${blobOf(text)}`,
  },
  { name: 'no texts', differ: ({ texts, ...record }: Tree) => record, at: 'texts' },
  {
    name: 'a file with a text of its own',
    differ: (record: Tree) => ({
      ...record,
      facts: JSON.parse(
        JSON.stringify(record.facts).replace(
          `"blob":"${blobOf(text)}"`,
          `"blob":"${blobOf(text)}","text":"version: 1"`,
        ),
      ),
    }),
    at: place,
  },
])('refuses $name', ({ differ, at }) => {
  const record = JSON.parse(written(mixed))
  expect(() => parseRecord(JSON.stringify(differ(record)))).toThrow(`it differs at ${at}.`)
})

test('refuses what is nested without end', () => {
  const record = JSON.parse(written(mixed))
  const deep = JSON.stringify({ ...record, facts: 'deep' }).replace(
    '"facts":"deep"',
    `"facts":${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  )
  expect(() => parseRecord(deep)).toThrow('The record is not one of this gate')
})

interface Tree {
  readonly facts: object
  readonly texts: Readonly<Record<string, string>>
}
