// The account of a deployment: what would be shipped since the last success, by whom, and who is behind it.

import {
  type Change,
  type Fact,
  known,
  notAsked,
  type RecordedDeployment,
  unknown,
  valueOr,
} from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom } from '../api/ask.ts'
import type { Activity } from '../pull-request/activity.ts'
import { type Comparison, comparing as comparedBy } from '../pull-request/comparison.ts'
import { arrivedIn, isByBot, noBot } from './arrival.ts'
import { readChecks } from './checks.ts'
import type { DeploymentContext, DeploymentQuestion } from './deployment-context.ts'
import type { ReadSkipped } from './past/answers.ts'
import { headStart } from './past/head-start.ts'
import { type Compare, comparing, runsOnce } from './past/once.ts'
import { readPast, type Search } from './past/past.ts'
import { readSkipped } from './past/skipped.ts'
import { type MergedOnto, mergedOnto, policiesBefore } from './policies-before.ts'
import { readBypasses } from './rule-suites.ts'
import { attemptsOf, readTriggers } from './runs.ts'
import { leaveNote } from './ship-note.ts'
import { type Origins, readOrigins } from './shipped/origins.ts'
import {
  type ReadShipped,
  readShipped,
  type SearchShipped,
  type ShippedQuestion,
} from './shipped/shipped.ts'

export { activityOf } from '../pull-request/activity.ts'
export * from './deployment-context.ts'

/** A known "none" would say of checks that another policy names that they are missing. */
const checksUnasked = unknown(
  'the policy of then named no checks, so nobody asked',
  notAsked,
  'Run the gate again under this policy.',
)

export interface PolicyQuestions {
  /** The protected branches, as it names them. */
  readonly names: readonly string[]
  /** Where the range starts, and on which branch it ends. */
  readonly search: Search
  /** What ships, by the branch that holds the commit deployed; null: none does. */
  readonly searchShipped: (branch: string | null) => SearchShipped
  /** Is it to be judged by the policy as it stood before it? */
  readonly changesTheGate: (change: Change) => boolean
  /** Does the policy name checks? */
  readonly checks: boolean
  /** Of all branches, of which the first page was asked for at once. */
  readonly activity: Activity
}

export interface CollectedDeployment {
  readonly deployment: RecordedDeployment
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
  { names, search, searchShipped, checks, changesTheGate, activity }: PolicyQuestions,
): Promise<CollectedDeployment> {
  const { environment, event, runId: run, sha } = question
  const compare = comparing(client)
  const skippedFrom: ReadSkipped = (...asked) => readSkipped(client, activity, ...asked)
  const readRun = runsOnce(client)
  const asking = { ...context, question, compare, readRun, activity }
  const [note, told, triggers, checkResults] = await Promise.all([
    leaveNote(client, context),
    readPast(client, question, context, {
      ...{ names, search, activity, compare, readRun, readSkipped: skippedFrom },
      begin: (likely) => headStart(client, asking, likely),
    }),
    readTriggers(client, question, context.records),
    checks ? readChecks(client, sha) : checksUnasked,
  ])
  const { past: pastDeployments, from, branch, origins: begun } = told
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
  const read = await shipmentOf(client, context, {
    ...{ from, comparison, branches: told.branches, activity },
    associations: origins.associations,
    search: searchShipped(valueOr(branch, null)),
  })
  const changes = read.known ? read.value.changes : []
  const shipped = { changes, activity, commits: comparison.known ? comparison.value.commits : [] }
  const governing = changes.filter(changesTheGate)
  const before = await policiesBefore(client, question.policyPath, governing, shipped)
  return {
    changes: read.known ? { ...read, value: changes } : read,
    onto: (asked) => mergedOnto(client, asked, shipped),
    deployment: {
      ...{
        environment,
        sha,
        event,
        run,
        note,
        pastDeployments,
        triggers,
        bypasses,
        arrived,
      },
      branches: read.known ? read.value.branches : told.branches,
      shipped: read.known ? { ...read, value: read.value.shipped } : read,
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

interface RangeFacts extends Omit<ShippedQuestion, 'from' | 'comparison' | 'associations'> {
  readonly from: Fact<string>
  readonly comparison: Fact<Comparison>
  readonly associations: Origins['associations']
}

/** The range and its changes are known together: a commit is unreviewed only where every pull request was read. */
async function shipmentOf(
  client: Client,
  context: DeploymentContext,
  { from, comparison, associations, ...asked }: RangeFacts,
): Promise<Fact<ReadShipped>> {
  if (!from.known) return from
  if (!comparison.known) return comparison
  if (!associations.known) return associations
  const [start, compared, associated] = [from.value, comparison.value, associations.value]
  return factFrom('GraphQL Commit.associatedPullRequests', () =>
    readShipped(client, context, {
      ...{ ...asked, from: start, comparison: compared, associations: associated },
    }),
  )
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
