// REST as GitHub answers it: its limits, pages, spellings of bots, permissions, silences.
import { expect, test } from 'vitest'
import { toOid } from '../git/oid.ts'
import { ask, double, everything, pages } from '../server/client.ts'
import { loadWorld } from '../world/world.ts'

const SHOP = '/repos/acme/shop'

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
