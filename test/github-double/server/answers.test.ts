// What the double answers has the shapes that GitHub describes for each of its operations.
import { expect, test } from 'vitest'
import { ask, double } from './client.ts'
import { compile, plain } from './json-schema.ts'
import { findOperation, resolve } from './openapi.ts'

const SHOP = '/repos/acme/shop'
const paths = [
  SHOP,
  `${SHOP}/activity`,
  `${SHOP}/pulls?state=all`,
  `${SHOP}/pulls/7`,
  `${SHOP}/pulls/8`,
  `${SHOP}/pulls/11`,
  `${SHOP}/pulls/7/files`,
  `${SHOP}/pulls/7/commits`,
  `${SHOP}/pulls/7/reviews`,
  `${SHOP}/pulls/7/requested_reviewers`,
  `${SHOP}/commits`,
  `${SHOP}/commits/feature`,
  `${SHOP}/commits/main/pulls`,
  `${SHOP}/commits/main/check-runs`,
  `${SHOP}/commits/main/status`,
  `${SHOP}/commits/main/statuses`,
  `${SHOP}/compare/main...feature`,
  `${SHOP}/git/trees/feature?recursive=1`,
  `${SHOP}/git/ref/heads/feature`,
  `${SHOP}/git/ref/pull/7/merge`,
  `${SHOP}/git/matching-refs/heads/gh-readonly-queue/`,
  `${SHOP}/contents/src?ref=feature`,
  `${SHOP}/contents/link?ref=feature`,
  `${SHOP}/codeowners/errors`,
  `${SHOP}/rules/branches/main`,
  `${SHOP}/rulesets/rule-suites`,
  `${SHOP}/rulesets/rule-suites/1`,
  `${SHOP}/collaborators/bob/permission`,
  `${SHOP}/issues?state=all`,
  `${SHOP}/issues/12`,
  `${SHOP}/issues/12/comments`,
  `${SHOP}/issues/7/timeline`,
  `${SHOP}/issues/7/labels`,
  `${SHOP}/actions/runs`,
  `${SHOP}/actions/runs/9001`,
  `${SHOP}/actions/runs/9001/attempts/1`,
  `${SHOP}/actions/runs/9001/approvals`,
  `${SHOP}/actions/runs/8000/jobs?filter=all`,
  `${SHOP}/actions/runs/8000/attempts/2/jobs`,
  `${SHOP}/actions/runs/8001/pending_deployments`,
  `${SHOP}/actions/jobs/501`,
  `${SHOP}/check-runs/501`,
  `${SHOP}/environments`,
  `${SHOP}/environments/production`,
  `${SHOP}/environments/production/deployment-branch-policies`,
  `${SHOP}/deployments`,
  `${SHOP}/deployments/1`,
  `${SHOP}/deployments/1/statuses`,
  `${SHOP}/deployments/3881429895`,
  `${SHOP}/deployments/3881429895/statuses`,
  '/repos/zoe/shop/activity',
  '/users/ada',
  '/user/102',
  '/orgs/acme/teams',
  '/orgs/acme/teams/payments',
  '/orgs/acme/teams/engineering/members',
  '/orgs/acme/teams/engineering/memberships/bob',
  '/orgs/acme/members',
  '/rate_limit',
]

/** Where GitHub itself answers otherwise than it describes: a fork that is gone, a bare label, a wait. */
const knownToDiffer = [
  `${SHOP}/pulls?state=all: body/2/head/repo must be object, body/3/labels/0/description must be string`,
  `${SHOP}/deployments/3881429895/statuses: body/0/state must be equal to one of the allowed values`,
]

test('every answer has the shape of GitHub’s description', { timeout: 30_000 }, async () => {
  await using github = await double()
  const wrong: string[] = []
  for (const path of paths) {
    const { status, text } = await ask(github, path, { token: github.orgToken })
    const found = findOperation('GET', new URL(path, github.url).pathname)
    const described = found && resolve(found.operation.responses[String(status)] ?? { content: {} })
    const schema = described?.content?.['application/json']?.schema
    const problem =
      schema === undefined
        ? `no answer ${status}: ${text}`
        : compile(plain(schema, true), 'body')(JSON.parse(text))
    if (problem !== null) wrong.push(`${path}: ${problem}`)
  }
  expect(wrong).toEqual(knownToDiffer)
  expect(github.violations).toEqual([])
})
