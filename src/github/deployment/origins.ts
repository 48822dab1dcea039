// Where the commits of a range come from, by GitHub's associations; beside it the policy where it starts and the releases.
import * as z from 'zod'
import { type Fact, known, type Release, type TextFile, unknown } from '../../facts/facts.ts'
import {
  askParts,
  type Client,
  connectionOf,
  factFrom,
  inBatches,
  type Refused,
  userFields,
  userShape,
  wholeList,
} from '../api/ask.ts'
import {
  type Association,
  associationFragment,
  associationShape,
  readToTheEnd,
} from '../pull-request/associations.ts'
import { blobFragment, entryShape, textFileOf } from '../pull-request/text-files.ts'
import type { DeploymentQuestion } from './deployment-context.ts'
import { type ReleaseReview, releasesByRest, releasesOf } from './protection.ts'

export interface Origins {
  readonly associations: Fact<ReadonlyMap<string, Association>>
  readonly policyAtStart: Fact<TextFile | null>
  readonly releases: Fact<readonly Release[]>
}

interface OriginQuestion {
  readonly commits: readonly string[]
  /** Null: nothing trusted is known to start from. */
  readonly from: string | null
  /** The node id of this run; null: it is not known. */
  readonly run: string | null
}

type Part = 'start' | 'run' | 'commits'

const source = 'GraphQL Associated'
const batchSize = 100

const runShape = z.object({
  deploymentReviews: connectionOf(
    z.object({
      state: z.enum(['APPROVED', 'REJECTED']),
      user: userShape,
      environments: z.object({ nodes: z.array(z.object({ name: z.string() }).nullable()) }),
    }),
  ),
})
const answerShape = z.object({
  start: z.object({ commit: z.object({ file: entryShape.nullish() }).nullable() }).optional(),
  run: runShape.nullish(),
  commits: z.record(z.string(), associationShape.nullable()).optional(),
})
type Answer = z.output<typeof answerShape>

/** A hundred commits a query; the first one asks for the rest too. */
export async function readOrigins(
  client: Client,
  question: DeploymentQuestion,
  { commits, from, run }: OriginQuestion,
): Promise<Origins> {
  const associations = new Map<string, Association>()
  let first: Answer | null = null
  let refused: Refused<Part> = {}
  const rest: Part[] = [...(from ? ['start' as const] : []), ...(run ? ['run' as const] : [])]
  const ask = async (batch: readonly string[], isDivisible: boolean): Promise<void> => {
    if (refused.commits) return
    const parts: Part[] = [
      ...(first ? [] : rest),
      ...(batch.length > 0 ? ['commits' as const] : []),
    ]
    const asked = await askParts(parts, (left) =>
      askOnce(client, question, { from, run, commits: batch }, left, isDivisible),
    )
    first ??= asked.answer
    refused = { ...refused, ...asked.refused }
    for (const one of Object.values(asked.answer.commits ?? {})) {
      if (one !== null) associations.set(one.oid, one)
    }
  }
  const asked = await factFrom(source, async () => {
    if (commits.length > 0) await inBatches(commits, batchSize, ask)
    else if (rest.length > 0) await ask([], false)
    return readToTheEnd(client, associations)
  })
  const unasked = asked.known ? null : asked
  const { runId } = question
  const reviews =
    refused.run && runId !== null
      ? await releasesByRest(client, runId, refused.run)
      : (refused.run ?? reviewsOf(first) ?? unasked ?? noRun)
  return {
    associations: refused.commits ?? asked,
    policyAtStart: refused.start ?? startOf(first, from, question.policyPath) ?? unasked ?? noStart,
    releases: releasesOf(reviews, question.environment),
  }
}

const noStart = unknown('it is not known where the range starts', source)
const noRun = unknown('this run could not be read', source)

async function askOnce(
  client: Client,
  { policyPath }: DeploymentQuestion,
  { from, run, commits }: OriginQuestion,
  parts: readonly Part[],
  isDivisible: boolean,
): Promise<Answer> {
  const asks = (part: Part): boolean => parts.includes(part)
  const oids = asks('commits') ? commits : []
  return client.query({
    name: 'Associated',
    document: documentFor(parts, oids.length),
    variables: {
      ...((asks('start') || asks('commits')) && client.repo),
      ...(asks('start') && { path: policyPath, from }),
      ...(asks('run') && { run }),
      ...Object.fromEntries(oids.map((oid, index) => [`c${index}`, oid])),
    },
    shape: answerShape,
    needs: {
      run: 'actions: read',
      associatedPullRequests: 'pull-requests: read',
      rest: 'contents: read',
    },
    isDivisible,
  })
}

function documentFor(parts: readonly Part[], count: number): string {
  const each = (part: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => part(index)).join(' ')
  const on = (part: Part, text: string): string => (parts.includes(part) ? text : '')
  const home =
    parts.includes('start') || parts.includes('commits') ? '$owner: String!, $repo: String!' : ''
  return `query Associated(${home} ${on('start', '$path: String!, $from: GitObjectID!')} ${on('run', '$run: ID!')}
    ${each((i) => `$c${i}: GitObjectID!`)}){
  ${on(
    'start',
    `start: repository(owner: $owner, name: $repo){commit: object(oid: $from){
      ...on Commit{file(path: $path){mode object{...F}}}}}`,
  )}
  ${on(
    'run',
    `run: node(id: $run){...on WorkflowRun{deploymentReviews(first: 50){totalCount
      pageInfo{hasNextPage endCursor} nodes{state user${userFields} environments(first: 50){nodes{name}}}}}}`,
  )}
  ${on('commits', `commits: repository(owner: $owner, name: $repo){${each((i) => `c${i}: object(oid: $c${i}){...A}`)}}`)}
  rateLimit{cost}}
${on('start', blobFragment)}
${on('commits', associationFragment)}`
}

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
