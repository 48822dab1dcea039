// Bots where GitHub's schema promises a User: a User by REST's login, which only its id betrays.
import { expect, test } from 'vitest'
import { ask, double, everything, query } from '../server/client.ts'

const BOT = expect.stringMatching(/^BOT_/)
const USER = expect.stringMatching(/^U_/)
const asked = 'user{id login databaseId}'
const renovate = { id: BOT, login: 'renovate[bot]', databaseId: 900 }

const commits = {
  base: { author: 'ada', at: '2026-03-01T09:00:00Z' },
  c1: {
    parents: ['base'],
    author: 'renovate',
    co_authors: [
      'Copilot',
      'Copilot-of-trailers',
      'gone',
      { name: 'Eve', email: 'eve@home.example' },
    ],
    at: '2026-03-01T10:00:00Z',
    signature: { signer: 'renovate' },
  },
}
const at = '2026-03-01T11:00:00Z'
const world = () =>
  everything({
    commits,
    branches: { main: 'base', feature: 'c1' },
    tags: {},
    pulls: [
      {
        ...{ number: 7, author: 'renovate', base: 'main', head: 'feature' },
        assignees: ['renovate'],
        events: [
          { type: 'assigned', by: 'ada', at, assignee: 'Copilot' },
          { type: 'added_to_merge_queue', by: 'renovate', at },
          { type: 'removed_from_merge_queue', by: 'renovate', at },
          { type: 'auto_merge_enabled', by: 'renovate', at },
          { type: 'auto_merge_disabled', by: 'renovate', at },
        ],
      },
    ],
    pushes: [],
    checks: [],
    statuses: [],
    deployments: [],
    bypasses: [],
    merge_queues: {},
    lag: {},
    moves: [],
    runs: [
      {
        ...{ id: 9001, workflow: 'w.yml', event: 'push', branch: 'main', commit: 'base' },
        attempts: [{ actor: 'renovate', at }],
        approvals: [{ by: 'renovate', state: 'approved', environments: ['production'] }],
      },
    ],
    inputs: {},
  })

const pull = (fields: string) =>
  `{repository(owner: "acme", name: "shop"){pullRequest(number: 7){${fields}}}}`

test('a commit names bots among its authors, Copilot by either of its ids, and nobody for an address', async () => {
  await using github = await double(world())
  const { data } = await query(
    github,
    pull(`author{__typename login ...on Bot{id}} commits(first: 1){nodes{commit{
      author{${asked}} authors(first: 9){nodes{${asked}}} signature{signer{id login}}}}}`),
  )
  const { author, commits } = data.repository.pullRequest
  expect(author).toEqual({ __typename: 'Bot', login: 'renovate', id: BOT })
  const [{ commit }] = commits.nodes
  expect(commit.author.user).toEqual(renovate)
  expect(commit.signature.signer).toEqual({ id: BOT, login: 'renovate[bot]' })
  expect(commit.authors.nodes.map(({ user }: { user: unknown }) => user)).toEqual([
    renovate,
    { id: BOT, login: 'Copilot', databaseId: 198982749 },
    { id: BOT, login: 'Copilot', databaseId: 223556219 },
    null,
    null,
  ])
})

test('so do those who queue, enable and review', async () => {
  await using github = await double(world())
  const { data } = await query(
    github,
    pull(`assignees(first: 1){nodes{id login}} timelineItems(last: 5){nodes{
      ...on AssignedEvent{user{id login} assignee{...on Bot{id login}}}
      ...on AddedToMergeQueueEvent{enqueuer{id login}} ...on RemovedFromMergeQueueEvent{enqueuer{id login}}
      ...on AutoMergeEnabledEvent{enabler{id login}} ...on AutoMergeDisabledEvent{disabler{id login}}}}`),
  )
  const bot = { id: BOT, login: 'renovate[bot]' }
  const { assignees, timelineItems } = data.repository.pullRequest
  expect(assignees.nodes).toEqual([bot])
  expect(timelineItems.nodes).toEqual([
    { user: { id: BOT, login: 'Copilot' }, assignee: { id: BOT, login: 'copilot-swe-agent' } },
    { enqueuer: bot },
    { enqueuer: bot },
    { enabler: bot },
    { disabler: bot },
  ])
  const { body: run } = await ask(github, '/repos/acme/shop/actions/runs/9001')
  const reviews = `{node(id: "${run.node_id}"){...on WorkflowRun{deploymentReviews(first: 1){nodes{user{id login}}}}}}`
  expect((await query(github, reviews)).data.node.deploymentReviews.nodes).toEqual([{ user: bot }])
})

test('REST gives the same ids, and a person’s is a User’s', async () => {
  await using github = await double(world())
  const bot = await ask(github, '/user/900')
  expect(bot.body).toMatchObject({ node_id: BOT, login: 'renovate[bot]', type: 'Bot' })
  const { body: ada } = await ask(github, '/users/ada')
  expect(ada.node_id).toEqual(USER)
  const { data } = await query(github, `{node(id: "${ada.node_id}"){...on User{login}}}`)
  expect(data.node.login).toBe('ada')
  expect((await ask(github, '/user/223556219')).body.login).toBe('Copilot')
})
