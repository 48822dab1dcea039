// Where the commits of a range come from, by GitHub's associations; beside it the policy where it starts and the releases.
import { type Fact, known, type Release, type TextFile, unknown } from '../../../facts/facts.ts'
import {
  askParts,
  type Client,
  factFrom,
  inBatches,
  type Refused,
  wholeList,
} from '../../api/ask.ts'
import { type Association, readToTheEnd } from '../../pull-request/associations.ts'
import { textFileOf } from '../../pull-request/text-files.ts'
import type { FirstJobs } from '../jobs.ts'
import { type ReleaseReview, releasesByRest, releasesOf } from '../protection.ts'
import { type Answer, askOnce, type OriginQuestion, type Part } from './origins-query.ts'

export interface Origins {
  readonly associations: Fact<ReadonlyMap<string, Association>>
  readonly policyAtStart: Fact<TextFile | null>
  readonly releases: Fact<readonly Release[]>
  /** The first jobs of the earlier run; null: they were not asked for, or not told. */
  readonly jobs: FirstJobs | null
}

/** What is asked for whom. */
export interface OfRun {
  readonly environment: string
  readonly policyPath: string
  /** Null: asked from a terminal. */
  readonly runId: number | null
}

const source = 'GraphQL Associated'
const batchSize = 100

/** A hundred commits a query; the first one asks for the rest too. */
export async function readOrigins(
  client: Client,
  { policyPath, runId, environment }: OfRun,
  question: OriginQuestion,
): Promise<Origins> {
  const { commits, from, run, past } = question
  const associations = new Map<string, Association>()
  let first: Answer | null = null
  let refused: Refused<Part> = {}
  const rest: Part[] = [
    ...(from ? ['start' as const] : []),
    ...(run ? ['run' as const] : []),
    ...(past ? ['past' as const] : []),
  ]
  const ask = async (batch: readonly string[], isDivisible: boolean, at: number): Promise<void> => {
    if (refused.commits) return
    const parts: Part[] = [
      ...(at === 0 ? rest : []),
      ...(batch.length > 0 ? ['commits' as const] : []),
    ]
    const asked = await askParts(parts, (left) =>
      askOnce(client, policyPath, { ...question, commits: batch }, left, isDivisible),
    )
    if (at === 0) first = asked.answer
    refused = { ...refused, ...asked.refused }
    for (const one of Object.values(asked.answer.commits ?? {})) {
      if (one !== null) associations.set(one.oid, one)
    }
  }
  const asked = await factFrom(source, async () => {
    if (commits.length > 0) await inBatches(commits, batchSize, ask)
    else if (rest.length > 0) await ask([], false, 0)
    return readToTheEnd(client, associations)
  })
  const unasked = asked.known ? null : asked
  const reviews =
    refused.run && runId !== null
      ? await releasesByRest(client, runId, refused.run)
      : (refused.run ?? reviewsOf(first) ?? unasked ?? noRun)
  return {
    associations: refused.commits ?? asked,
    policyAtStart: refused.start ?? startOf(first, from, policyPath) ?? unasked ?? noStart,
    releases: releasesOf(reviews, environment),
    jobs: refused.past ?? jobsOf(first),
  }
}

const noStart = unknown('it is not known where the range starts', source)
const noRun = unknown('this run could not be read', source)

function startOf(
  answer: Answer | null,
  from: string | null,
  path: string,
): Fact<TextFile | null> | null {
  if (!answer?.start || from === null) return null
  return answer.start.commit === null
    ? unknown(`GitHub lost ${from.slice(0, 7)}, where the range starts`, source)
    : known(textFileOf(answer.start.commit.file ?? null, path, from), source)
}

/** By GraphQL; null: it was not asked. */
function reviewsOf(answer: Answer | null): Fact<readonly ReleaseReview[]> | null {
  if (!answer?.run) return null
  const reviews = wholeList([answer.run.deploymentReviews], 'GraphQL WorkflowRun.deploymentReviews')
  if (!reviews.known) return reviews
  const value = reviews.value.map(({ user, state, environments }): ReleaseReview => {
    const names = environments.nodes.flatMap((one) => one?.name ?? [])
    return { by: user, state: state === 'APPROVED' ? 'approved' : 'rejected', environments: names }
  })
  return { ...reviews, value }
}

function jobsOf(answer: Answer | null): Origins['jobs'] {
  return answer?.past ? known(answer.past, 'GraphQL CheckRun.deployment') : null
}
