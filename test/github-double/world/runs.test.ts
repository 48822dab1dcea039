// Runs: who started each attempt, which job made a record and in whose name, how all ended, what waits.
import { expect, test } from 'vitest'
import { toOid } from '../git/oid.ts'
import { ask, double, query } from '../server/client.ts'
import { loadWorld } from './world.ts'

const at = '2026-03-01T10:00:00Z'
const later = '2026-03-01T11:00:00Z'
const SHOP = '/repos/acme/shop'

type Parts = { run?: object; deployment?: object; status?: object; more?: object }

/** One run, and one record of its commit whose only status names it. */
const draft = ({ run = {}, deployment = {}, status = {}, more = {} }: Parts = {}) => ({
  about: 'Ada deploys.',
  repository: 'acme/shop',
  accounts: {
    ada: { id: 1 },
    bob: { id: 2 },
    renovate: { id: 3, type: 'Bot' },
    gone: { id: 4, deleted: true },
  },
  commits: { base: { author: 'ada', at: '2026-03-01T09:00:00Z' } },
  branches: { main: 'base', v1: 'base' },
  tags: { v1: 'base', v2: 'base' },
  environments: { production: { reviewers: ['bob'] } },
  deployments: [
    {
      ...{ id: 1, environment: 'production', commit: 'base', at, ref: 'main' },
      statuses: [{ state: 'success', at, run: 8000, ...status }],
      ...deployment,
    },
  ],
  runs: [
    {
      ...{
        id: 8000,
        workflow: 'w.yml',
        event: 'workflow_dispatch',
        branch: 'main',
        commit: 'base',
      },
      attempts: [{ actor: 'ada', at }],
      ...run,
    },
  ],
  token: { contents: 'read', deployments: 'read', actions: 'read', checks: 'read' },
  event: { name: 'workflow_dispatch' },
  ...more,
})
const world = (parts?: Parts) => loadWorld(JSON.stringify(draft(parts)))

const jobs = [
  { id: 501, name: 'deploy', deployment: 1, at: later },
  { id: 502, name: 'announce', conclusion: 'failure' },
]
const records = `{repository(owner: "acme", name: "shop"){deployments(first: 9){nodes{
  creator{__typename login} ref{prefix name} statuses(first: 9){nodes{state description logUrl creator{login}}}}}}}`

const page = 'https://github.com/acme/shop/actions/runs/8000/job'
const app = expect.objectContaining({ slug: 'github-actions' })

test.for([
  {
    what: 'a job’s record is by whoever started its run',
    world: world({ run: { jobs } }),
    by: 'ada',
    app,
    log: `${page}/501`,
  },
  {
    what: 'a run that lists no jobs has one for each record',
    world: world(),
    by: 'ada',
    app,
    log: expect.stringContaining(page),
  },
  {
    what: 'a re-run leaves it with the first',
    world: world({
      run: {
        jobs,
        attempts: [
          { actor: 'ada', at },
          { triggering_actor: 'bob', at: later },
        ],
      },
    }),
    by: 'ada',
    app,
    log: `${page}/501`,
  },
  {
    what: 'a bot’s run makes a bot’s record',
    world: world({ run: { jobs, attempts: [{ actor: 'renovate', at }] } }),
    by: 'renovate',
    app: null,
    log: `${page}/501`,
  },
  {
    what: 'a record that is no job’s is the workflow’s own',
    world: world({ run: { jobs: [] } }),
    by: 'github-actions',
    app: null,
    log: expect.stringContaining(page),
  },
  {
    what: 'as is one that another job’s run merely names',
    world: world({ run: { jobs: [{ id: 502, name: 'test' }] } }),
    by: 'github-actions',
    app: null,
    log: expect.stringContaining(page),
  },
  {
    what: 'a person’s record is theirs',
    world: world({ deployment: { by: 'bob' } }),
    by: 'bob',
    app: null,
    log: expect.stringContaining(page),
  },
  {
    what: 'whatever job claims it',
    world: world({ run: { jobs }, deployment: { by: 'bob' } }),
    by: 'bob',
    app: null,
    log: `${page}/501`,
  },
  {
    what: 'a status may name the job alone',
    world: world({ run: { jobs }, status: { run: undefined, job: 502 } }),
    by: 'ada',
    app,
    log: `${page}/502`,
  },
])('$what', async ({ world, by, app, log }) => {
  await using github = await double(world)
  const { body } = await ask(github, `${SHOP}/deployments/1`)
  const bot = ['renovate', 'github-actions'].includes(by)
  const creator = { login: bot ? `${by}[bot]` : by, type: bot ? 'Bot' : 'User' }
  expect(body).toMatchObject({ creator, performed_via_github_app: app })
  const { body: statuses } = await ask(github, `${SHOP}/deployments/1/statuses`)
  expect(statuses).toMatchObject([{ creator, log_url: log, performed_via_github_app: app }])
  const [node] = (await query(github, records)).data.repository.deployments.nodes
  expect(node.creator).toEqual({ __typename: bot ? 'Bot' : 'User', login: by })
  expect(node.statuses.nodes).toMatchObject([{ logUrl: log, creator: { login: by } }])
})

test('a status that was written through the API is the workflow’s own; a waiting one waits, and both say why', async () => {
  const statuses = [
    { state: 'waiting', at, job: 501, description: 'needs a review' },
    { state: 'success', at: later, run: 8000, by: 'github-actions', description: 'forged' },
  ]
  await using github = await double(world({ run: { jobs }, deployment: { statuses } }))
  const { body } = await ask(github, `${SHOP}/deployments/1/statuses`)
  expect(body).toMatchObject([
    { state: 'success', description: 'forged', creator: { login: 'github-actions[bot]' } },
    { state: 'waiting', description: 'needs a review', creator: { login: 'ada' } },
  ])
  const [node] = (await query(github, records)).data.repository.deployments.nodes
  expect(node.statuses.nodes).toMatchObject([
    { state: 'SUCCESS', description: 'forged', creator: { login: 'github-actions' } },
    { state: 'WAITING', description: 'needs a review', creator: { login: 'ada' } },
  ])
})

const attempts = [
  { actor: 'ada', at },
  { actor: 'bob', triggering_actor: 'bob', at: later },
]

test('a re-run keeps the first actor, whoever ran it again, and what it repeats had failed', async () => {
  await using github = await double(world({ run: { attempts } }))
  const attempt = async (number: number) =>
    (await ask(github, `${SHOP}/actions/runs/8000/attempts/${number}`)).body
  expect(await attempt(1)).toMatchObject({
    ...{ actor: { login: 'ada' }, triggering_actor: { login: 'ada' }, conclusion: 'failure' },
  })
  expect(await attempt(2)).toMatchObject({
    ...{ actor: { login: 'ada' }, triggering_actor: { login: 'bob' }, conclusion: 'success' },
  })
})

test('the queue’s bot starts what the queue pushed, whatever the world says', async () => {
  const pushes = [{ ref: 'main', by: 'ada', at, after: 'base', type: 'merge_queue_merge' }]
  const run = { event: 'push', attempts }
  await using github = await double(world({ run, more: { pushes } }))
  const { body } = await ask(github, `${SHOP}/actions/runs/8000/attempts/1`)
  const bot = { login: 'github-merge-queue[bot]' }
  expect(body).toMatchObject({ actor: bot, triggering_actor: bot })
  const again = await ask(github, `${SHOP}/actions/runs/8000`)
  expect(again.body).toMatchObject({ actor: bot, triggering_actor: { login: 'bob' } })
  const event = { name: 'push', branch: 'main' }
  expect(world({ more: { pushes, event } }).runs.at(-1)?.attempts).toMatchObject([
    { actor: 'github-merge-queue', triggering_actor: 'github-merge-queue' },
  ])
})

test.for([
  {
    what: 'all is well without any job',
    parts: { run: { jobs: [] } },
    ended: ['completed', 'success'],
  },
  {
    what: 'one job that failed is enough',
    parts: { run: { jobs } },
    ended: ['completed', 'failure'],
  },
  {
    what: 'or one that was cancelled',
    parts: { run: { jobs: [{ ...jobs[1], conclusion: 'cancelled' }] } },
    ended: ['completed', 'cancelled'],
  },
  {
    what: 'a skipped one harms nothing',
    parts: { run: { jobs: [jobs[0], { ...jobs[1], conclusion: 'skipped' }] } },
    ended: ['completed', 'success'],
  },
  {
    what: 'unless all were',
    parts: { run: { jobs: [{ ...jobs[1], conclusion: 'skipped' }] } },
    ended: ['completed', 'skipped'],
  },
  {
    what: 'a record that failed is a job that failed',
    parts: { status: { state: 'error' } },
    ended: ['completed', 'failure'],
  },
  {
    what: 'not where no job made it',
    parts: { run: { jobs: [] }, status: { state: 'error' } },
    ended: ['completed', 'success'],
  },
  {
    what: 'a check that failed is one, too',
    parts: {
      more: { checks: [{ commit: 'base', name: 't', conclusion: 'failure', at, run: 8000 }] },
    },
    ended: ['completed', 'failure'],
  },
  {
    what: 'what the world says stands',
    parts: { run: { jobs, conclusion: 'success' } },
    ended: ['completed', 'success'],
  },
  {
    what: 'so does what it says of the last attempt',
    parts: { run: { attempts: [{ actor: 'ada', at, conclusion: 'timed_out' }] } },
    ended: ['completed', 'timed_out'],
  },
  {
    what: 'what is not over has not ended',
    parts: { run: { jobs, status: 'queued' } },
    ended: ['queued', null],
  },
  {
    what: 'the run that asks is in progress',
    parts: {
      run: { conclusion: 'success' },
      more: { event: { name: 'workflow_dispatch', run: 8000 } },
    },
    ended: ['in_progress', null],
  },
])('$what', async ({ parts, ended }) => {
  await using github = await double(world(parts))
  const { body } = await ask(github, `${SHOP}/actions/runs/8000`)
  expect([body.status, body.conclusion]).toEqual(ended)
})

test.for([
  {
    parts: { run: { jobs: [{ ...jobs[0], conclusion: null }], status: 'waiting' } },
    status: 'waiting',
  },
  {
    parts: { run: { jobs: [{ ...jobs[1], conclusion: null }], status: 'waiting' } },
    status: 'in_progress',
  },
  {
    parts: { run: { jobs: [{ ...jobs[0], conclusion: null }], status: 'queued' } },
    status: 'queued',
  },
  {
    parts: {
      run: { jobs: [{ ...jobs[0], conclusion: null, status: 'pending' }], status: 'waiting' },
    },
    status: 'pending',
  },
  { parts: { run: { jobs: [{ ...jobs[0], conclusion: null }] } }, status: 'in_progress' },
  { parts: { run: { jobs } }, status: 'completed' },
])(
  'a job is $status where $parts.run.jobs.0.conclusion ends it and its run is $parts.run.status',
  async ({ parts, status }) => {
    await using github = await double(world(parts))
    const { body } = await ask(github, `${SHOP}/actions/runs/8000/jobs`)
    expect(body.jobs[0].status).toBe(status)
    const { body: pending } = await ask(github, `${SHOP}/actions/runs/8000/pending_deployments`)
    const waits = status === 'waiting'
    expect(pending).toMatchObject(
      waits
        ? [{ environment: { name: 'production' }, reviewers: [{ reviewer: { login: 'bob' } }] }]
        : [],
    )
  },
)

const suite = `checkSuite{status conclusion branch{prefix name} checkRuns(first: 9, filterBy: {checkType: ALL}){nodes{
  databaseId name status conclusion completedAt detailsUrl deployment{databaseId}}}}`

test('a job is a check run in its run’s suite, and names the deployment that it made', async () => {
  await using github = await double(world({ run: { jobs } }))
  const { body: run } = await ask(github, `${SHOP}/actions/runs/8000`)
  const asked = `{node(id: "${run.node_id}"){...on WorkflowRun{${suite}}}}`
  const { checkSuite } = (await query(github, asked)).data.node
  expect(checkSuite).toMatchObject({ status: 'COMPLETED', conclusion: 'FAILURE' })
  expect(checkSuite.checkRuns.nodes).toEqual([
    {
      ...{ databaseId: 502, name: 'announce', status: 'COMPLETED', conclusion: 'FAILURE' },
      ...{ completedAt: at, detailsUrl: `${page}/502`, deployment: null },
    },
    {
      ...{ databaseId: 501, name: 'deploy', status: 'COMPLETED', conclusion: 'SUCCESS' },
      ...{ completedAt: later, detailsUrl: `${page}/501`, deployment: { databaseId: 1 } },
    },
  ])
  const { body } = await ask(github, `${SHOP}/commits/main/check-runs`)
  expect(body.check_runs).toMatchObject([
    { id: 501, details_url: `${page}/501`, check_suite: { id: run.check_suite_id } },
    { id: 502 },
  ])
  expect((await ask(github, `${SHOP}/check-runs/502`)).body).toEqual(body.check_runs[1])
  const job = await ask(github, `${SHOP}/actions/jobs/501`)
  expect(job.body).toMatchObject({ run_id: 8000, run_attempt: 1, html_url: `${page}/501` })
  const { body: check } = await ask(github, `${SHOP}/check-runs/501`)
  const back = `{node(id: "${check.node_id}"){...on CheckRun{name checkSuite{workflowRun{databaseId}}}}}`
  expect((await query(github, back)).data.node).toEqual({
    ...{ name: 'deploy', checkSuite: { workflowRun: { databaseId: 8000 } } },
  })
})

test('jobs of one name in two runs stand beside each other, each in its own suite', async () => {
  const [run] = draft({ run: { jobs } }).runs
  const runs = [run, { ...run, id: 8100, jobs: [{ ...jobs[0], id: 601, deployment: undefined }] }]
  await using github = await double(world({ more: { runs } }))
  const { body } = await ask(github, `${SHOP}/commits/main/check-runs?check_name=deploy`)
  const suites = body.check_runs.map((one: { check_suite: { id: number } }) => one.check_suite.id)
  expect(body.total_count).toBe(2)
  expect(new Set(suites).size).toBe(2)
})

test('each attempt has jobs of its own, the last alone without being asked', async () => {
  const twice = [jobs[0], { ...jobs[0], id: 400, conclusion: 'failure', attempt: 1, at }]
  await using github = await double(world({ run: { attempts, jobs: twice } }))
  const ids = async (path: string) => {
    const { body } = await ask(github, `${SHOP}/actions/runs/8000/${path}`)
    return body.jobs.map(({ id }: { id: number }) => id)
  }
  expect(await ids('jobs')).toEqual([501])
  expect(await ids('jobs?filter=all')).toEqual([400, 501])
  expect(await ids('attempts/1/jobs')).toEqual([400])
  expect(await ids('attempts/2/jobs')).toEqual([501])
})

test.for([
  { branch: 'main', ref: { prefix: 'refs/heads/', name: 'main' } },
  { branch: 'v1', ref: { prefix: 'refs/heads/', name: 'v1' } },
  { branch: 'refs/tags/v1', ref: { prefix: 'refs/tags/', name: 'v1' } },
  { branch: 'v2', ref: { prefix: 'refs/tags/', name: 'v2' } },
  { branch: 'deleted', ref: null },
])('a run on $branch is told apart by its suite alone', async ({ branch, ref }) => {
  await using github = await double(world({ run: { branch, jobs }, deployment: { ref: branch } }))
  const { body: run } = await ask(github, `${SHOP}/actions/runs/8000`)
  expect(run.head_branch).toBe(branch.replace('refs/tags/', ''))
  const asked = `{node(id: "${run.node_id}"){...on WorkflowRun{${suite}}}}`
  expect((await query(github, asked)).data.node.checkSuite.branch).toEqual(ref)
  const [node] = (await query(github, records)).data.repository.deployments.nodes
  expect(node.ref).toEqual(ref)
})

test('numbers beyond 32 bits are told like others', async () => {
  const id = 3_881_429_895
  await using github = await double(world({ deployment: { id } }))
  const asked =
    '{repository(owner: "acme", name: "shop"){deployments(first: 1){nodes{databaseId}}}}'
  const { data, errors } = await query(github, asked)
  expect([data?.repository.deployments.nodes, errors]).toEqual([[{ databaseId: id }], undefined])
})

test('a deleted starter is the ghost where GitHub promises one', async () => {
  await using github = await double(world({ run: { jobs, attempts: [{ actor: 'gone', at }] } }))
  const { body: run } = await ask(github, `${SHOP}/actions/runs/8000`)
  expect(run.actor).toMatchObject({ login: 'ghost', id: 10137, type: 'User' })
  expect((await ask(github, `${SHOP}/deployments/1`)).body.creator).toBeNull()
})

test('a pull request’s run from a fork has its head there', async () => {
  const pulls = [
    {
      number: 7,
      author: 'ada',
      at,
      base: 'main',
      head: 'main',
      head_commit: 'base',
      fork: 'ada/shop',
    },
  ]
  const run = { event: 'pull_request', jobs: [] }
  await using github = await double(world({ run, more: { pulls } }))
  const { body } = await ask(github, `${SHOP}/actions/runs/8000`)
  expect(body).toMatchObject({ head_branch: 'main', head_repository: { full_name: 'ada/shop' } })
  expect(body.head_commit).toMatchObject({ id: toOid('base'), tree_id: expect.any(String) })
})

test('only what is over can be run again', async () => {
  const token = { actions: 'write' }
  await using github = await double(world({ more: { token } }))
  const again = () => ask(github, `${SHOP}/actions/runs/8000/rerun`, { method: 'POST' })
  expect((await again()).status).toBe(201)
  expect((await ask(github, `${SHOP}/actions/runs/8000`)).body).toMatchObject({
    ...{ run_attempt: 2, status: 'queued', conclusion: null, actor: { login: 'ada' } },
  })
  expect((await again()).status).toBe(403)
})

test.for([
  {
    what: 'a job that no run lists',
    parts: { status: { run: undefined, job: 77 } },
    says: 'no run lists the job 77',
  },
  {
    what: 'a record that is not listed',
    parts: { run: { jobs: [{ id: 1, name: 'x', deployment: 9 }] } },
    says: 'there is no deployment 9',
  },
  {
    what: 'a first attempt without an actor',
    parts: { run: { attempts: [{ at }] } },
    says: 'the first attempt of 8000 needs an actor',
  },
  {
    what: 'a job of an attempt that never was',
    parts: { run: { jobs: [{ id: 1, name: 'x', attempt: 3 }] } },
    says: '8000 has no attempt 3',
  },
])('$what is an error', ({ parts, says }) => {
  expect(() => world(parts)).toThrow(says)
})
