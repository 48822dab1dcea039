// `report`: the page that it writes, and what it says instead of one.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '../../src/sha256.ts'
import { root } from '../readme/document.ts'
import { runBundle } from '../replay/bundle-pool.ts'

const record = join(root, 'test/record/records/v2-author-deploys.json')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function report(...args: readonly string[]) {
  const {
    exitCode: code,
    stdout: out,
    stderr: err,
  } = await runBundle(['report', ...args], {}, folder)
  return { code, out, err }
}

test('writes one page, whatever the verdict is, and the same page again', async () => {
  const file = join(folder, 'page.html')
  const ran = { code: 0, out: `Wrote ${file}: fail.\n`, err: '' }
  expect(await report(record, '--html', file)).toEqual(ran)
  const page = await readFile(file, 'utf8')
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/)
  expect(page).toContain(sha256(await readFile(record, 'utf8')))
  expect(await report(record, '--html', file)).toEqual(ran)
  expect(await readFile(file, 'utf8')).toBe(page)
})

describe('ends with 2 and one sentence', () => {
  const usage = 'Write `report RECORD --html FILE`.'
  const no = 'Give the file that the output `evidence` names, as it was written.'
  test.for([
    {
      given: 'no file to write',
      args: [record],
      says: `The command names no file to write. ${usage}`,
    },
    {
      given: 'an empty name',
      args: [record, '--html', ''],
      says: `The command names no file to write. ${usage}`,
    },
    {
      given: 'no record',
      args: ['--html', 'p.html'],
      says: 'The command takes 1 operand, not 0. The options are --html.',
    },
    {
      given: 'an unknown option',
      args: [record, '--pdf', 'p.pdf'],
      says: "Unknown option '--pdf'. The options are --html.",
    },
    {
      given: 'a record that is not there',
      args: ['gone.json', '--html', 'p.html'],
      says: 'The file gone.json cannot be read. Check its path.',
    },
    {
      given: 'a file that is no JSON',
      args: [join(root, 'README.md'), '--html', 'p.html'],
      says: `The record is not JSON. ${no}`,
    },
    {
      given: 'JSON that is no record',
      args: [join(root, 'package.json'), '--html', 'p.html'],
      says: `The record is not one of this gate: it differs at format. ${no}`,
    },
    {
      given: 'the record as the page',
      args: [record, '--html', record],
      says: `--html names the record itself, ${record}. Name another file.`,
    },
    {
      given: 'a directory that is not there',
      args: [record, '--html', 'gone/p.html'],
      says: 'The file gone/p.html cannot be written. Check that its directory is there and may be written.',
    },
  ])('for $given', async ({ args, says }) => {
    expect(await report(...args)).toEqual({ code: 2, out: '', err: `${says}\n` })
    expect(await readdir(folder)).not.toContain('p.html')
  })

  test('for a record whose facts lead elsewhere', async () => {
    const text = await readFile(record, 'utf8')
    await writeFile(
      join(folder, 'changed.json'),
      text.replace(/"verdict":"fail"\}\s*$/, '"verdict":"pass"}'),
    )
    expect(await report('changed.json', '--html', 'p.html')).toEqual({
      code: 2,
      out: '',
      err: 'The record says pass, its facts lead to fail. Do not rely on this record: compare its digest.\n',
    })
    expect(await readdir(folder)).not.toContain('p.html')
  })
})
