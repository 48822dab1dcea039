// A replay gives an action what a runner gives it, and takes from it what a runner takes.
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toOid } from '../github-double/git/oid.ts'
import { everything } from '../github-double/server/client.ts'
import { mismatches } from './expectations.ts'
import { replay } from './replay.ts'

/** An action that asks one thing and tells all that it was given. */
const action = `
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
const { env } = process
const given = JSON.stringify({ env, event: JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')) })
await fetch(env.GITHUB_API_URL + '/repos/' + env.GITHUB_REPOSITORY, {
  headers: { authorization: 'Bearer ' + env.INPUT_TOKEN } })
writeFileSync(env.RUNNER_TEMP + '/record.json', '{"proof": true}')
const finding = { rule: 'author-deploys', outcome: 'violated', message: 'bob deployed' }
appendFileSync(env.GITHUB_OUTPUT, [
  'verdict<<END', 'fail', 'END', 'findings<<END', JSON.stringify([finding], null, 1), 'END',
  'evidence=' + env.RUNNER_TEMP + '/record.json', 'given=' + given, ''].join('\\n'))
appendFileSync(env.GITHUB_STEP_SUMMARY, '# Verdict\\n')
console.log('::error file=a%2Cb.yml,line=3,title=No%3A go::first%0Asecond 100%25')
process.exitCode = 1
`

async function play(world = everything()) {
  const entry = join(tmpdir(), `action-${process.pid}.mjs`)
  await writeFile(entry, action)
  const played = await replay(world, { entry, env: { EXTRA: 'yes' } })
  return { ...played, ...JSON.parse(played.outputs.given ?? '{}') }
}

test('outputs, annotations, summary, record and counts come back', async () => {
  const played = await play()
  expect(played).toMatchObject({
    verdict: 'fail',
    exitCode: 1,
    findings: [{ rule: 'author-deploys' }],
    summary: '# Verdict\n',
    record: '{"proof": true}',
    requests: 1,
    points: 0,
    violations: [],
    sequentialRoundTrips: 1,
  })
  expect(played.annotations).toEqual([
    { level: 'error', file: 'a,b.yml', line: 3, title: 'No: go', message: 'first\nsecond 100%' },
  ])
})

test('the environment is a runner’s and nothing else', async () => {
  const { env } = await play()
  expect(env).toMatchObject({
    EXTRA: 'yes',
    'INPUT_ORG-TOKEN': expect.stringMatching(/^ghs_/),
    INPUT_ENVIRONMENT: 'production',
    INPUT_BASELINE: toOid('base'),
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_ACTOR: 'ada',
    GITHUB_TRIGGERING_ACTOR: 'bob',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: toOid('m1'),
    GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/deploy.yml@refs/heads/main',
  })
  expect(env).not.toHaveProperty('PATH')
  expect(env).not.toHaveProperty('HOME')
})

test.for([
  {
    asked: { name: 'pull_request', action: 'opened', pull: 7 },
    ref: 'refs/pull/7/merge',
    payload: {
      action: 'opened',
      number: 7,
      pull_request: { head: { sha: toOid('c2') }, base: { ref: 'main' } },
    },
  },
  {
    asked: { name: 'pull_request_target', pull: 8 },
    ref: 'refs/heads/main',
    payload: { pull_request: { head: { repo: { full_name: 'zoe/shop' } } } },
  },
  {
    asked: { name: 'pull_request_review', pull: 7, review: 1 },
    ref: 'refs/pull/7/merge',
    payload: {
      action: 'submitted',
      review: { state: 'approved', user: { login: 'bob' } },
      sender: { login: 'bob' },
    },
  },
  {
    asked: { name: 'merge_group', queue: { branch: 'main', entry: 0 } },
    ref: `refs/heads/gh-readonly-queue/main/pr-7-${toOid('base')}`,
    payload: {
      merge_group: { head_sha: toOid('g1'), base_ref: 'refs/heads/main' },
      sender: { login: 'github-merge-queue[bot]' },
    },
  },
  {
    asked: { name: 'push', branch: 'main' },
    ref: 'refs/heads/main',
    payload: { before: toOid('base'), after: toOid('m1') },
  },
  {
    asked: { name: 'deployment', deployment: 2 },
    ref: 'refs/heads/main',
    payload: { deployment: { id: 2, creator: { login: 'ada' } } },
  },
  {
    asked: { name: 'release', release: { by: 'ada', tag: 'v1.0.0' } },
    ref: 'refs/tags/v1.0.0',
    payload: { action: 'published', release: { tag_name: 'v1.0.0', author: { login: 'ada' } } },
  },
  {
    asked: { name: 'workflow_run', upstream: 9001 },
    ref: 'refs/heads/main',
    payload: { action: 'completed', workflow_run: { id: 9001, run_attempt: 2 } },
  },
])('the event file of $asked.name', async ({ asked, ref, payload }) => {
  const { env, event } = await play(everything({ event: asked }))
  expect(env.GITHUB_REF).toBe(ref)
  expect(event).toMatchObject({ repository: { full_name: 'acme/shop' }, ...payload })
})

test('what was expected and did not come is said in words', () => {
  const world = everything()
  const played = {
    verdict: 'pass',
    findings: [{ rule: 'self-merge', outcome: 'violated', message: 'bob merged' }],
    statuses: [],
  }
  expect(mismatches(world.expect, played, world)).toEqual([
    'verdict: expected fail or undetermined, got pass',
    'author-deploys: expected violated',
    'complete-facts: expected undetermined',
    'self-merge: expected neither violated nor undetermined',
    `no finding mentions ${toOid('c1').slice(0, 7)}`,
  ])
})
