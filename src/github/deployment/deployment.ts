// The account of a deployment: what would be shipped since the last success, by whom, and who is behind it.

import {
  type Change,
  type Deployment,
  type Fact,
  known,
  type Range,
  type Unknown,
  unknown,
} from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom, onStatus } from '../api/ask.ts'
import { type Activity, activityOf } from '../pull-request/activity.ts'
import { type Comparison, compareCommits, comparing } from '../pull-request/comparison.ts'
import { arrivedIn, isByBot, noBot } from './arrival.ts'
import { readChecks } from './checks.ts'
import type { DeploymentContext, DeploymentQuestion } from './deployment-context.ts'
import { type Origins, readOrigins } from './origins.ts'
import { policiesBefore } from './policies-before.ts'
import { readShipment } from './range.ts'
import { readStart, type Start } from './range-start.ts'
import { readBypasses } from './rule-suites.ts'
import { attemptsOf, readTriggers } from './runs.ts'
import { type Protected, type States, statesOf } from './states.ts'

export {
  type DeploymentContext,
  type DeploymentQuestion,
  readContext,
} from './deployment-context.ts'

export interface PolicyQuestions {
  readonly branches: Protected
  /** Files of workflows whose deployments are trusted like this one's. */
  readonly workflows: readonly string[]
  /** Is it to be judged by the policy as it stood before it? */
  readonly changesTheGate: (change: Change) => boolean
  /** Does the policy name checks? */
  readonly checks: boolean
}

export interface CollectedDeployment {
  readonly deployment: Deployment
  /** Every pull request of the range; unknown where one of them could not be read. */
  readonly changes: Fact<readonly Change[]>
}

/** The rest, once the policy has told which branches are protected and whether checks are named. */
export async function collectDeployment(
  client: Client,
  orgClient: Client | null,
  question: DeploymentQuestion,
  context: DeploymentContext,
  { branches, workflows, checks, changesTheGate }: PolicyQuestions,
): Promise<CollectedDeployment> {
  const { environment, event, runId: run, sha } = question
  const { defaultBranch } = context
  const activity = activityOf(client)
  const states = defaultBranch.known
    ? { ...defaultBranch, value: statesOf(client, defaultBranch.value, { branches, activity }) }
    : defaultBranch
  const [start, branch, triggers, checkResults] = await Promise.all([
    startOf(client, question, context, { states, workflows }),
    branchOf(client, question, context, states),
    readTriggers(client, question, context.records),
    checks ? readChecks(client, sha) : known([], 'the policy'),
  ])
  const comparison = await comparisonOf(client, question, start)
  const commits = comparison.known ? comparison.value.commits.map(({ oid }) => oid) : []
  const [origins, bypasses, arrived] = await Promise.all([
    readOrigins(client, question, {
      commits,
      from: start.known ? start.value.from : null,
      run: context.attempts.known ? (context.attempts.value.at(-1)?.nodeId ?? null) : null,
    }),
    branch.known ? readBypasses(orgClient, branch.value, new Set(commits)) : branch,
    isByBot(context.attempts, triggers)
      ? arrivedIn(client, { sha, branch, comparison, activity })
      : noBot,
  ])
  const shipment = await shipmentOf(client, context, {
    ...{ start, comparison, branches, branch, activity },
    associations: origins.associations,
  })
  const changes = shipment.known ? shipment.value.changes.filter(changesTheGate) : []
  const before = await policiesBefore(client, question.policyPath, {
    ...{ changes, activity },
    commits: comparison.known ? comparison.value.commits : [],
  })
  return {
    changes: shipment.known ? { ...shipment, value: shipment.value.changes } : shipment,
    deployment: {
      ...{ environment, sha, branch, event, run, triggers, bypasses, arrived },
      range: shipment.known ? { ...shipment, value: shipment.value.range } : shipment,
      attempts: attemptsOf(context.attempts),
      releases: releasesOf(question, context, origins.releases),
      hasReviewers: context.hasReviewers,
      checks: checkResults,
      policyFile: context.policyFile,
      policyAtStart: start.known ? origins.policyAtStart : start,
      policiesBefore: before,
    },
  }
}

async function startOf(
  client: Client,
  question: DeploymentQuestion,
  context: DeploymentContext,
  { states, workflows }: { states: Fact<States>; workflows: readonly string[] },
): Promise<Fact<Start>> {
  const { sha, records, spellings, attempts, baseline } = context
  if (!sha.known) return sha
  if (!records.known) return records
  if (!attempts.known) return attempts
  if (!baseline.known) return baseline
  if (!states.known) return states
  if (sha.value === null) return noCommit(question)
  const search = {
    ...{ sha: sha.value, baseline: baseline.value, attempts: attempts.value },
    ...{ records: records.value, states: states.value, spellings, workflows },
  }
  return factFrom('GraphQL Repository.deployments', () => readStart(client, question, search))
}

async function branchOf(
  client: Client,
  question: DeploymentQuestion,
  { sha }: DeploymentContext,
  states: Fact<States>,
): Promise<Deployment['branch']> {
  if (!sha.known) return sha
  if (!states.known) return states
  if (sha.value === null) return noCommit(question)
  const oid = sha.value
  return factFrom(comparing(client), () => states.value.branchAt(oid))
}

const noCommit = ({ sha }: Pick<DeploymentQuestion, 'sha'>): Unknown =>
  unknown(
    `${sha} is no commit of the repository`,
    'GraphQL Repository.object',
    'Give the input `sha` the full id of a commit.',
  )

async function comparisonOf(
  client: Client,
  { sha }: DeploymentQuestion,
  start: Fact<Start>,
): Promise<Fact<Comparison>> {
  if (!start.known) return start
  const { from } = start.value
  return factFrom(comparing(client), () =>
    compareCommits(client, from, sha).catch(
      onStatus([404], ({ source, remedy }) => {
        const [last, now] = [from.slice(0, 7), sha.slice(0, 7)]
        throw cannotTell(`${last}, deployed last, cannot be compared with ${now}`, source, remedy)
      }),
    ),
  )
}

interface RangeFacts {
  readonly start: Fact<Start>
  readonly comparison: Fact<Comparison>
  readonly associations: Origins['associations']
  readonly branches: Protected
  readonly branch: Deployment['branch']
  readonly activity: Activity
}

/** The range and its changes are known together: a commit is unreviewed only where every pull request was read. */
async function shipmentOf(
  client: Client,
  context: DeploymentContext,
  { start, comparison, associations, branches, branch, activity }: RangeFacts,
): Promise<Fact<{ readonly range: Range; readonly changes: readonly Change[] }>> {
  if (!start.known) return start
  if (!comparison.known) return comparison
  if (!associations.known) return associations
  return factFrom('GraphQL Commit.associatedPullRequests', async () => {
    const { status, commits } = comparison.value
    const { changes, unreviewed } = await readShipment(client, context, {
      ...{ commits, branches, activity, associations: associations.value },
      branch: branch.known ? branch.value : null,
    })
    return { range: { ...start.value, status, count: commits.length, unreviewed }, changes }
  })
}

/** Only a run is released. */
function releasesOf(
  { runId }: DeploymentQuestion,
  { attempts }: DeploymentContext,
  releases: Origins['releases'],
): Origins['releases'] {
  if (runId === null) return known([], 'a terminal')
  return attempts.known ? releases : attempts
}
