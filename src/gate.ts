// The story: ask GitHub what happened, assign the duties, judge them, record the verdict.
import type { Actor } from './change/actor.ts'
import type { Change, Directory, Facts } from './change/change.ts'
import { type Fact, known, unknown, valueOr } from './change/fact.ts'
import { CollectError, InputError } from './errors.ts'
import { type Run, recordOf } from './evidence/record.ts'
import type { Client } from './github/client.ts'
import { collectChange } from './github/collect.ts'
import { readDirectory } from './github/directory.ts'
import { pullsOfGroup } from './github/merge-queue.ts'
import type { Repository } from './github/repository.ts'
import { readPolicy } from './policy/reading.ts'
import { questionsOf } from './rules/demands.ts'
import { judge } from './rules/judge.ts'
import type { Verdict } from './rules/verdict.ts'

/** What is judged. */
export type Subject =
  | {
      readonly kind: 'pull-request'
      readonly number: number
      /** The head branch that the runner was started for; null where it does not say. */
      readonly headBranch: string | null
    }
  | { readonly kind: 'merge-group'; readonly branch: string; readonly head: string }

export interface Question {
  readonly repository: Repository
  readonly subject: Subject
  readonly policyPath: string
  readonly run: Run
}

export interface Witness {
  readonly client: Client
  /** For teams, which a workflow's own token may not read. */
  readonly orgClient: Client
}

export interface Outcome {
  readonly facts: Facts
  readonly verdict: Verdict
  /** The record, as canonical JSON. */
  readonly record: string
  /** The commit that the verdict is about; null where it could not be read. */
  readonly head: string | null
}

export async function gate(question: Question, witness: Witness): Promise<Outcome> {
  const changes = await collectChanges(question, witness)
  const facts: Facts = {
    repository: `${question.repository.owner}/${question.repository.name}`,
    policyPath: question.policyPath,
    changes,
    directory: await collectDirectory(question, witness, valueOr(changes, [])),
    readAt: witness.client.clock() ?? '',
  }
  const verdict = judge(facts)
  const record = recordOf(facts, verdict, question.run)
  return { facts, verdict, record, head: headOf(question.subject, changes) }
}

/** Every change whose check the verdict would be: one that cannot be read could be the bad one. */
async function collectChanges(
  { repository, subject, policyPath }: Question,
  { client }: Witness,
): Promise<Fact<readonly Change[]>> {
  const collect = (numbers: readonly number[]): Promise<readonly Change[]> =>
    Promise.all(numbers.map((number) => collectChange(client, repository, number, policyPath)))
  try {
    if (subject.kind === 'merge-group') {
      const numbers = await pullsOfGroup(client, repository, subject.branch, subject.head)
      return known(await collect(numbers), 'GraphQL MergeQueue.entries')
    }
    const own = await collectChange(client, repository, subject.number, policyPath)
    checkHeadBranch(own, subject.headBranch)
    const others = await collect(sharingProtectedBranch(own, policyPath))
    return known([own, ...others], 'GraphQL Commit.associatedPullRequests')
  } catch (error) {
    if (error instanceof CollectError) return unknown(error.message, error.source, error.remedy)
    throw error
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

/** A check run belongs to the commit: a second pull request on the same head could clear the first. */
function sharingProtectedBranch(change: Change, policyPath: string): readonly number[] {
  const { policy } = readPolicy(change.policyFile, policyPath)
  const branches = policy?.deployment.branches ?? [change.pull.repository.defaultBranch]
  return valueOr(change.sharing, [])
    .filter(({ baseBranch }) => branches.includes(baseBranch))
    .map(({ number }) => number)
}

/** Teams and permissions, asked only where a file of a change makes them matter. */
function collectDirectory(
  { repository, policyPath }: Question,
  { client, orgClient }: Witness,
  changes: readonly Change[],
): Promise<Directory> {
  const teams = new Set<string>()
  const maintainers = new Map<number, Actor>()
  for (const change of changes) {
    const { policy } = readPolicy(change.policyFile, policyPath)
    if (policy === null) continue
    const asked = questionsOf(policy, valueOr(change.files, []), policyPath)
    for (const team of asked.teams) teams.add(team)
    if (!asked.asksMaintainers) continue
    for (const { by, state } of valueOr(change.reviews, [])) {
      if (state === 'APPROVED' && by?.kind === 'User') maintainers.set(by.id, by)
    }
  }
  return readDirectory(client, orgClient, repository, {
    teams: [...teams],
    maintainers: [...maintainers.values()],
  })
}

function headOf(subject: Subject, changes: Fact<readonly Change[]>): string | null {
  if (subject.kind === 'merge-group') return subject.head
  return valueOr(changes, [])[0]?.pull.head.oid ?? null
}
