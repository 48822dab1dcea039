// The examples that keep records for seven years: they call what they should, and their steps do what they say.
import { createHash } from 'node:crypto'
import { chmod } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read } from '../readme/document.ts'
import { openShell, type Shell } from '../readme/shell.ts'
import { type Job, readWorkflow } from '../readme/workflows.ts'

const recording = readWorkflow(read('.github/workflows/evidence.yml')).jobs.record as Job

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
  for (const name of ['gh', 'aws']) {
    // What it is asked for, an argument a line.
    await shell.write(`tools/${name}`, `#!/bin/sh\nprintf '%s\\n' ${name} "$@"\n`)
    const { stdout } = await shell.run('pwd')
    await chmod(`${stdout.trim()}/tools/${name}`, 0o755)
  }
  const record = '{"verdict":"pass"}'
  const digest = createHash('sha256').update(record).digest('hex')
  await shell.write('records/pull-7.json', record)
  await shell.write('records/pull-7.json.sha256', `${digest}  pull-7.json\n`)
})
afterAll(() => shell.close())

const env = {
  ...{ GITHUB_RUN_ID: '12', GITHUB_RUN_ATTEMPT: '1', GITHUB_REPOSITORY: 'acme/shop' },
  ...{ GITHUB_SHA: 'ae23b94', BUCKET: 'evidence' },
}

const run = (script: string) => shell.run(`PATH=$PWD/tools:$PATH\n${script}`, env)

describe.for(['keep-as-release', 'keep-in-bucket'])('%s', (name) => {
  const { jobs } = readWorkflow(read(`docs/examples/${name}.yml`))
  const { evidence, keep } = jobs as { evidence: Job; keep: Job }
  const scripts = keep.steps.flatMap((step) => step.run ?? [])

  test('signs as the documents say, and keeps what was signed in a job with its own rights', () => {
    expect(evidence.uses).toMatch(/^separation-of-duties\/gate\/.*evidence\.yml@v\d+\.\d+\.\d+$/)
    expect(evidence.permissions).toEqual(recording.permissions)
    expect(keep.needs).toBe('evidence')
    expect(Object.keys(keep.permissions)).toHaveLength(1)
    expect(scripts.join()).not.toContain('${{')
  })

  test('keeps nothing that is not whole', async () => {
    const [check = ''] = scripts
    expect(await run(check)).toMatchObject({ code: 0, stdout: 'pull-7.json: OK\n' })
    const broken = await run(`cp -r records broken; echo >> broken/pull-7.json
      ${check.replaceAll('records', 'broken')}`)
    expect(broken.code).toBe(1)
  })

  test('keeps the record and its digest', async () => {
    const { code, stdout } = await run(scripts.at(-1) ?? '')
    expect(code).toBe(0)
    const asked = stdout.trim().split('\n')
    const expected =
      name === 'keep-as-release'
        ? ['gh', 'release', 'create', 'records-12-1', 'records/pull-7.json', '--target']
        : [
            'put-object',
            'evidence',
            'acme/shop/pull-7.json',
            'acme/shop/pull-7.json.sha256',
            'COMPLIANCE',
          ]
    expect(asked).toEqual(expect.arrayContaining(expected))
    expect(asked.join(' ')).toContain(`${new Date().getUTCFullYear() + 7}-`)
  })
})
