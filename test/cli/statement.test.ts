// statement: what it prints is an in-toto statement about the file that it was given, and about no other.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordFormats } from '../../src/record/record.ts'
import { sha256 } from '../../src/sha256.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { worldWithPolicy } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'

let folder = ''
let text = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statement-'))
  text = (await replay(worldWithPolicy('version: 1'), { pool: runBundle })).record ?? ''
  await writeFile(join(folder, 'pull-7.json'), text)
})
afterAll(() => rm(folder, { recursive: true }))

const statement = (...args: readonly string[]) => runBundle(['statement', ...args], {}, folder)

test('names the file by its digest, and holds the record', async () => {
  const { exitCode, stdout } = await statement('pull-7.json')
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'pull-7.json', digest: { sha256: sha256(text) } }],
    predicateType: recordFormats.current,
    predicate: JSON.parse(text),
  })
})

test('or the standard’s own words, with the policy that judged', async () => {
  const { exitCode, stdout } = await statement('pull-7.json', '--test-result')
  expect(exitCode).toBe(0)
  const { predicate, predicateType } = JSON.parse(stdout)
  expect(predicateType).toBe('https://in-toto.io/attestation/test-result/v0.1')
  expect(predicate).toMatchObject({
    result: 'PASSED',
    configuration: [
      { name: '.github/separation-of-duties.yml', digest: { gitBlob: expect.any(String) } },
    ],
    warnedTests: [],
    failedTests: [],
  })
  expect(predicate.passedTests).toContain('self-approval of #7')
})

test('nothing of a record whose facts lead to another verdict', async () => {
  await writeFile(join(folder, 'other.json'), text.replace(/"verdict":"pass"/, '"verdict":"fail"'))
  const { exitCode, stdout, stderr } = await statement('other.json')
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toContain('The record says fail, its facts lead to pass.')
})

test('an attestation judges and verifies like the record in it, by its digest too', async () => {
  const { stdout } = await statement('pull-7.json')
  await writeFile(join(folder, 'attested.jsonl'), stdout)
  const judged = await runBundle(['judge', 'attested.jsonl'], {}, folder)
  expect(judged).toMatchObject({ exitCode: 0 })
  const expected = ['verify', 'attested.jsonl', '--expect', sha256(text)]
  expect(await runBundle(expected, {}, folder)).toMatchObject({
    exitCode: 0,
    stdout: 'attested.jsonl: consistent, and the file that was expected.\n',
  })
})
