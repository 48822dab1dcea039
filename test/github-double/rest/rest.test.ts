// REST as GitHub answers it: its limits, pages, spellings of bots, permissions, silences.
import { expect, test } from 'vitest'
import { toOid } from '../git/oid.ts'
import { ask, double, everything, pages, query } from '../server/client.ts'
import { loadWorld } from '../world/world.ts'

const SHOP = '/repos/acme/shop'

type Written = { user?: object; actor?: object }

/** A pull request of many commits and files: more than any list of REST shows. */
function large() {
  const at = (index: number) => new Date(Date.UTC(2026, 2, 1) + index * 1000).toISOString()
  const files = Object.fromEntries(
    Array.from({ length: 3001 }, (_, i) => [`many/${i}.txt`, `${i}`]),
  )
  const chain = Array.from({ length: 260 }, (_, i) => [
    `c${i}`,
    {
      parents: [i === 0 ? 'root' : `c${i - 1}`],
      author: 'ada',
      at: at(i + 1),
      files: i === 0 ? files : {},
    },
  ])
  return loadWorld(
    JSON.stringify({
      about: 'Too much to list.',
      repository: 'acme/shop',
      accounts: { ada: { id: 1 } },
      commits: { root: { author: 'ada', at: at(0) }, ...Object.fromEntries(chain) },
      branches: { main: 'root', many: 'c259' },
      pulls: [{ number: 1, author: 'ada', base: 'main', head: 'many' }],
      event: { name: 'pull_request', pull: 1 },
    }),
  )
}

test('lists stop where GitHub stops, and the counts beside them do not', async () => {
  await using github = await double(large())
  const all = async (path: string) => (await pages(github, path)).flatMap(({ body }) => body).length
  expect(await all(`${SHOP}/pulls/1/commits?per_page=100`)).toBe(250)
  expect(await all(`${SHOP}/pulls/1/files?per_page=500`)).toBe(3000)
  const { body: pull } = await ask(github, `${SHOP}/pulls/1`)
  expect([pull.commits, pull.changed_files]).toEqual([260, 3001])
  const { body: unpaged } = await ask(github, `${SHOP}/compare/main...many`)
  expect([unpaged.commits.length, unpaged.files.length, unpaged.total_commits]).toEqual([
    250, 300, 260,
  ])
  const paged = await pages(github, `${SHOP}/compare/main...many?per_page=100`)
  expect(paged.map(({ body }) => [body.commits.length, body.files.length])).toEqual([
    [100, 300],
    [100, 0],
    [60, 0],
  ])
  expect((await ask(github, `${SHOP}/pulls/1/commits`)).body).toHaveLength(30)
  expect(github.violations).toEqual([])
})

test('activity comes newest first and by cursor, bots with their suffix and nobody as null', async () => {
  await using github = await double()
  const rows = (await pages(github, `${SHOP}/activity?ref=feature&per_page=2`)).flatMap(
    ({ body }) => body,
  )
  expect(rows.map(({ activity_type, actor }) => [activity_type, actor?.login ?? null])).toEqual([
    ['push', null],
    ['force_push', 'renovate[bot]'],
    ['branch_creation', 'renovate[bot]'],
  ])
  expect(rows[2].before).toBe('0'.repeat(40))
  const { body } = await ask(
    github,
    `${SHOP}/activity?ref=refs/heads/main&activity_type=merge_queue_merge`,
  )
  expect(body).toMatchObject([
    { ref: 'refs/heads/main', actor: { login: 'github-merge-queue[bot]' } },
  ])
})

test('files carry their former name, and a symlink’s content is what it points at', async () => {
  await using github = await double()
  const { body: files } = await ask(github, `${SHOP}/pulls/7/files`)
  expect(
    files.map((f: Record<string, string>) => [f.status, f.filename, f.previous_filename]),
  ).toEqual([
    ['removed', 'docs/a.md', undefined],
    ['renamed', 'src/new.ts', 'src/old.ts'],
    ['modified', 'src/pay.ts', undefined],
  ])
  const { body: link } = await ask(github, `${SHOP}/contents/link?ref=feature`)
  expect([link.type, Buffer.from(link.content, 'base64').toString()]).toEqual(['file', 'v2'])
})

test.for([
  { login: 'ada', permission: 'admin', role_name: 'admin', push: true },
  { login: 'bob', permission: 'maintain', role_name: 'maintain', push: true },
  { login: 'cy', permission: 'read', role_name: 'triage', push: false },
  { login: 'renovate[bot]', permission: 'none', role_name: '', push: false },
])('the permission of $login is told as $permission', async (expected) => {
  const { login, push, ...told } = expected
  await using github = await double()
  const { body } = await ask(github, `${SHOP}/collaborators/${login}/permission`)
  const admin = login === 'ada'
  expect(body).toMatchObject({ ...told, user: { login, permissions: { push, admin } } })
})

test.for([
  { what: 'a fork', path: '/repos/zoe/shop/activity', status: 200 },
  { what: 'a private fork', path: '/repos/mia/shop/activity', status: 404 },
  { what: 'an unknown pull request', path: `${SHOP}/pulls/70`, status: 404 },
  { what: 'a commit that GitHub lost', path: `${SHOP}/commits/${toOid('lost')}`, status: 422 },
  {
    what: 'a comparison with a lost commit',
    path: `${SHOP}/compare/main...${toOid('lost')}`,
    status: 404,
  },
  { what: 'an agent by its GraphQL login', path: '/users/copilot-swe-agent', status: 404 },
  { what: 'an agent by its REST login', path: '/users/Copilot', status: 404 },
  { what: 'issues without the scope', path: `${SHOP}/issues`, status: 403 },
  { what: 'a team without the scope', path: '/orgs/acme/teams/payments', status: 404 },
  { what: 'rule suites without the scope', path: `${SHOP}/rulesets/rule-suites`, status: 404 },
])('$what: $status', async ({ path, status }) => {
  await using github = await double()
  const answer = await ask(github, path)
  expect(answer.status).toBe(status)
  if (status === 404)
    expect(answer.body).toMatchObject({ message: expect.any(String), status: '404' })
})

test('the organisation’s token sees teams, children among the members, and bypasses', async () => {
  await using github = await double()
  const asked = { token: github.orgToken }
  const { body: members } = await ask(github, '/orgs/acme/teams/engineering/members', asked)
  expect(members.map(({ login }: { login: string }) => login)).toEqual(['ada', 'bob'])
  expect((await ask(github, '/orgs/acme/teams/payments/memberships/ada', asked)).status).toBe(404)
  const { body } = await ask(github, `${SHOP}/rulesets/rule-suites?rule_suite_result=bypass`, asked)
  expect(body).toMatchObject([{ actor_name: 'ada', result: 'bypass', after_sha: toOid('m1') }])
})

test('no token, a wrong token, no user agent', async () => {
  await using github = await double()
  expect((await fetch(`${github.url}${SHOP}`)).status).toBe(401)
  const wrong = await ask(github, SHOP, { token: 'ghp_wrong' })
  expect([wrong.status, wrong.body.message]).toEqual([401, 'Bad credentials'])
  expect((await ask(github, SHOP, { headers: { 'user-agent': '' } })).status).toBe(403)
  const told = await ask(github, SHOP)
  expect(told.headers.get('date')).toBe('Sun, 01 Mar 2026 14:00:00 GMT')
  expect(told.headers.get('x-ratelimit-remaining')).toBe('999')
})

test('the newest API version hides a merge commit, and a list its merger', async () => {
  await using github = await double()
  const newest = { headers: { 'x-github-api-version': '2026-03-10' } }
  expect((await ask(github, `${SHOP}/pulls/11`)).body).toMatchObject({
    merge_commit_sha: toOid('m1'),
    merged_by: { login: 'github-merge-queue[bot]' },
  })
  expect((await ask(github, `${SHOP}/pulls/11`, newest)).body).not.toHaveProperty(
    'merge_commit_sha',
  )
  const { body: list } = await ask(github, `${SHOP}/commits/main/pulls`)
  expect(list).toMatchObject([{ number: 11 }])
  expect(list[0]).not.toHaveProperty('merged_by')
})

test('what is written can be read, where the token may write', async () => {
  await using github = await double(everything({ 'org-token': { issues: 'write' } }))
  const status = { method: 'POST', body: { state: 'failure', context: 'gate' } }
  expect((await ask(github, `${SHOP}/statuses/${toOid('c2')}`, status)).status).toBe(201)
  expect((await ask(github, `${SHOP}/commits/feature/status`)).body.state).toBe('failure')
  const comment = { method: 'POST', body: { body: 'hello' }, token: github.orgToken }
  expect(
    (await ask(github, `${SHOP}/issues/7/comments`, { ...comment, token: github.token })).status,
  ).toBe(403)
  expect((await ask(github, `${SHOP}/issues/7/comments`, comment)).status).toBe(201)
  const { body } = await ask(github, `${SHOP}/issues/7/comments`)
  expect(body).toMatchObject([{ body: 'hello', user: { login: 'github-actions[bot]' } }])
  expect((await ask(github, `${SHOP}/actions/runs/9001/rerun`, { method: 'POST' })).status).toBe(
    403,
  )
})

test('a label that the repository does not have yet takes the scope of issues', async () => {
  const write = { method: 'POST' }
  const token = { 'pull-requests': 'write' }
  await using github = await double(everything({ token, 'org-token': { issues: 'write' } }))
  const label = (name: string, more: object = {}) =>
    ask(github, `${SHOP}/issues/7/labels`, { ...write, body: { labels: [name] }, ...more })
  expect((await label('break-glass')).status).toBe(200)
  expect((await label('brand-new')).status).toBe(403)
  expect((await label('brand-new', { token: github.orgToken })).status).toBe(200)
  const { body } = await label('brand-new')
  expect(body.map(({ name }: { name: string }) => name)).toEqual([
    ...['money', 'break-glass', 'brand-new'],
  ])
})

test.for([
  { path: `${SHOP}/pulls/7`, at: ({ user }: Written) => user },
  { path: `${SHOP}/issues/7`, at: ({ user }: Written) => user },
  { path: `${SHOP}/issues/8`, at: ({ user }: Written) => user },
  { path: `${SHOP}/issues/8/comments`, at: ([first]: Written[]) => first?.user },
  { path: `${SHOP}/pulls/7/reviews`, at: ([first]: Written[]) => first?.user },
  { path: `${SHOP}/issues/7/timeline`, at: (events: Written[]) => events.at(-1)?.actor },
])('a deleted account is the ghost in $path', async ({ path, at }) => {
  const gone = { by: 'gone', at: '2026-03-01T11:00:00Z' }
  const events = [{ ...gone, type: 'auto_merge_enabled', at: '2026-03-01T12:00:00Z' }]
  const reviews = [{ ...gone, state: 'APPROVED', commit: 'c2' }]
  const pull = { number: 7, author: 'gone', base: 'main', head: 'feature' }
  const issues = [{ ...gone, number: 8, comments: [gone] }]
  const token = { 'pull-requests': 'read', issues: 'read' }
  const alone = { checks: [], merge_queues: {}, moves: [], lag: {} }
  const changed = { ...alone, pulls: [{ ...pull, events, reviews }], issues, token }
  await using github = await double(everything(changed))
  const { body } = await ask(github, path)
  expect(at(body)).toMatchObject({ login: 'ghost', id: 10137, type: 'User' })
})

test('a public repository’s issues are anybody’s to read, and nobody’s to write', async () => {
  await using github = await double(everything({ private: false, token: {} }))
  expect((await ask(github, `${SHOP}/issues/12`)).status).toBe(200)
  const comment = { method: 'POST', body: { body: 'hello' } }
  expect((await ask(github, `${SHOP}/issues/12/comments`, comment)).status).toBe(403)
  const { data } = await query(
    github,
    '{repository(owner: "acme", name: "shop"){issue(number: 12){title}}}',
  )
  expect(data.repository.issue.title).toBe('Outage')
})

test('commit statuses come newest first, each with its text', async () => {
  await using github = await double()
  const { body } = await ask(github, `${SHOP}/commits/main/statuses`)
  expect(body).toMatchObject([
    { state: 'success', description: 'fine', creator: { login: 'scanner[bot]' } },
    { state: 'pending', description: null },
  ])
  const { data } = await query(
    github,
    `{repository(owner: "acme", name: "shop"){object(expression: "main"){...on Commit{
      status{contexts{state description}}}}}}`,
  )
  expect(data.repository.object.status.contexts).toEqual([
    { state: 'SUCCESS', description: 'fine' },
  ])
})

test('an address that is empty stands for an object without anything in it', async () => {
  const commits = {
    base: {
      author: { name: 'Nobody', email: '' },
      committer: 'web-flow',
      at: '2026-03-01T09:00:00Z',
    },
    c1: {
      parents: ['base'],
      author: { name: 'Eve', email: 'eve@home.example' },
      at: '2026-03-01T10:00:00Z',
    },
  }
  const world = {
    ...{ about: 'Two commits.', repository: 'acme/shop', accounts: { ada: { id: 1 } } },
    ...{ commits, branches: { main: 'c1' }, event: { name: 'push' } },
  }
  await using github = await double(loadWorld(JSON.stringify(world)))
  const { body } = await ask(github, `${SHOP}/commits`)
  expect(body).toMatchObject([{ author: null }, { author: {}, committer: { login: 'web-flow' } }])
  expect(body[1].author).toEqual({})
})

test('rows of activity are numbered beyond 32 bits', async () => {
  await using github = await double()
  const { body } = await ask(github, `${SHOP}/activity?per_page=1`)
  expect(body[0].id).toBeGreaterThan(2 ** 32)
})

test('refs are found by their full names, tags apart from branches, and listed by how they begin', async () => {
  await using github = await double()
  const sha = async (name: string) => {
    const { status, body } = await ask(github, `${SHOP}/git/ref/${name}`)
    return status === 200 ? body.object.sha : status
  }
  expect(await sha('heads/dev')).toBe(toOid('base'))
  expect(await sha('tags/dev')).toBe(toOid('root'))
  expect(await sha('pull/8/head')).toBe(toOid('f1'))
  expect([await sha('dev'), await sha('tags/feature')]).toEqual([404, 404])
  const { body } = await ask(github, `${SHOP}/git/matching-refs/tags`)
  expect(body.map(({ ref }: { ref: string }) => ref)).toEqual(['refs/tags/dev', 'refs/tags/v1.0.0'])
  const fork = await ask(github, '/repos/zoe/shop/git/matching-refs/heads/')
  expect(fork.body).toMatchObject([{ ref: 'refs/heads/patch', object: { sha: toOid('f1') } }])
})
