// Issues and what is written under them, and the deployments of one commit, as GraphQL tells them.
import { expect, test } from 'vitest'
import { toOid } from '../git/oid.ts'
import { ask, double, everything, query } from '../server/client.ts'

const writing = everything({ token: { contents: 'read', deployments: 'read', issues: 'write' } })
const shop = (fields: string) => `{repository(owner: "acme", name: "shop"){${fields}}}`

test('issues are found by their label, whatever its case, with comments and who edited them', async () => {
  await using github = await double(writing)
  const listed = (label: string) =>
    shop(`issues(first: 10, labels: ["${label}"], orderBy: {field: CREATED_AT, direction: DESC}){
      totalCount nodes{number lastEditedAt closedAt comments(first: 10){totalCount nodes{
        author{login} body lastEditedAt}}}}`)
  const { data } = await query(github, listed('Break-Glass'))
  expect(data.repository.issues).toEqual({
    totalCount: 1,
    nodes: [
      {
        ...{ number: 12, lastEditedAt: null, closedAt: null },
        comments: {
          totalCount: 1,
          nodes: [
            { author: { login: 'bob' }, body: '/approve', lastEditedAt: '2026-03-01T08:06:00Z' },
          ],
        },
      },
    ],
  })
  expect((await query(github, listed('incident'))).data.repository.issues.totalCount).toBe(0)
})

test('what a token writes under an issue is there at once, by a bot', async () => {
  await using github = await double(writing)
  const path = '/repos/acme/shop/issues/12'
  const post = (what: string, body: object) =>
    ask(github, `${path}/${what}`, { method: 'POST', body })
  expect((await post('comments', { body: 'used' })).status).toBe(201)
  expect((await post('labels', { labels: ['break-glass-used'] })).status).toBe(200)
  const asked = shop(`issue(number: 12){labels(first: 9){nodes{name}}
    comments(last: 1){nodes{author{__typename login} body createdAt}}}`)
  expect((await query(github, asked)).data.repository.issue).toEqual({
    labels: { nodes: [{ name: 'break-glass' }, { name: 'break-glass-used' }] },
    comments: {
      nodes: [
        {
          author: { __typename: 'Bot', login: 'github-actions' },
          ...{ body: 'used', createdAt: '2026-03-01T14:00:00Z' },
        },
      ],
    },
  })
})

test('a comment under a pull request is edited by its id, and says who wrote and who edited it', async () => {
  await using github = await double(everything({ token: { 'pull-requests': 'write' } }))
  const post = { method: 'POST', body: { body: 'one' } }
  const { body } = await ask(github, '/repos/acme/shop/issues/7/comments', post)
  const path = `/repos/acme/shop/issues/comments/${(body as { id: number }).id}`
  const edited = await ask(github, path, { method: 'PATCH', body: { body: 'two' } })
  expect(edited).toMatchObject({ status: 200, body: { body: 'two' } })
  expect((await ask(github, path)).body).toEqual(edited.body)
  const asked = shop('pullRequest(number: 7){comments(last: 1){nodes{body viewerDidAuthor}}}')
  expect((await query(github, asked)).data.repository.pullRequest.comments.nodes).toEqual([
    { body: 'two', viewerDidAuthor: true },
  ])
  expect((await ask(github, `${path}1`)).status).toBe(404)
  expect(github.violations).toEqual([])
})

test('a token that only reads writes and edits no comment', async () => {
  await using github = await double(everything({ token: { 'pull-requests': 'read' } }))
  const post = { method: 'POST', body: { body: 'one' } }
  expect((await ask(github, '/repos/acme/shop/issues/7/comments', post)).status).toBe(403)
  const edit = { method: 'PATCH', body: { body: 'two' } }
  expect((await ask(github, '/repos/acme/shop/issues/comments/1', edit)).status).toBe(403)
})

test('a commit tells its own deployments alone', async () => {
  await using github = await double(writing)
  const asked = (label: string) =>
    shop(`object(oid: "${toOid(label)}"){...on Commit{deployments(first: 9){nodes{environment}}}}`)
  const of = async (label: string) =>
    (await query(github, asked(label))).data.repository.object.deployments.nodes
  expect(await of('m1')).toEqual([{ environment: 'staging' }])
  expect(await of('c1')).toEqual([])
})
