// What is asked of GitHub for a verdict, and in which order: each answer tells what else could matter.

import { searchUnder, shippedUnder } from '../duties/range/asked.ts'
import { CollectError, InputError } from '../errors.ts'
import { type Change, type Facts, helpOf, known, unknown, valueOr } from '../facts/facts.ts'
import { type Client, inTurns, sourceOf } from '../github/api/ask.ts'
import {
  activityOf,
  collectDeployment,
  type DeploymentQuestion,
  readContext,
} from '../github/deployment/deployment.ts'
import { collectChange, collectChanges } from '../github/pull-request/changes.ts'
import { entriesOf, inGroup, type MergeGroup } from '../github/pull-request/merge-queue.ts'
import { ontoNow } from '../github/pull-request/nets.ts'
import { governs, inForce, protectedBranches, type Read } from '../policy/in-force.ts'
import { policyReader } from '../policy/reading.ts'
import {
  collectBreakGlass,
  type Issues,
  issuesUnder,
  noIssues,
  questionsAbout,
} from './break-glass.ts'
import { withCodeowners } from './code-owners.ts'
import { type Clients, collectDirectory, policiesOf } from './directory.ts'
import { withFileEntries } from './file-entries.ts'
import type { MergedOnto } from './merged-onto.ts'
import { withNets } from './nets.ts'
import { withPolicySince } from './policy-since.ts'

interface PullRequestSubject {
  readonly kind: 'pull-request'
  readonly number: number
  /** The head branch that the runner was started for; null where it does not say. */
  readonly headBranch: string | null
}

interface MergeGroupSubject extends MergeGroup {
  readonly kind: 'merge-group'
}

interface DeploymentSubject extends Omit<DeploymentQuestion, 'policyPath'> {
  readonly kind: 'deployment'
}

/** What is judged. */
export type Subject = PullRequestSubject | MergeGroupSubject | DeploymentSubject

export interface Question {
  readonly subject: Subject
  readonly policyPath: string
}

export type { Clients }

/** Twins of a head, judged at once: GitHub's secondary limits punish more. */
const width = 6

export async function collectFacts(question: Question, clients: Clients): Promise<Facts> {
  const { subject, policyPath } = question
  const { client } = clients
  const read = policyReader(policyPath, null)
  const {
    deployment,
    changes: collected,
    asked,
    onto,
  } = subject.kind === 'deployment'
    ? await collectShipment(question, subject, clients, read)
    : await collectMerge(subject, policyPath, client, read)
  const judging = inForce({ policyPath, deployment }, read)
  const judgedBy = (change: Change) => policiesOf(judging, [change])
  const owned = await withCodeowners(client, collected, judgedBy, deployment && onto)
  const sorted = await withFileEntries(client, owned, judgedBy)
  const changes = await withNets(client, sorted, policyPath, judgedBy, onto)
  const told = valueOr(changes, [])
  const policies = policiesOf(judging, told)
  const issues = asked ?? (await issuesUnder(policies, client)) ?? noIssues
  const about = questionsAbout(valueOr(issues, []), policies)
  const beside = { told, deployment, issues }
  const directory = await collectDirectory(policyPath, clients, beside, judging, about)
  const breakGlassIssues = await collectBreakGlass(client, issues, policies, {
    ...{ changes: told, directory },
  })
  return {
    repository: `${client.repo.owner}/${client.repo.repo}`,
    policyPath,
    changes,
    deployment,
    breakGlassIssues,
    directory,
    readAt: client.clock() ?? '',
  }
}

interface Collected extends Pick<Facts, 'deployment' | 'changes'> {
  readonly asked: Issues | null
  /** Onto what its changes were merged, or are to be. */
  readonly onto: MergedOnto
}

/** The policy of the protected default branch tells which branches are protected and which checks are named. */
async function collectShipment(
  { policyPath }: Question,
  subject: DeploymentSubject,
  { client, orgClient }: Clients,
  read: Read,
): Promise<Collected> {
  try {
    const question = { ...subject, policyPath }
    const activity = activityOf(client)
    const context = await readContext(client, question)
    const { policy } = read(context.policyFile)
    const repository = `${client.repo.owner}/${client.repo.repo}`
    const shipped = { repository, deployment: subject }
    const defaultBranch = context.defaultBranch.known ? context.defaultBranch.value.name : null
    const [collected, asked] = await Promise.all([
      collectDeployment(client, orgClient, question, context, {
        names: defaultBranch === null ? [] : protectedBranches(policy, defaultBranch).names,
        search: ({ past, branches }) => searchUnder(past, branches, shipped, policy),
        searchShipped:
          (branch) =>
          ({ shipped: told, branches }) =>
            shippedUnder(told, { branches, branch }, shipped, policy),
        changesTheGate: (change) => governs(change, policyPath),
        checks: (policy?.['required-checks'].length ?? 0) > 0,
        activity,
      }),
      issuesUnder([policy], client),
    ])
    const whole = await withPolicySince(client, activity, policyPath, collected, context)
    return { ...whole, asked }
  } catch (error) {
    return unread(error)
  }
}

function unread(error: unknown): Collected {
  if (!(error instanceof CollectError)) throw error
  const changes = unknown(error.message, error.source, error.remedy, helpOf(error.help))
  return { ...{ deployment: null, asked: null, changes }, onto: async () => new Map() }
}

/** Every change whose check the verdict would be: one that cannot be read could be the bad one. */
async function collectMerge(
  subject: PullRequestSubject | MergeGroupSubject,
  policyPath: string,
  client: Client,
  read: Read,
): Promise<Collected> {
  const nothingShipped = { deployment: null, asked: null }
  const collect = (numbers: readonly number[]): Promise<readonly Change[]> =>
    inTurns(numbers, width, (number) => collectChange(client, number, policyPath))
  try {
    if (subject.kind === 'merge-group') {
      const entries = await entriesOf(client, subject)
      const numbers = [...new Set(entries.map(({ pull }) => pull))]
      const changes = await collectChanges(client, numbers, policyPath)
      const merged = entries.flatMap((entry) =>
        changes.filter(({ pull }) => pull.number === entry.pull).map((one) => inGroup(one, entry)),
      )
      return {
        ...nothingShipped,
        changes: known(merged, sourceOf(client.rest.git.listMatchingRefs)),
        onto: async () => new Map(entries.map((entry) => [entry.pull, entry.onto])),
      }
    }
    const own = await collectChange(client, subject.number, policyPath, subject.headBranch)
    checkHeadBranch(own, subject.headBranch)
    const others = await collect(sharingProtectedBranch(own, read(own.defaultPolicyFile)))
    return {
      ...nothingShipped,
      changes: known([own, ...others], 'GraphQL Commit.associatedPullRequests'),
      onto: (changes) => ontoNow(client, changes),
    }
  } catch (error) {
    return unread(error)
  }
}

/** The event file can be rewritten by an earlier step, the runner's own variables cannot. */
function checkHeadBranch({ pull }: Change, expected: string | null): void {
  if (expected === null || expected === pull.head.branch) return
  throw new InputError(
    `The event names #${pull.number} with the head ${pull.head.branch}, but the run was started for ${expected}.`,
    { remedy: 'Run the gate in a job of its own, with no step before it.' },
  )
}

/**
 * A check run belongs to the commit: a second pull request on the same head could clear the first. One into the same base
 * brings the same change, so it is the same case.
 */
function sharingProtectedBranch(change: Change, { policy }: ReturnType<Read>): readonly number[] {
  const { isProtected } = protectedBranches(policy, change.pull.repository.defaultBranch)
  return valueOr(change.sharing, [])
    .filter(({ baseBranch }) => baseBranch !== change.pull.base.branch)
    .filter(({ baseBranch }) => isProtected(baseBranch))
    .map(({ number }) => number)
}

export function headOf(subject: Subject, { changes }: Facts): string | null {
  if (subject.kind === 'merge-group') return subject.head
  if (subject.kind === 'deployment') return subject.sha
  return valueOr(changes, [])[0]?.pull.head.oid ?? null
}
