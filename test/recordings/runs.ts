// Recorded runs, jobs and deployments: who started them, what ties them, whether people release them.

import { isOfRun } from '../../src/duties/range/trusted.ts'
import { unknown } from '../../src/facts/facts.ts'
import { simpleUserShape } from '../../src/github/api/ask.ts'
import { readChecks } from '../../src/github/deployment/checks.ts'
import { readJobs } from '../../src/github/deployment/jobs.ts'
import { asksReviewers, protectionRuleShape } from '../../src/github/deployment/protection.ts'
import { readMaking, recordsShape, runsOf } from '../../src/github/deployment/records.ts'
import { type RunReading, readRun, readTriggers } from '../../src/github/deployment/runs.ts'
import { asked, type Expectations, expects, type Recording, refuses } from './recorded.ts'

type Json = Recording['body']

const run = (says: string, holds: (run: RunReading) => boolean) =>
  expects(
    says,
    (body) =>
      asked(
        () => body,
        (client) => readRun(client, 1),
      ),
    holds,
  )

const isRerunByAnother = ({ attempt, actor, triggeringActor }: RunReading): boolean =>
  attempt > 1 && actor !== null && triggeringActor !== null && actor.id !== triggeringActor.id

const areBots = ({ actor, triggeringActor }: RunReading): boolean =>
  [actor, triggeringActor].every((one) => one?.kind === 'Bot' && !one.login.includes('['))

/** The runs that checks are of; any run is known. */
const checks = (says: string, isKnown: boolean) =>
  expects(
    says,
    (body) =>
      asked(
        (path) => (path.includes('/check-runs') ? body : anyRun),
        (client) => readChecks(client, 'a'.repeat(40)),
      ),
    (told) => told.known && told.value.every((check) => (check.run !== null) === isKnown),
  )

const anyRun = {
  ...{ id: 1, node_id: 'WFR_1', path: '.github/workflows/ci.yml', event: 'push' },
  ...{ head_branch: 'main', head_sha: 'a'.repeat(40), run_attempt: 1, conclusion: 'success' },
}

const logs = (says: string, urlsOf: (body: Json) => readonly (string | null)[]) =>
  expects(
    says,
    (body) => runsOf(urlsOf(body).map((logUrl) => ({ logUrl }))),
    (ids) => ids.length === 0,
  )

const logUrls = (statuses: Json) => statuses.map(({ log_url }: Json) => log_url)

/** REST's rules, as the product's query names them. */
const reviewers = (says: string, expected: boolean) =>
  expects(
    says,
    ({ protection_rules }) =>
      asksReviewers(
        protection_rules.map(({ type, reviewers }: Json) =>
          protectionRuleShape.parse({
            type: type.toUpperCase(),
            reviewers: reviewers && { totalCount: reviewers.length },
          }),
        ),
      ),
    (told) => told === expected,
  )

const madeBy = (deployment: Json) =>
  asked(
    () => deployment,
    async (client) => {
      const { creator, performed_via_github_app: app } = await readMaking(client, deployment.id)
      const actor = simpleUserShape.parse(deployment.creator)
      return isOfRun({ creator, app: app?.slug ?? null }, { actor })
    },
  )

export const runs: Expectations = {
  'attempt-2-of-schedule': run('the second attempt of a schedule', ({ event, attempt }) => {
    return event === 'schedule' && attempt === 2
  }),
  'run-approved-fork-pull-rerun': run('who re-ran it is not who set it off', isRerunByAnother),
  'run-latest-attempt-of-schedule': run('its latest attempt', ({ attempt }) => attempt === 2),
  'run-of-a-bots-branch': run('both actors are a bot', areBots),
  'run-pushed-by-dependabot': run('both actors are a bot', areBots),
  'run-rerun-by-maintainer-of-fork-pull': run(
    "a maintainer re-ran a fork's pull request",
    (told) => isRerunByAnother(told) && told.event === 'pull_request',
  ),
  'run-schedule': run('the first attempt of a schedule names a person', (told) => {
    return told.event === 'schedule' && told.attempt === 1 && told.actor?.kind === 'User'
  }),
  'run-without-path': refuses('no workflow file is named: no answer', (body) =>
    asked(
      () => body,
      (client) => readRun(client, 1),
    ),
  ),
  'deployment-review-requested': expects(
    'a run that waits has not succeeded',
    ({ workflow_run }) =>
      asked(
        () => ({ node_id: 'WFR_1', ...workflow_run }),
        (client) => readRun(client, 1),
      ),
    ({ succeeded }) => !succeeded,
  ),
  'check-runs-of-actions': checks('each check is of a run', true),
  'check-runs-of-actions-old-url': checks('no run is named: the check is of none', false),
  'deployment-by-id': expects(
    'a person created it',
    (body) =>
      asked(
        () => body,
        (client) => {
          const event = { event: 'deployment', deploymentId: body.id, upstreamRunId: null }
          return readTriggers(client, event, unknown('not listed', 'none'))
        },
      ),
    (told) => told.known && told.value.length === 1 && told.value[0]?.by?.kind === 'User',
  ),
  'deployment-made-by-a-job': expects(
    "a job's record is of the run that its creator started",
    ({ deployment }) => madeBy(deployment),
    (isRuns) => isRuns,
  ),
  'deployment-status-of-legacy-pages': logs('its log names no run: borne out by nothing', (body) =>
    logUrls([body.deployment_status]),
  ),
  'deployment-statuses-newest-first': logs('their logs name no run', logUrls),
  'deployment-statuses-of-a-person': logs("a person's log is free text: no run", logUrls),
  'gql-deployments': expects(
    'a success counts, though a later deployment turned it inactive',
    (records) =>
      recordsShape.parse({
        totalCount: records.length,
        pageInfo: { hasNextPage: false, endCursor: null },
        nodes: records.map(({ DatabaseId, CommitOid, Statuses = null }: Json) => ({
          ...{ databaseId: DatabaseId, commitOid: CommitOid, creator: null },
          statuses: Statuses && statusesOf(Statuses),
        })),
      }),
    ({ nodes }) => nodes.filter((record) => record?.successes.length === 1).length === 2,
  ),
  'environment-with-reviewers': reviewers('people release deployments', true),
  'environment-without-rules': reviewers('nobody releases deployments', false),
  'gql-node-of-another-type': refuses('what is no run has no jobs: no answer', ({ data }) =>
    asked(
      () => ({ data: { run: data.node } }),
      (client) => readJobs(client, { nodeId: 'D_1', path: 'deploy.yml' }),
    ),
  ),
}

const statusesOf = ({ nodes }: Json) => ({
  totalCount: nodes.length,
  nodes: nodes.map(statusOf),
})

/** Its log was not asked for when it was recorded. */
const statusOf = ({ state, updatedAt }: Json) => ({
  state,
  createdAt: updatedAt,
  logUrl: 'https://github.com/acme/shop/actions/runs/1/job/2',
})
