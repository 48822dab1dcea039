// A release is of an exact version that the documents know: what the workflow asks before it signs anything.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { read } from '../readme/document.ts'
import { ownAction, type Workflow } from '../readme/workflows.ts'

const { jobs }: Workflow = parse(read('.github/workflows/release.yml'))
const steps = jobs.draft?.steps ?? []
const script = steps.find(({ id }) => id === 'version')?.run ?? ''

interface Repository {
  readonly version?: string
  readonly changelog?: string
  /** What GitHub answers, a line a tag that begins with this version's. */
  readonly tags?: string
}

const changelog =
  '# Changelog\n\n## 1.2.3 - 2026-12-31\n\n- New.\n\n## 1.2.2 - 2026-12-01\n\n- Old.\n'

/** Runs the step as a runner would, with a `gh` that answers what it is told to. */
function asked({ version = '1.2.3', changelog: text = changelog, tags = '' }: Repository) {
  const folder = mkdtempSync(join(tmpdir(), 'release-'))
  const written = (name: string) => readFileSync(join(folder, name), 'utf8')
  mkdirSync(join(folder, 'docs'))
  writeFileSync(join(folder, 'docs', 'CHANGELOG.md'), text)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version, type: 'module' }))
  writeFileSync(join(folder, 'gh'), `#!/bin/sh\nprintf '%s' "$TAGS"\n`, { mode: 0o755 })
  const env = {
    PATH: [folder, dirname(process.execPath), process.env.PATH].join(delimiter),
    ...{ TAGS: tags, GITHUB_REPOSITORY: 'acme/gate', RUNNER_TEMP: folder },
    GITHUB_OUTPUT: join(folder, 'output'),
  }
  try {
    execFileSync('bash', ['-e', '-c', script], { cwd: folder, env, stdio: 'pipe' })
    return { notes: written('notes.md').trim(), output: written('output') }
  } catch (error) {
    return (error as { stdout: Buffer }).stdout.toString()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('an exact version with notes and without a tag is drafted, with its own notes alone', () => {
  expect(asked({})).toEqual({ notes: '- New.', output: 'tag=v1.2.3\n' })
  expect(asked({ tags: 'refs/tags/v1.2.30\n' })).toMatchObject({ output: 'tag=v1.2.3\n' })
})

test.for([
  { why: 'no exact version', version: '1.2.3-rc.1', says: 'v1.2.3-rc.1 is no exact version.' },
  { why: 'no notes', version: '1.2.4', says: 'docs/CHANGELOG.md says nothing of v1.2.4.' },
  { why: 'a tag', tags: 'refs/tags/v1.2.3\nrefs/tags/v1.2.30\n', says: 'v1.2.3 exists: raise' },
])('with $why nothing is drafted', ({ says, ...repository }) => {
  expect(asked(repository)).toContain(`::error::${says}`)
})

test('is asked before anything is signed, where nothing that npm installed runs', () => {
  const order = steps.map(({ id, run = '' }) => id ?? run.trim().split(' ')[0])
  expect(order.indexOf('diff')).toBeGreaterThan(0)
  expect(order.indexOf('provenance')).toBeGreaterThan(order.indexOf('diff'))
  expect(order.indexOf('provenance')).toBeGreaterThan(order.indexOf('version'))
  for (const { run = '' } of steps) expect(run).not.toMatch(/\bnpm\b|\bnpx\b|dist\/index\.js/)
})

test('the README names the action by the version of the package', () => {
  const { version } = JSON.parse(read('package.json'))
  const named = [...read('README.md').matchAll(new RegExp(`${ownAction}v([\\w.]+)`, 'g'))]
  expect(named.length).toBeGreaterThan(0)
  expect(new Set(named.map(([, one]) => one))).toEqual(new Set([version]))
})
