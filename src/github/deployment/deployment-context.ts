// The first look at a deployment: the default branch with its policy, the commits named, the environment, its records.
import * as z from 'zod'
import { type Fact, known, type Unknown, unknown } from '../../facts/fact.ts'
import type { TextFile } from '../../facts/git.ts'
import { actorFragment } from '../api/answers.ts'
import { askParts, type Client, cannotTell, factFrom, onStatus, type Refused } from '../api/ask.ts'
import { blobFragment, entryShape, textFileOf } from '../pull-request/text-files.ts'
import { type RecordPage, recordFields, recordsShape } from './records.ts'
import { type RunReading, readAttempts } from './runs.ts'

export interface DeploymentQuestion {
  readonly environment: string
  /** The commit to be deployed. Full oid. */
  readonly sha: string
  /** The event behind the run; null: asked from a terminal. */
  readonly event: string | null
  /** Null: asked from a terminal. */
  readonly runId: number | null
  readonly attempt: number
  /** The run that this one followed, for the event `workflow_run`. */
  readonly upstreamRunId: number | null
  /** The deployment that the event names, for the event `deployment`. */
  readonly deploymentId: number | null
  /** The first trusted commit, for an environment that was never deployed to. */
  readonly baseline: string | null
  readonly policyPath: string
}

export interface Branch {
  readonly name: string
  readonly tip: string
}

/** What is known before the policy is; enough to read the policy. */
export interface Opened {
  readonly defaultBranch: Fact<Branch>
  /** At the tip of the default branch. */
  readonly policyFile: Fact<TextFile | null>
  /** Null: there is no commit of that name. */
  readonly sha: Fact<string | null>
  readonly baseline: Fact<string | null>
  readonly hasReviewers: Fact<boolean>
  /** The first page of the environment's deployments; unknown also where there is no such environment. */
  readonly records: Fact<RecordPage>
  /** Every attempt of this run up to the present one; none from a terminal. */
  readonly attempts: Fact<readonly RunReading[]>
}

const source = 'GraphQL Opening'

const commitShape = z.object({ __typename: z.string(), oid: z.string() }).nullish()
const shape = z.object({
  repository: z.object({
    defaultBranchRef: z
      .object({
        name: z.string(),
        target: z.object({ oid: z.string(), file: entryShape.nullish() }).nullable(),
      })
      .nullable(),
    sha: commitShape,
    baseline: commitShape,
    environment: z
      .object({
        protectionRules: z.object({
          nodes: z.array(
            z.object({
              type: z.string(),
              reviewers: z.object({ totalCount: z.number() }).nullish(),
            }),
          ),
        }),
      })
      .nullish(),
    deployments: recordsShape.optional(),
  }),
})

type Told = z.output<typeof shape>['repository']
type Part = 'environment' | 'deployments'

const documentFor = (
  parts: readonly Part[],
): string => `query Opening($owner: String!, $repo: String!, $path: String!,
    $sha: String!, $baseline: String!, $hasBaseline: Boolean!
    ${parts.includes('environment') ? '$e: String!' : ''} ${parts.includes('deployments') ? '$es: [String!]' : ''}){
  repository(owner: $owner, name: $repo){
    defaultBranchRef{name target{oid ...on Commit{file(path: $path){mode object{...F}}}}}
    sha: object(expression: $sha){__typename oid}
    baseline: object(expression: $baseline) @include(if: $hasBaseline){__typename oid}
    ${
      parts.includes('environment')
        ? 'environment(name: $e){protectionRules(first: 10){nodes{type reviewers(first: 10){totalCount}}}}'
        : ''
    }
    ${
      parts.includes('deployments')
        ? `deployments(first: 50, environments: $es, orderBy: {field: CREATED_AT, direction: DESC}){${recordFields}}`
        : ''
    }}
  rateLimit{cost}}
${parts.includes('deployments') ? actorFragment : ''}
${blobFragment}`

/** One query, and the attempts beside it. */
export async function readOpening(client: Client, question: DeploymentQuestion): Promise<Opened> {
  const { runId, attempt } = question
  const [opening, attempts] = await Promise.all([
    factFrom(source, () =>
      askParts<Part, Told>(['environment', 'deployments'], (parts) => ask(client, question, parts)),
    ),
    factFrom(client.rest.actions.getWorkflowRunAttempt, () =>
      runId === null ? Promise.resolve([]) : attemptsOf(client, runId, attempt),
    ),
  ])
  if (!opening.known) {
    const [defaultBranch, policyFile, sha, baseline, hasReviewers, records] = Array(6).fill(opening)
    return { defaultBranch, policyFile, sha, baseline, hasReviewers, records, attempts }
  }
  const { answer, refused } = opening.value
  return { ...openedBy(answer, refused, question), attempts }
}

const attemptsOf = (client: Client, id: number, count: number): Promise<readonly RunReading[]> =>
  readAttempts(client, id, count).catch(
    onStatus([404], ({ source: asked }) => {
      throw cannotTell(
        `the run ${id}, which asks, cannot be found (404)`,
        asked,
        'Check that the run was not deleted, and that the token has `actions: read`.',
      )
    }),
  )

async function ask(
  client: Client,
  { environment, sha, baseline, policyPath }: DeploymentQuestion,
  parts: readonly Part[],
): Promise<Told> {
  const answer = await client.query({
    name: 'Opening',
    document: documentFor(parts),
    variables: {
      ...{ ...client.repo, path: policyPath },
      ...{ sha, baseline: baseline ?? '', hasBaseline: baseline !== null },
      ...(parts.includes('environment') && { e: environment }),
      ...(parts.includes('deployments') && { es: [environment] }),
    },
    shape,
    needs: {
      environment: 'actions: read',
      deployments: 'deployments: read',
      rest: 'contents: read',
    },
  })
  return answer.repository
}

function openedBy(
  told: Told,
  refused: Refused<Part>,
  question: DeploymentQuestion,
): Omit<Opened, 'attempts'> {
  const branch = told.defaultBranchRef
  const tip = branch?.target
  const empty = unknown('the repository has no default branch', source)
  const missing = isMissing(told, refused) ? noEnvironment(question.environment) : undefined
  const rules = told.environment?.protectionRules.nodes ?? []
  return {
    defaultBranch: branch && tip ? known({ name: branch.name, tip: tip.oid }, source) : empty,
    policyFile: tip
      ? known(textFileOf(tip.file ?? null, question.policyPath, tip.oid), source)
      : empty,
    sha: known(commitNamed(told.sha, question.sha), source),
    baseline: known(commitNamed(told.baseline, question.baseline ?? ''), source),
    hasReviewers:
      refused.environment ??
      missing ??
      known(
        rules.some((rule) => rule.type === 'REQUIRED_REVIEWERS' && rule.reviewers?.totalCount),
        source,
      ),
    records: refused.deployments ?? missing ?? known(told.deployments ?? noRecords, source),
  }
}

const noRecords: RecordPage = {
  totalCount: 0,
  pageInfo: { hasNextPage: false, endCursor: null },
  nodes: [],
}

/** A deleted environment leaves its deployments behind: only without either was the name never one. */
const isMissing = (told: Told, refused: Refused<Part>): boolean =>
  refused.environment === undefined &&
  refused.deployments === undefined &&
  !told.environment &&
  told.deployments?.totalCount === 0

const noEnvironment = (name: string): Unknown =>
  unknown(
    `there is no environment ${name}`,
    source,
    'Check the input `environment` against the environments in the settings of the repository.',
  )

/** A branch or tag can be moved: only an id names a commit for good. */
function commitNamed(object: z.output<typeof commitShape>, named: string): string | null {
  const isId = /^[0-9a-f]{7,}$/i.test(named) && object?.oid.startsWith(named.toLowerCase())
  return isId && object?.__typename === 'Commit' ? object.oid : null
}
