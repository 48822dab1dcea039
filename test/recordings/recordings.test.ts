// The script that reads recordings: what is right, what is misread, what is not known.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const refused = { meta: { status: 401 }, body: { message: 'Bad credentials' } }
const maintains = {
  meta: {},
  body: {
    ...{ permission: 'maintain', role_name: 'maintain' },
    user: { id: 101, permissions: { push: true } },
  },
}

function recordings(files: Readonly<Record<string, object>>) {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(content))
  }
  const script = join(import.meta.dirname, 'recordings.ts')
  const { status, stdout } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' })
  return { status, lines: stdout.trimEnd().split('\n') }
}

test('says what the product concludes, and passes over what is only described', () => {
  const described = { meta: {}, description: ['Rows of two kinds.'] }
  expect(
    recordings({
      'described-rows': described,
      'error-401-bad-credentials': refused,
      'permission-maintain': maintains,
    }),
  ).toEqual({
    status: 0,
    lines: [
      'described-rows: described in words alone, nothing to read',
      'error-401-bad-credentials: a token that is refused',
      'permission-maintain: pushes and maintains',
      'recordings: 2 read, 0 misread',
    ],
  })
})

const run = {
  ...{ id: 1, node_id: 'R', path: 'ci.yml', event: 'push', head_branch: 'main', head_sha: 'a' },
  conclusion: 'success',
}

test.for([
  {
    given: 'an answer that says something else than its name',
    files: { 'permission-none': maintains },
    says: 'permission-none: MISREAD, expected neither pushes nor maintains',
  },
  {
    given: 'an answer that should be refused and is not',
    files: { 'run-without-path': { meta: {}, body: run } },
    says: 'run-without-path: MISREAD, expected no workflow file is named',
  },
  {
    given: 'a file that it does not know',
    files: { 'permission-maintain': maintains, another: { meta: {}, body: {} } },
    says: 'another: not known',
  },
])('fails on $given', ({ files, says }) => {
  const { status, lines } = recordings(files)
  expect(status).toBe(1)
  expect(lines.join('\n')).toContain(says)
  expect(lines.at(-1)).toMatch(/ 1 misread$/)
})

test('an empty folder shows nothing', () => {
  expect(recordings({})).toEqual({ status: 1, lines: ['recordings: 0 read, 0 misread'] })
})
