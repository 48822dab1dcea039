// What stands in the event file: of a group nothing but its commits, of a re-run what the first attempt was given.
import { expect, test } from 'vitest'
import { toOid } from '../github-double/git/oid.ts'
import { everything } from '../github-double/server/client.ts'
import { askedAt } from '../github-double/world/asking.ts'
import { eventPayload } from './event-payload.ts'
import { githubVariables } from './runner.ts'

const payload = (changed: object) => eventPayload(everything(changed), 'http://localhost')

test('a merge group names two commits, two refs and git’s names of the head', () => {
  const { merge_group } = payload({
    event: { name: 'merge_group', queue: { branch: 'main', entry: 1 } },
  }) as {
    merge_group: { head_commit: object }
  }
  expect(merge_group).toEqual({
    head_sha: toOid('g2'),
    head_ref: `refs/heads/gh-readonly-queue/main/pr-8-${toOid('base')}`,
    base_sha: toOid('base'),
    base_ref: 'refs/heads/main',
    head_commit: {
      id: toOid('g2'),
      tree_id: expect.stringMatching(/^[0-9a-f]{40}$/),
      message: 'change',
      timestamp: '2026-03-01T11:46:00Z',
      author: { name: 'bob', email: '102+bob@users.noreply.github.com' },
      committer: { name: 'GitHub', email: 'noreply@github.com' },
    },
  })
})

const at = '2026-03-01T10:06:30Z'
const again = (event: string, commit: string, more: object = {}) => ({
  event: { pull: 7, run: 5, name: event, ...more },
  runs: [
    {
      ...{ id: 5, workflow: 'w.yml', event, branch: 'feature', commit },
      attempts: [
        { actor: 'ada', at },
        { triggering_actor: 'bob', at: '2026-03-01T13:00:00Z' },
      ],
    },
  ],
  deployments: [],
})

test('a re-run is given the head of then, from whoever pushed it then', () => {
  const given = payload(again('pull_request', 'c1'))
  expect(given).toMatchObject({
    pull_request: { state: 'open', head: { sha: toOid('c1') }, commits: 1 },
    sender: { login: 'ada' },
  })
  const world = everything(again('pull_request', 'c1'))
  expect(askedAt(world).sha).not.toBe(askedAt(everything(again('pull_request', 'c2'))).sha)
  expect(githubVariables(world, '', '')).toMatchObject({
    ...{ GITHUB_ACTOR: 'ada', GITHUB_TRIGGERING_ACTOR: 'bob', GITHUB_RUN_ATTEMPT: '2' },
  })
  const first = payload(again('pull_request', 'c1', { attempt: 1 }))
  expect(first).toMatchObject({ pull_request: { head: { sha: toOid('c2') } } })
})

test('and the review as it stood, and the pull request that was not merged yet', () => {
  const review = payload(again('pull_request_review', 'c1', { review: 0 }))
  expect(review).toMatchObject({ review: { state: 'changes_requested' } })
  const merged = payload(again('pull_request', 's1', { pull: 11 }))
  expect(merged).toMatchObject({ pull_request: { state: 'open', merged: false, merged_at: null } })
})

test('a workflow’s end is told with the attempts that there were', () => {
  const upstream = again('workflow_run', 'c1', { upstream: 6 })
  const other = { ...upstream.runs[0], id: 6 }
  const given = payload({ ...upstream, runs: [...upstream.runs, other] })
  expect(given).toMatchObject({ workflow_run: { id: 6, run_attempt: 1 } })
})

test('a webhook does not lag', () => {
  const event = { name: 'pull_request', action: 'closed', pull: 11 }
  expect(payload({ event, lag: { open: [11] } })).toMatchObject({
    ...{ action: 'closed', pull_request: { merged: true, merge_commit_sha: toOid('m1') } },
  })
})

test('what runs on a merge runs on the base', () => {
  const merged = everything({ event: { name: 'pull_request', action: 'closed', pull: 11 } })
  expect(askedAt(merged)).toEqual({
    ...{ ref: 'refs/heads/main', sha: toOid('m1'), branch: 'side', head: toOid('s1') },
  })
  const closed = everything({ event: { name: 'pull_request', action: 'closed', pull: 10 } })
  expect(askedAt(closed).ref).toBe('refs/pull/10/merge')
})

test.for([
  { branch: 'dev', ref: 'refs/heads/dev', sha: 'base' },
  { branch: 'refs/tags/dev', ref: 'refs/tags/dev', sha: 'root' },
  { branch: 'v1.0.0', ref: 'refs/tags/v1.0.0', sha: 'base' },
])('a run on $branch runs on $ref', ({ branch, ref, sha }) => {
  const run = { id: 5, workflow: 'w.yml', event: 'push', branch, commit: sha }
  const runs = [{ ...run, attempts: [{ actor: 'ada', at }] }]
  const world = everything({ event: { name: 'push', run: 5 }, runs, deployments: [] })
  expect(githubVariables(world, '', '')).toMatchObject({
    ...{ GITHUB_REF: ref, GITHUB_REF_TYPE: ref.includes('tags') ? 'tag' : 'branch' },
    ...{ GITHUB_REF_NAME: branch.replace('refs/tags/', ''), GITHUB_SHA: toOid(sha) },
  })
})
