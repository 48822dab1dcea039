// The account of a deployment: what would be shipped since the last success, by whom, and who is behind it.

import {
  type Change,
  type Deployment,
  type Fact,
  known,
  notAsked,
  type Range,
  unknown,
  valueOr,
} from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom } from '../api/ask.ts'
import type { Activity } from '../pull-request/activity.ts'
import { type Comparison, comparing as comparedBy } from '../pull-request/comparison.ts'
import { arrivedIn, isByBot, noBot } from './arrival.ts'
import { readChecks } from './checks.ts'
import type { DeploymentContext, DeploymentQuestion } from './deployment-context.ts'
import { type Compare, comparing, type ReadSkipped } from './past/answers.ts'
import { noCommit, readPast, type Search } from './past/past.ts'
import { type MergedOnto, mergedOnto, policiesBefore } from './policies-before.ts'
import { readShipment } from './range.ts'
import { readBypasses } from './rule-suites.ts'
import { attemptsOf, readTriggers } from './runs.ts'
import { leaveNote } from './ship-note.ts'
import { type Origins, readOrigins } from './shipped/origins.ts'
import { readSkipped } from './skipped.ts'
import { type Protected, type States, statesOf } from './states.ts'

export { activityOf } from '../pull-request/activity.ts'
export * from './deployment-context.ts'

/** A known "none" would say of checks that another policy names that they are missing. */
const checksUnasked = unknown(
  'the policy of then named no checks, so nobody asked',
  notAsked,
  'Run the gate again under this policy.',
)

export interface PolicyQuestions {
  readonly branches: Protected
  /** Where the range starts, by the policy. */
  readonly search: Search
  /** Is it to be judged by the policy as it stood before it? */
  readonly changesTheGate: (change: Change) => boolean
  /** Does the policy name checks? */
  readonly checks: boolean
  /** Of all branches, of which the first page was asked for at once. */
  readonly activity: Activity
}

export interface CollectedDeployment {
  readonly deployment: Deployment
  /** Every pull request of the range; unknown where one of them could not be read. */
  readonly changes: Fact<readonly Change[]>
  /** Onto what some of them were merged. */
  readonly onto: (changes: readonly Change[]) => Promise<MergedOnto>
}

/** The rest, once the policy has told which branches are protected and whether checks are named. */
export async function collectDeployment(
  client: Client,
  orgClient: Client | null,
  question: DeploymentQuestion,
  context: DeploymentContext,
  { branches, search, checks, changesTheGate, activity }: PolicyQuestions,
): Promise<CollectedDeployment> {
  const { environment, event, runId: run, sha } = question
  const { defaultBranch } = context
  const states = defaultBranch.known
    ? { ...defaultBranch, value: statesOf(client, defaultBranch.value, { branches, activity }) }
    : defaultBranch
  const compare = comparing(client)
  const skippedFrom: ReadSkipped = (...asked) => readSkipped(client, activity, ...asked)
  const [note, { past: pastDeployments, from, origins: begun }, branch, triggers, checkResults] =
    await Promise.all([
      leaveNote(client, context),
      readPast(client, question, context, {
        ...{ states, branches, search, compare },
        readSkipped: skippedFrom,
      }),
      branchOf(client, question, context, states),
      readTriggers(client, question, context.records),
      checks ? readChecks(client, sha) : checksUnasked,
    ])
  const comparison = await comparisonOf(client, question, from, compare)
  const commits = comparison.known ? comparison.value.commits.map(({ oid }) => oid) : []
  const [origins, bypasses, arrived] = await Promise.all([
    begun ??
      readOrigins(client, question, {
        ...{ commits, from: valueOr<string | null>(from, null), past: null },
        run: context.attempts.known ? (context.attempts.value.at(-1)?.nodeId ?? null) : null,
      }),
    branch.known ? readBypasses(orgClient, branch.value, new Set(commits)) : branch,
    isByBot(context.attempts, triggers)
      ? arrivedIn(client, { sha, branch, comparison, activity })
      : noBot,
  ])
  const shipment = await shipmentOf(client, context, {
    ...{ from, comparison, branches, branch, activity },
    associations: origins.associations,
  })
  const changes = shipment.known ? shipment.value.changes : []
  const shipped = { changes, activity, commits: comparison.known ? comparison.value.commits : [] }
  const governing = changes.filter(changesTheGate)
  const before = await policiesBefore(client, question.policyPath, governing, shipped)
  return {
    changes: shipment.known ? { ...shipment, value: changes } : shipment,
    onto: (asked) => mergedOnto(client, asked, shipped),
    deployment: {
      ...{
        environment,
        sha,
        branch,
        event,
        run,
        note,
        pastDeployments,
        triggers,
        bypasses,
        arrived,
      },
      range: shipment.known ? { ...shipment, value: shipment.value.range } : shipment,
      attempts: attemptsOf(context.attempts),
      releases: releasesOf(question, context, origins.releases),
      hasReviewers: context.hasReviewers,
      checks: checkResults,
      policyFile: context.policyFile,
      policyAtStart: from.known ? origins.policyAtStart : from,
      policiesBefore: before,
    },
  }
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
  return factFrom(comparedBy(client), () => states.value.branchAt(oid))
}

async function comparisonOf(
  client: Client,
  { sha }: DeploymentQuestion,
  from: Fact<string>,
  compare: Compare,
): Promise<Fact<Comparison>> {
  if (!from.known) return from
  const source = comparedBy(client)
  return factFrom(source, async () => {
    const comparison = await compare(from.value, sha)
    if (comparison !== null) return comparison
    const [last, now] = [from.value.slice(0, 7), sha.slice(0, 7)]
    throw cannotTell(`${last}, deployed last, cannot be compared with ${now}`, source)
  })
}

interface RangeFacts {
  readonly from: Fact<string>
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
  { from, comparison, associations, branches, branch, activity }: RangeFacts,
): Promise<Fact<{ readonly range: Range; readonly changes: readonly Change[] }>> {
  if (!from.known) return from
  if (!comparison.known) return comparison
  if (!associations.known) return associations
  return factFrom('GraphQL Commit.associatedPullRequests', async () => {
    const { status, commits } = comparison.value
    const { changes, unreviewed } = await readShipment(client, context, {
      ...{ commits, branches, activity, associations: associations.value },
      branch: branch.known ? branch.value : null,
    })
    return { range: { from: from.value, status, count: commits.length, unreviewed }, changes }
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
