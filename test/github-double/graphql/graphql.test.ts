// GraphQL as GitHub answers it: whole queries and their points, nulls, pages, errors beside the data.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, print, separateOperations } from 'graphql'
import { expect, test } from 'vitest'
import { nodeId } from '../git/node-id.ts'
import { toOid } from '../git/oid.ts'
import { ask, double, everything, query } from '../server/client.ts'

const file = readFileSync(join(import.meta.dirname, 'queries.graphql'), 'utf8')
const queries = separateOperations(parse(file))
const shop = {
  o: 'acme',
  r: 'shop',
  n: 7,
  ref: 'main',
  b: 'main',
  e: 'production',
  es: ['production'],
}
const blobs = {
  policy: 'main:policy.yml',
  a: `${toOid('c1')}:src/pay.ts`,
  b: 'main:link',
  c: 'main:vendor',
}
const commits = { ids: Array(100).fill(nodeId('Commit', toOid('c1'))) }

test.for([
  { name: 'Change', points: 2, variables: shop },
  { name: 'Batch', points: 1, variables: shop },
  { name: 'Deployments', points: 1, variables: shop },
  { name: 'Associated', points: 2, variables: commits },
  { name: 'Run', points: 1, variables: { id: nodeId('WorkflowRun', 9001) } },
  { name: 'Queue', points: 1, variables: shop },
  { name: 'Policy', points: 1, variables: { ...shop, ...blobs } },
  { name: 'ReviewTeams', points: 1, variables: shop },
  { name: 'Pushes', points: 1, variables: shop },
])('$name is answered whole, for $points points', async ({ name, points, variables }) => {
  await using github = await double()
  const operation = queries[name]
  expect(operation).toBeDefined()
  const asked = operation ? print(operation) : ''
  const { errors } = await query(github, asked, variables, github.orgToken)
  expect(errors).toBeUndefined()
  expect(github.violations).toEqual([])
  expect(github.points).toBe(points)
})

const onPull = (fields: string, number = 7) =>
  `{repository(owner: "acme", name: "shop"){pullRequest(number: ${number}){${fields}}}}`

test.for([
  {
    what: 'a bot behind a commit, as though it were a User',
    fields: 'commits(first: 1){nodes{commit{author{user{__typename login databaseId}}}}}',
    gives: '"user":{"__typename":"User","login":"renovate[bot]","databaseId":900}',
  },
  {
    what: 'an address without an account',
    fields: 'commits(first: 1){nodes{commit{authors(last: 1){nodes{user{login}}}}}}',
    gives: '"user":null',
  },
  {
    what: 'web-flow',
    fields: 'commits(last: 1){nodes{commit{committer{user{login databaseId}}}}}',
    gives: '{"login":"web-flow","databaseId":19864447}',
  },
  {
    what: 'a deleted reviewer',
    fields: 'reviews(last: 1){nodes{author{login}}}',
    gives: '"author":null',
  },
  {
    what: 'the lost commit of a review',
    fields: 'reviews(first: 1, states: COMMENTED){nodes{commit{oid}}}',
    gives: '"commit":null',
  },
  {
    what: 'an agent by its GraphQL login',
    fields:
      'timelineItems(first: 1, itemTypes: ASSIGNED_EVENT){nodes{... on AssignedEvent{assignee{... on Bot{login databaseId}}}}}',
    gives: '{"login":"copilot-swe-agent","databaseId":198982749}',
  },
  {
    what: 'a bot that queued',
    fields:
      'timelineItems(last: 1){nodes{... on AddedToMergeQueueEvent{actor{login} enqueuer{login}}}}',
    gives: '{"actor":{"login":"renovate"},"enqueuer":{"login":"renovate[bot]"}}',
  },
  {
    what: 'a force-push of the base',
    fields:
      'timelineItems(first: 1, itemTypes: BASE_REF_FORCE_PUSHED_EVENT){nodes{... on BaseRefForcePushedEvent{actor{login} createdAt}}}',
    gives: '{"actor":{"login":"bob"},"createdAt":"2026-03-01T10:40:00Z"}',
  },
  {
    what: 'the whole timeline in totalCount, and what was asked for in filteredCount',
    fields: 'timelineItems(first: 9, itemTypes: ASSIGNED_EVENT){filteredCount totalCount}',
    gives: '{"filteredCount":1,"totalCount":14}',
  },
  {
    what: 'a rename without its former name',
    fields: 'files(first: 9){nodes{path changeType}}',
    gives: '{"path":"src/new.ts","changeType":"RENAMED"}',
  },
])('$what', async ({ fields, gives }) => {
  await using github = await double()
  const { data, errors } = await query(github, onPull(fields))
  expect(errors).toBeUndefined()
  expect(JSON.stringify(data)).toContain(gives)
})

test('a private fork and a deleted one are no head repository', async () => {
  await using github = await double()
  for (const number of [9, 10]) {
    const { data } = await query(
      github,
      onPull('headRepository{id} headRef{name} headRefOid', number),
    )
    const { pullRequest } = data.repository
    expect(pullRequest).toEqual({ headRepository: null, headRef: null, headRefOid: toOid('f1') })
  }
})

test('modes are the decimal of what git writes, and a symlink shows its target', async () => {
  await using github = await double()
  const entry = (path: string) =>
    `file(path: "${path}"){mode type object{... on Blob{text isTruncated}}}`
  const fields = `a: ${entry('src/pay.ts')} b: ${entry('link')} c: ${entry('vendor')} d: ${entry('src')}`
  const { data } = await query(github, onPull(`commits(first: 1){nodes{commit{${fields}}}}`))
  expect(data.repository.pullRequest.commits.nodes[0].commit).toEqual({
    a: { mode: 33188, type: 'blob', object: { text: 'v2', isTruncated: false } },
    b: { mode: 40960, type: 'blob', object: { text: 'src/pay.ts', isTruncated: false } },
    c: { mode: 57344, type: 'commit', object: null },
    d: { mode: 16384, type: 'tree', object: {} },
  })
})

test('pages run from cursor to cursor, forwards and backwards', async () => {
  await using github = await double()
  const fields =
    'nodes{state} totalCount pageInfo{hasNextPage hasPreviousPage startCursor endCursor}'
  const first = await query(github, onPull(`reviews(first: 3){${fields}}`))
  const { pageInfo, nodes, totalCount } = first.data.repository.pullRequest.reviews
  expect([nodes.length, totalCount, pageInfo.hasNextPage]).toEqual([3, 4, true])
  const rest = await query(
    github,
    onPull(`reviews(first: 3, after: "${pageInfo.endCursor}"){${fields}}`),
  )
  expect(rest.data.repository.pullRequest.reviews.nodes).toEqual([{ state: 'APPROVED' }])
  const back = await query(
    github,
    onPull(`reviews(last: 2, before: "${pageInfo.endCursor}"){${fields}}`),
  )
  const states = back.data.repository.pullRequest.reviews.nodes
  expect(states).toEqual([{ state: 'DISMISSED' }, { state: 'APPROVED' }])
})

test.for([
  {
    what: 'no page size',
    asked: onPull('reviews{totalCount}'),
    type: 'MISSING_PAGINATION_BOUNDARIES',
  },
  {
    what: 'too large a page',
    asked: onPull('reviews(first: 101){totalCount}'),
    type: 'EXCESSIVE_PAGINATION',
  },
  { what: 'no such pull request', asked: onPull('id', 70), type: 'NOT_FOUND' },
  {
    what: 'an issue without the scope',
    asked: '{repository(owner: "acme", name: "shop"){issue(number: 12){id}}}',
    type: 'FORBIDDEN',
  },
  {
    what: 'a team without the scope',
    asked: '{organization(login: "acme"){team(slug: "payments"){id}}}',
    type: 'FORBIDDEN',
  },
  { what: 'no such node', asked: '{node(id: "bm9uZQ"){id}}', type: 'NOT_FOUND' },
])('$what: null in its place and $type beside', async ({ asked, type }) => {
  await using github = await double()
  const { data, errors } = await query(github, asked)
  expect(JSON.stringify(data)).toMatch(/:null}*$/)
  expect(errors).toMatchObject([{ type, path: expect.any(Array), message: expect.any(String) }])
})

test('what GitHub’s schema does not know is refused with status 200 and recorded', async () => {
  await using github = await double()
  const body = { query: 'query Asks {repository(owner: "acme", name: "shop"){secret}}' }
  const { status, body: answer } = await ask(github, '/graphql', { method: 'POST', body })
  expect([status, answer.data, answer.errors.length]).toEqual([200, undefined, 1])
  await query(
    github,
    'query Old {repository(owner: "acme", name: "shop"){pullRequest(number: 7){databaseId}}}',
  )
  expect(github.violations.map(({ request, problem }) => `${request}: ${problem}`)).toEqual([
    'POST /graphql Asks: Cannot query field "secret" on type "Repository".',
    expect.stringContaining('POST /graphql Old: The field PullRequest.databaseId is deprecated.'),
  ])
})

test('a public repository shows pull requests and contents to a token without scopes', async () => {
  await using github = await double(everything({ private: false, token: {} }))
  const { data, errors } = await query(
    github,
    '{repository(owner: "acme", name: "shop"){object(expression: "main:src"){id} deployments(first: 1){totalCount}}}',
  )
  expect(data.repository).toBeNull()
  expect(errors).toMatchObject([{ type: 'FORBIDDEN', path: ['repository', 'deployments'] }])
})
