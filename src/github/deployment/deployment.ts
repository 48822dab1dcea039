// The clients's account of a deployment: what would be shipped since the last success, by whom, and who is behind it.

import type { Change } from '../../facts/change.ts'
import type { Deployment, Range } from '../../facts/deployment.ts'
import { type Fact, known, type Unknown, unknown } from '../../facts/fact.ts'
import { type Client, cannotTell, factFrom, onStatus } from '../api/ask.ts'
import { type Comparison, compareCommits, comparing } from '../pull-request/comparison.ts'
import { readChecks } from './checks.ts'
import { type DeploymentQuestion, type Opened, readOpening } from './deployment-context.ts'
import { type Origins, readOrigins } from './origins.ts'
import { readShipment } from './range.ts'
import { branchHolding, readStart, type Start } from './range-start.ts'
import { readBypasses } from './rule-suites.ts'
import { readTriggers } from './triggers.ts'

export type { DeploymentQuestion, Opened } from './deployment-context.ts'

export interface Asked {
  /** The protected branches, by the policy. */
  readonly branches: readonly string[]
  /** Does the policy name checks? */
  readonly checks: boolean
}

export interface Collected {
  readonly deployment: Deployment
  /** Every pull request of the range; unknown where one of them could not be read. */
  readonly changes: Fact<readonly Change[]>
}

/** The first round: enough to know the policy. */
export const openDeployment = (client: Client, question: DeploymentQuestion): Promise<Opened> =>
  readOpening(client, question)

/** The rest, once the policy has told which branches are protected and whether checks are named. */
export async function collectDeployment(
  client: Client,
  orgClient: Client | null,
  question: DeploymentQuestion,
  opened: Opened,
  { branches, checks }: Asked,
): Promise<Collected> {
  const { environment, event, runId: run, sha } = question
  const [start, branch, triggers, checkResults] = await Promise.all([
    startOf(client, question, opened, branches),
    branchOf(client, question, opened, branches),
    readTriggers(client, question, opened),
    checks ? readChecks(client, sha) : known([], 'the policy'),
  ])
  const comparison = await comparisonOf(client, question, start)
  const commits = comparison.known ? comparison.value.commits.map(({ oid }) => oid) : []
  const [origins, bypasses] = await Promise.all([
    readOrigins(client, question, {
      commits,
      from: start.known ? start.value.from : null,
      run: opened.attempts.known ? (opened.attempts.value.at(-1)?.nodeId ?? null) : null,
    }),
    branch.known ? readBypasses(orgClient, branch.value, new Set(commits)) : branch,
  ])
  const shipment = await shipmentOf(client, opened, {
    ...{ start, comparison, branches, branch },
    associations: origins.associations,
  })
  return {
    changes: shipment.known ? { ...shipment, value: shipment.value.changes } : shipment,
    deployment: {
      ...{ environment, sha, branch, event, run, triggers, bypasses },
      range: shipment.known ? { ...shipment, value: shipment.value.range } : shipment,
      attempts: attemptsOf(opened),
      releases: releasesOf(question, opened, origins.releases),
      hasReviewers: opened.hasReviewers,
      checks: checkResults,
      policyFile: opened.policyFile,
      policyAtStart: start.known ? origins.policyAtStart : start,
    },
  }
}

async function startOf(
  client: Client,
  question: DeploymentQuestion,
  opened: Opened,
  branches: readonly string[],
): Promise<Fact<Start>> {
  const { sha, records, attempts, baseline, defaultBranch } = opened
  if (!sha.known) return sha
  if (!records.known) return records
  if (!attempts.known) return attempts
  if (!baseline.known) return baseline
  if (!defaultBranch.known) return defaultBranch
  if (sha.value === null) return noCommit(question)
  const holds = async (oid: string): Promise<boolean> =>
    (await branchHolding(client, defaultBranch.value, branches, oid)) !== null
  const told = { sha: sha.value, baseline: baseline.value, attempts: attempts.value }
  return factFrom('GraphQL Repository.deployments', () =>
    readStart(client, question, { ...told, records: records.value }, branches, holds),
  )
}

async function branchOf(
  client: Client,
  question: DeploymentQuestion,
  { sha, defaultBranch }: Opened,
  branches: readonly string[],
): Promise<Deployment['branch']> {
  if (!sha.known) return sha
  if (!defaultBranch.known) return defaultBranch
  if (sha.value === null) return noCommit(question)
  const oid = sha.value
  return factFrom(comparing(client), () =>
    branchHolding(client, defaultBranch.value, branches, oid),
  )
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

interface Way {
  readonly start: Fact<Start>
  readonly comparison: Fact<Comparison>
  readonly associations: Origins['associations']
  readonly branches: readonly string[]
  readonly branch: Deployment['branch']
}

/** The range and its changes are known together: a commit is unreviewed only where every pull request was read. */
async function shipmentOf(
  client: Client,
  opened: Opened,
  { start, comparison, associations, branches, branch }: Way,
): Promise<Fact<{ readonly range: Range; readonly changes: readonly Change[] }>> {
  if (!start.known) return start
  if (!comparison.known) return comparison
  if (!associations.known) return associations
  return factFrom('GraphQL Commit.associatedPullRequests', async () => {
    const { status, commits } = comparison.value
    const { changes, unreviewed } = await readShipment(client, opened, {
      ...{ commits, branches, associations: associations.value },
      branch: branch.known ? branch.value : null,
    })
    return { range: { ...start.value, status, count: commits.length, unreviewed }, changes }
  })
}

const attemptsOf = ({ attempts }: Opened): Deployment['attempts'] =>
  attempts.known
    ? {
        ...attempts,
        value: attempts.value.map(({ attempt, actor, triggeringActor }) => ({
          ...{ number: attempt, actor, triggeringActor },
        })),
      }
    : attempts

/** Only a run is released. */
function releasesOf(
  { runId }: DeploymentQuestion,
  { attempts }: Opened,
  releases: Origins['releases'],
): Origins['releases'] {
  if (runId === null) return known([], 'a terminal')
  return attempts.known ? releases : attempts
}
