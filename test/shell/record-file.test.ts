// Where a record lies: one file a verdict, and no later verdict in the place of an earlier one.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordFile } from '../../src/shell/record-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-file-'))
})
afterAll(() => rm(folder, { recursive: true }))

const head = 'ae23b94ccaf714337e4ce5ba99ef3dc257e300df'
const first = { id: '9999', attempt: '1' }
const nowhere = { id: null, attempt: null }
const to = (environment: string) => ({ kind: 'deployment', environment })

const fileOf = (over: Partial<Parameters<typeof recordFile>[1]>, record = '{}') =>
  recordFile(record, { directory: folder, subject: to('production'), head, run: first, ...over })

const nameOf = (over: Partial<Parameters<typeof recordFile>[1]>) => basename(fileOf(over).path)

test.for([
  { name: 'deployment-production-ae23b94-9999-1.json', over: {} },
  {
    name: 'deployment-staging-ae23b94-9999-2.json',
    over: { subject: to('staging'), run: { id: '9999', attempt: '2' } },
  },
  {
    name: 'pull-7-ae23b94-9999-1.json',
    over: { subject: { kind: 'pull-request', number: 7 } },
  },
  {
    name: 'merge-group-unread-9999-1.json',
    over: { subject: { kind: 'merge-group' }, head: null },
  },
  { name: 'deployment-production-ae23b94.json', over: { run: nowhere } },
  {
    name: 'deployment-EU-prod-..-x-ae23b94.json',
    over: { subject: to('EU/prod/../:x'), run: nowhere },
  },
])('$name', ({ name, over }) => {
  expect(nameOf(over)).toBe(name)
})

test('a name without end is cut to what a disk takes', () => {
  expect(nameOf({ subject: to('x'.repeat(255)) }).length).toBeLessThan(200)
})

test('a record that is there stays: the next one gets a number, and its digest names that file', async () => {
  const directory = join(folder, 'twice')
  for (const record of ['{"a":1}', '{"a":2}', '{"a":3}']) {
    expect(await fileOf({ directory, run: nowhere }, record).write()).toBeNull()
  }
  const stem = 'deployment-production-ae23b94'
  const names = ['', '-2', '-3'].map((number) => `${stem}${number}.json`)
  expect((await readdir(directory)).filter((one) => one.endsWith('.json')).toSorted()).toEqual(
    names.toSorted(),
  )
  expect(await readFile(join(directory, `${stem}.json`), 'utf8')).toBe('{"a":1}')
  expect(await readFile(join(directory, `${stem}-2.json.sha256`), 'utf8')).toMatch(
    new RegExp(`^[0-9a-f]{64}  ${stem}-2\\.json\\n$`),
  )
})

test('one that comes in between is not overwritten either', async () => {
  const directory = join(folder, 'between')
  const [one, other] = ['{"a":1}', '{"a":2}'].map((record) => fileOf({ directory }, record))
  expect(await one?.write()).toBeNull()
  expect(await other?.write()).toMatch(/^EEXIST: /)
  expect(await readFile(one?.path ?? '', 'utf8')).toBe('{"a":1}')
})
